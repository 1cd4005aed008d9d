import { incompleteHierarchy, leftOut, ungatedUpgrade, upgradeGate } from "../../rules/upgrade-gate";

test("the rule judges gates, not facts: it has no check of a hierarchy", () => {
  expect(upgradeGate.check).toBeUndefined();
});

test("an upgrade without a gate is known to be one, and says what it needs", () => {
  expect(ungatedUpgrade("P01", "no gate of contoso was judged in this run")).toEqual({
    code: "ungated-upgrade",
    subject: { kind: "site", name: "P01" },
    certainty: "known",
    found: "no gate of contoso was judged in this run",
    needed: "a gate of its hierarchy, with this site in it, checked in this run and ready, on the facts declared now",
    remedy: [upgradeGate.remediation],
    articles: ["Q261931"],
  });
  expect(ungatedUpgrade("P01", "f", "Do this.").remedy).toEqual(["Do this."]);
});

test("a gate that does not tell all is about its hierarchy", () => {
  expect(incompleteHierarchy("contoso", "f", "n")).toMatchObject({
    code: "incomplete-hierarchy",
    subject: { kind: "hierarchy", name: "contoso" },
    certainty: "known",
  });
});

describe("what a gate leaves out", () => {
  test.each<[string, string[], string[], string[]]>([
    ["nothing", ["CEN", "P01"], ["P01", "CEN", "S01"], []],
    ["one site", ["CEN", "P01"], ["CEN"], ["the gate leaves out the sites P01"]],
    ["every site", ["CEN", "P01"], [], ["the gate leaves out the sites CEN, P01"]],
    ["a site in another case", ["p01"], ["P01"], ["the gate leaves out the sites p01"]],
  ])("%s", (_, declared, gated, expected) => {
    expect(leftOut("contoso", "site", declared, gated).map(({ found }) => found)).toEqual(expected);
  });

  test("of many, twenty are named and the others counted", () => {
    const names = Array.from({ length: 25 }, (_, index) => `S${String(index).padStart(2, "0")}`);
    const [finding] = leftOut("contoso", "domain", names, []);
    expect(finding?.found).toMatch(/^the gate leaves out the domains S00, .*, S19 and 5 more$/);
    expect(finding?.needed).toBe("every declared domain in the gate");
  });
});
