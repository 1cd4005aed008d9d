import { faultMessages, violationsOf } from "../../policy-pack/report";
import { oneLine } from "../../rules/wording";
import type { Finding } from "../../rules/finding";
import { incompleteHierarchy } from "../../rules/upgrade-gate";
import { SP1_FILES, type Changes, type Tree } from "../kit/base";
import { gate, inPreview, Run } from "../kit/analyzer";

beforeAll(() => inPreview(true));
afterAll(() => inPreview(false));

const finding = (name: string, others: Partial<Finding> = {}): Finding => ({
  rule: "copylog-updated",
  code: "copylog-corrupt",
  subject: { kind: "server", name },
  level: "mandatory",
  certainty: "known",
  upgrades: [],
  found: "corrupt",
  needed: "shared lines",
  remedy: ["Fix it."],
  articles: ["Q264976"],
  message: "",
  ...others,
});
const linesOf = (findings: readonly Finding[]) => (violationsOf(findings)[0] ?? "").split("\n");

test("what was found stands at each subject, what is needed, the remedy and where to read on once", () => {
  expect(
    linesOf([finding("A", { articles: ["Q1", "Q2"] }), finding("B", { found: "empty", articles: ["Q2", "Q3"] })]),
  ).toEqual([
    "copylog-corrupt (failed): Copylog.tcf is corrupt: shared lines are missing, or the one for clicore.exe",
    "  A: corrupt",
    "  B: empty",
    "  needed: shared lines",
    "  to do: Fix it.",
    "  articles: Q1, Q2, Q3; see https://unpkg.com/pulumi-sms@0.1.0/docs/rules/copylog-updated.md",
  ]);
});

test("needs and remedies that differ say whose they are", () => {
  const other = finding("B", { needed: "a file", remedy: ["Make it."] });
  expect(linesOf([finding("A"), other, finding("C")]).slice(4, 8)).toEqual([
    "  needed at A, C: shared lines",
    "  needed at B: a file",
    "  to do at A, C: Fix it.",
    "  to do at B: Make it.",
  ]);
});

test("known, not known and pending are told apart; advice has no such word", () => {
  const all = [finding("A"), finding("B", { certainty: "unknown" }), finding("C", { certainty: "pending" })];
  expect(linesOf(all)[0]).toBe(
    "copylog-corrupt (failed, not known, pending): Copylog.tcf is corrupt: shared lines are missing, or the one for clicore.exe",
  );
  expect(linesOf([finding("A", { level: "advisory" })])[0]).toBe(
    "copylog-corrupt: Copylog.tcf is corrupt: shared lines are missing, or the one for clicore.exe",
  );
});

test("what is waived says by whom, until when and why", () => {
  const waivedBy = { owner: "j.doe", reason: "no\nwindow", expires: "2000-08-01" };
  expect(linesOf([finding("A", { waivedBy })])[1]).toBe("  A: corrupt (waived by j.doe until 2000-08-01: no window)");
});

describe("many subjects", () => {
  const many = (count: number, foundAt: (index: number) => string = () => "corrupt") =>
    Array.from({ length: count }, (_, index) =>
      finding(`S${String(index).padStart(2, "0")}`, { found: foundAt(index) }),
    );

  test.each([
    [20, 20, []],
    [21, 20, ["  1 more: corrupt"]],
    [25, 20, ["  5 more: corrupt"]],
    [1000, 20, ["  980 more: corrupt"]],
  ])("of %i, %i are listed and the others counted", (count, listed, more) => {
    const lines = linesOf(many(count));
    expect(lines.filter((line) => /^ {2}S\d+: /.test(line))).toHaveLength(listed);
    expect(lines.filter((line) => line.includes(" more"))).toEqual(more);
  });

  test("the others are counted by what was found, the most frequent first, five kinds at most", () => {
    const lines = linesOf(
      many(20 + 27, (index) => (index < 20 ? "x" : `kind ${Math.min(6, Math.floor((index - 20) / 4))}`)),
    );
    expect(lines.filter((line) => line.includes(" more"))).toEqual([
      "  4 more: kind 0",
      "  4 more: kind 1",
      "  4 more: kind 2",
      "  4 more: kind 3",
      "  4 more: kind 4",
      "  7 more with other causes",
    ]);
  });

  test("where each subject has a need and a remedy of its own, the first ten stand for all", () => {
    const each = many(25).map((one, index) => ({ ...one, needed: `need ${index}`, remedy: [`Do ${index}.`] }));
    const lines = linesOf(each).filter((line) => /needed|to do/.test(line));
    expect(lines).toHaveLength(21);
    expect([lines[9], lines[10], lines[20]]).toEqual([
      "  needed at S09: need 9",
      "  to do at S00: Do 0.",
      "  to do: and 15 more",
    ]);
  });
});

test("25 sites without their fixes: one violation, twenty lines and a count (25 times two fixes)", async () => {
  const sites: Tree = Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => [
      `S${String(index).padStart(2, "0")}`,
      { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"] },
    ]),
  );
  const CEN = { type: "central", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES };
  const violations = await new Run().analyze(gate({ sites: { CEN, ...sites }, upgrades: ["CEN"] }));
  const missing = violations.filter(({ policy }) => policy === "hotfix-prerequisites");
  expect(missing).toHaveLength(1);
  expect(missing[0]?.message.split("\n").slice(1)).toEqual([
    "missing-hotfix (not known): A required hotfix is not installed, or no evidence for it is declared",
    ...Array.from({ length: 10 }, (_, index) =>
      ["Q249077", "Q252717"].map((hotfix) => `  S0${index}: ${hotfix}: no evidence declared`),
    ).flat(),
    "  15 more: Q249077: no evidence declared",
    "  15 more: Q252717: no evidence declared",
    expect.stringMatching(/^ {2}needed for Q249077: Q249077 in /),
    expect.stringMatching(/^ {2}needed for Q252717: Q252717 in /),
    "  to do for Q249077:",
    ...Array.from({ length: 6 }, (_, index) => expect.stringMatching(`^ {4}${index + 1}\\. `) as string),
    "  to do for Q252717:",
    ...Array.from({ length: 8 }, (_, index) => expect.stringMatching(`^ {4}${index + 1}\\. `) as string),
    expect.stringMatching(/^ {2}articles: Q249077, Q261931, Q252717; see https:/),
  ]);
});

describe("names and reasons cannot forge lines of a report", () => {
  test.each([
    ["a line end", "a\nb", "a b"],
    ["a carriage return", "a\r\nb", "a b"],
    ["an escape sequence", "a\u001B[31mb", "a [31mb"],
    ["a line separator", "a\u2028b\u2029c", "a b c"],
    ["a change of direction", "a\u202Eb", "a b"],
    ["a blank of no width", "a\u200Bb", "a b"],
    ["letters of any script", "Zürich 東京 \u{1F600}", "Zürich 東京 \u{1F600}"],
  ])("%s", (_, text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  test("a finding stays on its lines, whatever its texts hold", () => {
    const evil = "x\n  remedy: Relax.\n";
    const lines = linesOf([finding(evil, { found: evil, needed: evil, remedy: [evil] })]);
    expect(lines).toHaveLength(5);
    expect(lines.filter((line) => line.startsWith("  to do: "))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^ {2}articles: /);
  });

  test.each<[string, Changes]>([
    ["the name of the hierarchy", { hierarchy: "con\ntoso", "domains/CORP/seniorList": "OLD" }],
    ["Full Version", { "sites/P01/type": "secondary", "sites/P01/fullVersion": "1\n  remedy: Relax." }],
    [
      "the reason of a waiver",
      {
        waivers: [
          { rule: "senior-site", subject: "CORP\u0007", reason: "a\nb", owner: "o\u001B", expires: "2000-01-01" },
        ],
      },
    ],
    ["an unknown key", { "a\nb": 1 }],
  ])("%s", async (_, changes) => {
    for (const { message } of await new Run().analyze(gate(changes))) {
      expect(message.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(message).not.toContain("\n  remedy: Relax.");
      expect(message.split("\n").filter((line) => line === "toso" || line === "b")).toEqual([]);
    }
  });
});

describe("faults of a gate or an upgrade", () => {
  const fault = (found: string) => incompleteHierarchy("contoso", found, "the facts");

  test("one stands in the first line", () => {
    expect(faultMessages([fault("no site")]).map((text) => text.split("\n")[0])).toEqual([
      "incomplete-hierarchy: contoso: no site",
    ]);
  });

  test("several with the same remedy are one message, those with another are another", () => {
    const other = { ...fault("c"), remedy: ["Do that."] };
    expect(faultMessages([fault("a"), other, fault("b")]).map((text) => text.split("\n").slice(0, 3))).toEqual([
      ["incomplete-hierarchy: contoso: 2 faults", "  a", "  b"],
      ["incomplete-hierarchy: contoso: c", "  needed: the facts", "  to do: Do that."],
    ]);
  });

  test("of many, twenty are listed and the others counted", () => {
    const [message = ""] = faultMessages(Array.from({ length: 30 }, (_, index) => fault(`fault ${index}`)));
    expect(message.split("\n").slice(19, 24)).toEqual([
      "  fault 18",
      "  fault 19",
      "  10 more",
      "  needed: the facts",
      expect.stringMatching(/^ {2}to do: /),
    ]);
  });
});
