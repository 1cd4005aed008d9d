import { toFacts } from "../../../domain/model/facts";
import type { RuleFinding } from "../../../rules/finding";
import { copylogUpdated } from "../../../rules/copylog-updated";
import { hotfixPrerequisites } from "../../../rules/hotfix/hotfix-prerequisites";
import { contextOf } from "../../../rules/judge/context";
import { inMixedHierarchy, levelOf, ruleLevel } from "../../../rules/judge/levels";
import { upgradeAdvice } from "../../../rules/upgrade-advice/index";
import { upgradeGate } from "../../../rules/upgrade-gate";
import { upgradeOrder } from "../../../rules/upgrade-order";
import { hierarchy, SP1_FILES, TODAY, type Changes } from "../../kit/base";

const finding = (code: string, more: Partial<RuleFinding> = {}): RuleFinding => ({
  code,
  subject: { kind: "site", name: "P01" },
  certainty: "known",
  found: "found",
  needed: "needed",
  remedy: ["Fix it."],
  articles: ["Q261931"],
  ...more,
});

test("the level of a rule is the one that is chosen, where one can be", () => {
  expect(ruleLevel(copylogUpdated, undefined)).toBe("mandatory");
  expect(ruleLevel(copylogUpdated, { "senior-site": "advisory" })).toBe("mandatory");
  expect(ruleLevel(copylogUpdated, { "copylog-updated": "advisory" })).toBe("advisory");
  expect(ruleLevel(upgradeOrder, {})).toBe("advisory");
  expect(ruleLevel(upgradeOrder, { "upgrade-order": "mandatory" })).toBe("mandatory");
  expect(ruleLevel(upgradeGate, { "upgrade-gate": "advisory" } as object)).toBe("mandatory");
});

test("the level of a finding is its own, or that of its code, or that of its rule", () => {
  const raised = { "copylog-updated": "mandatory", "upgrade-order": "mandatory" } as const;
  const code = "copylog-not-updated";
  expect(levelOf(copylogUpdated, finding(code, { level: "advisory" }), raised)).toBe("advisory");
  expect(levelOf(upgradeAdvice, finding("older-facts"), undefined)).toBe("advisory");
  expect(levelOf(copylogUpdated, finding(code), { "copylog-updated": "advisory" })).toBe("advisory");
  expect(levelOf(copylogUpdated, finding("a code of a review"), undefined)).toBe("mandatory");
});

describe("findings in a hierarchy with a site at SP2 (Q264630)", () => {
  const contextWith = (changes: Changes) =>
    contextOf(toFacts(hierarchy(changes)), { reading: "every-site", minimumEvidence: "attested" }, TODAY);
  const atSp2 = (site: string): Changes => ({ [`sites/${site}/build`]: 1493, [`sites/${site}/hotfixes`]: undefined });
  const third = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES };
  const FINISH = /^Upgrade P01: it is the last site below SP2, so this does not hold it back/;
  const WAY_OUT = /^Or finish: under a waiver of this rule/;
  const own = finding("missing-hotfix");

  test("are as they were while no site is at SP2, and where the rule protects no mixed domain", () => {
    expect(inMixedHierarchy(hotfixPrerequisites, contextWith({}), [own])).toEqual([own]);
    expect(inMixedHierarchy(upgradeAdvice, contextWith(atSp2("CEN")), [own])).toEqual([own]);
  });

  test("name the way out while two or more are below", () => {
    const context = contextWith({ ...atSp2("CEN"), "sites/S01": third });
    expect(inMixedHierarchy(hotfixPrerequisites, context, [own])).toEqual([
      { ...own, remedy: ["Fix it.", expect.stringMatching(WAY_OUT)], articles: ["Q261931", "Q264630"] },
    ]);
    const cited = finding("missing-hotfix", { articles: ["Q264630", "Q261931"] });
    expect(inMixedHierarchy(hotfixPrerequisites, context, [cited])[0]?.articles).toEqual(["Q264630", "Q261931"]);
    const unknown = finding("a code of a review");
    expect(inMixedHierarchy(hotfixPrerequisites, context, [unknown])[0]?.remedy).toHaveLength(2);
  });

  test("are left alone where they are advice by themselves", () => {
    const advice = finding("missing-hotfix", { level: "advisory" });
    const context = contextWith({ ...atSp2("CEN"), "sites/S01": third });
    expect(inMixedHierarchy(hotfixPrerequisites, context, [advice])).toEqual([advice]);
  });

  test("are advice for the last one: of a hotfix the upgrade is the cure, of files on logon points what is to be done stays", () => {
    const context = contextWith(atSp2("CEN"));
    const common = { level: "advisory", articles: ["Q261931", "Q264630"] };
    expect(inMixedHierarchy(hotfixPrerequisites, context, [own])).toEqual([
      { ...own, ...common, remedy: [expect.stringMatching(FINISH)] },
    ]);
    const file = finding("copylog-not-updated");
    expect(inMixedHierarchy(copylogUpdated, context, [file])).toEqual([
      { ...file, ...common, remedy: [expect.stringMatching(FINISH), "Fix it."] },
    ]);
  });

  test("are advice where no site is below", () => {
    const file = finding("copylog-not-updated");
    const context = contextWith({ ...atSp2("CEN"), ...atSp2("P01") });
    expect(inMixedHierarchy(copylogUpdated, context, [file])).toEqual([{ ...file, level: "advisory" }]);
  });
});
