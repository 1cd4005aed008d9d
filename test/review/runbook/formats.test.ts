import { parseHierarchyFile } from "../../../domain/text/hierarchy-file";
import { settingsSchema } from "../../../domain/settings";
import { formatRunbook, RUNBOOK_FORMATS, type RunbookFormat } from "../../../review/runbook/formats";
import { runbookOf } from "../../../review/runbook/runbook";
import { HIERARCHY } from "../../kit/review/three-sites";

const WIDE = { width: Infinity, colours: false };

function written(format: RunbookFormat, text = HIERARCHY, width = Infinity): string {
  const facts = parseHierarchyFile(text, "yaml");
  const runbook = runbookOf(facts, { settings: settingsSchema.parse({}), today: "2000-07-01" });
  return formatRunbook(runbook, format, "1.2.3", { ...WIDE, width });
}

const UNFIXED = HIERARCHY.replace(
  "hotfixes: *fixed } # S01",
  "hotfixes: { Q249077: *copylog, Q252717: { installed: false } } } # S01",
);

test("text: the head, boxes to tick, steps below them, what is proven ticked", () => {
  const lines = written("text", UNFIXED).split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "Runbook for SP2: contoso, 2000-07-01",
    "blocked; 0 of 3 upgrades may begin; 4 of 9 required tasks to do",
  ]);
  const at = lines.indexOf("   [ ] S01 (SMSS01, Leeds): Q252717 is not installed");
  expect(lines[at + 1]).toMatch(/^ {7}1\. In HKLM/);
  expect(lines).toContain("   [x] both hotfixes are proven: CEN, P01");
  // A list of single lines stands apart from tasks with steps.
  const proven = lines.indexOf("   [x] both hotfixes are proven: CEN, P01");
  expect([lines[proven - 1], lines[proven + 1]]).toEqual(["", expect.stringMatching(/^ {3}\[ \] /)]);
  expect(lines).toContain("   Sites below CEN: wait for the upgrade of CEN");
});

test("text breaks its lines to the width of the terminal", () => {
  const longest = Math.max(
    ...written("text", UNFIXED, 80)
      .split("\n")
      .map(({ length }) => length),
  );
  expect(longest).toBeLessThanOrEqual(80);
});

test("Markdown: task lists, steps as numbered lists, names disarmed", () => {
  const text = written("markdown", UNFIXED.replace("name: Leeds", 'name: "<b>@all"'));
  expect(text).toMatch(/^# Runbook for SP2: contoso\n\n2000-07-01\. blocked; /);
  expect(text).toMatch(/^- \[ \] S01 \(SMSS01, &lt;b&gt;@<!-- -->all\): Q252717 is not installed\n\n {3}1\. In HKLM/m);
  expect(text).toContain("- [x] both hotfixes are proven: CEN, P01");
  // A list stands apart from what is above it, and a task shows its articles, as in the other formats.
  expect(text).toMatch(/ got both hotfixes|has both hotfixes\.\n\n- \[/);
  expect(text).toContain(
    "**Recommended: Senior.lst must be saved before an upgrade and put back afterwards (Q246527, Q247306)**",
  );
});

test("HTML is one file without script or network, and escapes names", () => {
  const page = written("html", UNFIXED.replace("name: Leeds", 'name: "<script>x</script>"'));
  expect(page).toContain("&lt;script&gt;x&lt;/script&gt;");
  expect(page).not.toMatch(/<script|<link|<img|src=/);
  expect(page).toContain("default-src 'none'");
  expect(page.match(/<div class="part /g)).toHaveLength(7);
});

test("JSON has the whole runbook", () => {
  const parsed = JSON.parse(written("json", UNFIXED)) as { version: string; parts: { tasks: object[] }[] };
  expect({ version: parsed.version, parts: parsed.parts.length }).toEqual({ version: "1.2.3", parts: 7 });
  expect(parsed.parts[1]?.tasks[0]).toMatchObject({
    kind: "required",
    places: [{ kind: "site", name: "S01", called: "SMSS01, Leeds", found: "Q252717 is not installed", done: false }],
  });
});

test.each(RUNBOOK_FORMATS)("%s says that nothing is to be done where nothing is", (format) => {
  expect(JSON.stringify(written(format))).toMatch(format === "json" ? /tasks\\": \[\]/ : /Nothing to do\./);
});
