import { toFacts } from "../../../domain/model/facts";
import { parseHierarchyFile } from "../../../domain/text/hierarchy-file";
import { settingsSchema } from "../../../domain/settings";
import { progressOf, runbookOf, type Runbook, type Task } from "../../../review/runbook/runbook";
import { MOMENTS, type Moment } from "../../../rules/moment";
import { CHECKLIST } from "../../../rules/upgrade-advice/checklist";
import { chainOf, secondsOf } from "../../kit/base";
import { HIERARCHY, type Change } from "../../kit/review/three-sites";

function runbook(...changes: readonly Change[]): Runbook {
  const text = changes.reduce((yaml, [from, to]) => {
    expect(yaml).toContain(from);
    return yaml.replace(from, to);
  }, HIERARCHY);
  return runbookOf(parseHierarchyFile(text, "yaml"), { settings: settingsSchema.parse({}), today: "2000-07-01" });
}

function tasks(of: Runbook, moment: Moment): readonly Task[] {
  return of.parts.find((part) => part.moment === moment)?.tasks ?? [];
}

/** Tasks but the checklist, in a line each. */
function lines(of: Runbook, moment: Moment): string[] {
  return tasks(of, moment)
    .filter(({ kind }) => kind !== "checklist")
    .map(({ kind, title, places, waitsFor }) =>
      [kind, title, places.map(({ name, done }) => `${done ? "x" : "-"}${name}`).join(" "), waitsFor]
        .filter((text) => text !== undefined)
        .join(" | "),
    );
}

const UNFIXED: Change = [
  "hotfixes: *fixed } # S01",
  "hotfixes: { Q249077: { installed: false }, Q252717: { installed: false } } } # S01",
];
const OLD: Change = ["CORPBDC: *updated", "CORPBDC: { copylog: { sharedOwner: CEN }, updatedSinceFix: false }"];

test("the parts follow each other from the declaration to what comes afterwards", () => {
  expect(runbook().parts.map(({ moment }) => moment)).toEqual([...MOMENTS]);
});

test("what the facts prove is ticked", () => {
  const ready = runbook();
  expect([lines(ready, "hotfixes"), lines(ready, "senior"), lines(ready, "copylog")]).toEqual([
    ["done | both hotfixes are proven | xCEN xP01 xS01"],
    ["done | the Senior Site is known | xCORP"],
    ["done | Copylog.tcf is updated and sound | xCORPPDC xCORPBDC"],
  ]);
  expect({ verdict: ready.verdict, ...progressOf(ready) }).toEqual({ verdict: "ready", open: 3, done: 6 });
});

test("the hotfixes of one site are one piece of work, each step once, the installers in order", () => {
  const [work, done] = tasks(runbook(UNFIXED), "hotfixes");
  expect(work?.places).toEqual([
    {
      kind: "site",
      name: "S01",
      called: "SMSS01, Leeds",
      found: "Q249077 is not installed; Q252717 is not installed",
      done: false,
    },
  ]);
  const steps = work?.steps ?? [];
  expect(new Set(steps).size).toBe(steps.length);
  expect(
    steps
      .filter((step) => /^(Stop|Run|Start|Close)/.test(step))
      .map((step) => step.split(/[ (]+/).slice(0, 3).join(" ")),
  ).toEqual([
    "Close the Administrator",
    "Run Q249077.exe /s",
    "Stop the service",
    "Run Q252717.exe /s",
    "Start SMS_SQL_MONITOR again.",
  ]);
  expect(done?.places.map(({ name }) => name)).toEqual(["CEN", "P01"]);
});

test("steps that may be skipped are not shared with another hotfix, and the versions are read again once", () => {
  const steps =
    tasks(runbook(["domains: [CORP], hotfixes: *fixed } # S01", "domains: [CORP] } # S01"]), "hotfixes")[0]?.steps ??
    [];
  expect(steps.filter((step) => step.startsWith("In HKLM"))).toHaveLength(2);
  expect(steps.filter((step) => step.startsWith("Read these versions again"))).toHaveLength(1);
  expect(steps.at(-1)).toBe("Read these versions again and declare them.");
});

test("sites with the same steps share them, with a box each", () => {
  const both: Change = [
    "hotfixes: *fixed } # P01",
    "hotfixes: { Q249077: { installed: false }, Q252717: { installed: false } } } # P01",
  ];
  const central: Change = [
    "hotfixes: *fixed } # CEN",
    "hotfixes: { Q249077: { installed: false }, Q252717: { installed: false } } } # CEN",
  ];
  expect(lines(runbook(both, central), "hotfixes")).toEqual([
    "required | -CEN -P01",
    "done | both hotfixes are proven | xS01",
  ]);
});

test("Copylog.tcf waits for the Copylog hotfix of the sites of its domain", () => {
  expect(lines(runbook(OLD), "copylog")[0]).toBe("required | -CORPBDC");
  expect(lines(runbook(OLD, UNFIXED), "copylog")).toEqual([
    "required | -CORPBDC | the Copylog hotfix at S01",
    "done | Copylog.tcf is updated and sound | xCORPPDC",
  ]);
});

test("a CCM hotfix alone keeps no Copylog.tcf waiting", () => {
  const ccm: Change = [
    "hotfixes: *fixed } # S01",
    "hotfixes: { Q249077: *copylog, Q252717: { installed: false } } } # S01",
  ];
  expect(lines(runbook(OLD, ccm), "copylog")[0]).toBe("required | -CORPBDC");
});

test("the upgrades go from the central site down, each level after its parent", () => {
  expect(lines(runbook(), "upgrade")).toEqual([
    "required | Central site | -CEN",
    "required | Sites below CEN | -P01 | the upgrade of CEN",
    "required | Sites below P01 | -S01 | the upgrade of P01",
  ]);
});

test("an upgrade that is done is ticked, and nothing waits for it", () => {
  const done: Change = [
    "build: 1380, domains: [CORP], hotfixes: *fixed } # CEN",
    "build: 1493, domains: [CORP] } # CEN",
  ];
  expect(lines(runbook(done), "upgrade").slice(0, 2)).toEqual([
    "required | Central site | xCEN",
    "required | Sites below CEN | -P01",
  ]);
});

test("the last site below SP2 waits for nothing, and neither does a hierarchy that Q261931 is not about", () => {
  const paces = (of: Runbook) =>
    of.parts.filter(({ moment }) => ["hotfixes", "copylog"].includes(moment)).map(({ pace }) => pace);
  const atSp2 = (code: string): Change => [
    `build: 1380, domains: [CORP], hotfixes: *fixed } # ${code}`,
    `build: 1493, domains: [CORP] } # ${code}`,
  ];
  expect(paces(runbook(atSp2("CEN"), atSp2("P01"), UNFIXED))).toEqual([
    expect.stringMatching(/nothing here holds it back \(Q264630\)/),
    expect.stringMatching(/nothing here holds it back/),
  ]);
  const alone = runbook(
    ["domains: [CORP], hotfixes: *fixed } # P01", "domains: [], hotfixes: *fixed } # P01"],
    ["domains: [CORP], hotfixes: *fixed } # S01", "domains: [], hotfixes: *fixed } # S01"],
  );
  expect(paces(alone)).toEqual(Array(2).fill("Q261931 does not apply: nothing here holds an upgrade back."));
  expect(paces(runbook(OLD))[0]).toMatch(/^All sites can be done at the same time/);
});

test("a site that nobody plans to upgrade is named", () => {
  expect(lines(runbook(["upgrades: [CEN, P01, S01]", "upgrades: [CEN, P01]"]), "upgrade")).toContain(
    "recommended | Below SP2 and not planned | -S01",
  );
});

test("recommendations stand where they are due, with a title", () => {
  expect(lines(runbook(), "before")).toEqual([
    "recommended | Senior.lst must be saved before an upgrade and put back afterwards | -CORP",
  ]);
});

test("the checklist is merged in, every item once and in its part", () => {
  const items = runbook().parts.flatMap(({ moment, tasks: all }) =>
    all.filter(({ kind }) => kind === "checklist").map(({ title, articles }) => ({ moment, text: title, articles })),
  );
  expect(items).toEqual(CHECKLIST);
});

test("the finding that causes a doubt is named beside it", () => {
  const doubt: Change = ['seniorList: "CEN"', "seniorList: null"];
  const [task] = tasks(runbook(doubt, OLD), "senior");
  expect(task?.places[0]?.found).toMatch(/have the highest version\. Every other logon point of CORP is confirmed/);
});

test("a chain of thousands of sites has its runbook in no time, a line for each site from the top down", () => {
  const facts = toFacts(chainOf(10_000));
  let found: readonly Task[] = [];
  const options = { settings: settingsSchema.parse({}), today: "2000-07-01" };
  expect(secondsOf(() => (found = tasks(runbookOf(facts, options), "upgrade")))).toBeLessThan(10);
  const names = found.filter(({ kind }) => kind === "required").map(({ places }) => places.map(({ name }) => name));
  expect(names).toEqual(facts.upgrades.map((code) => [code]));
});
