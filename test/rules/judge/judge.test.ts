import type { OpenRuleId } from "../../../domain/rule-ids";
import { RULES } from "../../../rules";
import {
  chainOf,
  checksOf,
  findingsOf,
  hierarchy,
  judgementOf,
  secondsOf,
  SP1_FILES,
  type Changes,
} from "../../kit/base";

const sp2 = (site: string): Changes => ({ [`sites/${site}/build`]: 1493, [`sites/${site}/hotfixes`]: undefined });
const MISSING = "hotfix-prerequisites missing-hotfix P01 mandatory known Q249077";
const unfixed: Changes = { "sites/P01/hotfixes/Q249077": { installed: false } };
/** One more site below SP2: the last one may finish (Q264630). */
const another: Changes = {
  "sites/P03": { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES },
};
const bare: Changes = {
  "sites/P01/hotfixes": {},
  "sites/CEN/hotfixes": { Q252717: { installed: false } },
  "domains/CORP/seniorList": "OLD",
  "domains/CORP/logonPoints": {
    CORPPDC: { copylog: { sharedOwner: "OLD", siteFolders: ["REM"] }, updatedSinceFix: false },
  },
  "domains/LAB": { pdc: "LABPDC" },
  upgrades: ["P01", "CEN"],
  waivers: [{ rule: "copylog-owners", subject: "LABPDC", reason: "r", owner: "o", expires: "2000-06-01" }],
};

describe("the verdict of each upgrade, and the worst of them", () => {
  test.each<[string, Changes, string, [string, string][]]>([
    [
      "all is shown",
      { upgrades: ["CEN", "P01"] },
      "ready",
      [
        ["CEN", "ready"],
        ["P01", "ready"],
      ],
    ],
    [
      "a site is known to be unfixed: no upgrade may start",
      { ...unfixed, upgrades: ["CEN", "P01"] },
      "blocked",
      [
        ["CEN", "blocked"],
        ["P01", "blocked"],
      ],
    ],
    [
      "one condition cannot be shown",
      { "sites/P01/hotfixes/Q249077": undefined, upgrades: ["CEN", "P01"] },
      "undetermined",
      [
        ["CEN", "undetermined"],
        ["P01", "undetermined"],
      ],
    ],
    ["no upgrade planned: may any begin?", unfixed, "blocked", []],
    ["no upgrade planned, and any may begin", {}, "ready", []],
  ])("%s", (_, changes, verdict, upgrades) => {
    const judged = judgementOf(hierarchy(changes));
    expect([judged.verdict, judged.upgrades.map((one) => [one.site, one.verdict])]).toEqual([verdict, upgrades]);
  });

  test("a plan in the planned order, whatever the order of the sites", () => {
    expect(judgementOf(hierarchy({ upgrades: ["P01", "CEN"] })).upgrades.map(({ site }) => site)).toEqual([
      "P01",
      "CEN",
    ]);
  });
});

describe("an upgrade of a site at SP2 is done", () => {
  test("it says so, and so does a hierarchy in which nothing is left to upgrade", () => {
    const plan = (changes: Changes) => {
      const { upgrades, isOver } = judgementOf(hierarchy(changes));
      return [upgrades.map(({ done }) => done), isOver];
    };
    expect(plan({ upgrades: ["CEN", "P01"] })).toEqual([[undefined, undefined], false]);
    expect(plan({ ...sp2("CEN"), upgrades: ["CEN", "P01"] })).toEqual([[true, undefined], false]);
    expect(plan({ ...sp2("CEN"), upgrades: ["CEN"] })).toEqual([[true], true]);
    expect(plan(sp2("CEN"))).toEqual([[], false]);
    expect(plan({ ...sp2("CEN"), ...sp2("P01") })).toEqual([[], true]);
  });

  test("it is ready, also beside one that is not", () => {
    const judged = judgementOf(hierarchy({ ...sp2("CEN"), ...unfixed, ...another, upgrades: ["CEN", "P01"] }));
    expect(judged).toMatchObject({
      verdict: "blocked",
      upgrades: [
        { site: "CEN", verdict: "ready" },
        { site: "P01", verdict: "blocked" },
      ],
    });
    expect(judged.findings.filter(({ level }) => level === "mandatory").map(({ upgrades }) => upgrades)).toEqual([
      ["P01"],
    ]);
  });

  test("where the whole plan is done, nothing is left to refuse: what is found is advice", () => {
    const done = hierarchy({
      ...sp2("CEN"),
      ...unfixed,
      "domains/CORP/logonPoints/CORPBDC": undefined,
      upgrades: ["CEN"],
    });
    expect(judgementOf(done)).toMatchObject({ verdict: "ready", upgrades: [{ site: "CEN", verdict: "ready" }] });
    expect(findingsOf(done)).toEqual([
      MISSING.replace("mandatory", "advisory"),
      "copylog-updated copylog-not-updated CORPBDC advisory unknown",
      "upgrade-advice half-upgraded-domain CORP advisory known",
    ]);
  });

  test("where every site is at SP2 and nothing is planned, nothing is left to refuse either", () => {
    const done = hierarchy({ ...sp2("CEN"), ...sp2("P01"), "domains/CORP/logonPoints": undefined });
    expect(judgementOf(done)).toMatchObject({ verdict: "ready", upgrades: [] });
    expect(findingsOf(done).every((row) => row.includes(" advisory "))).toBe(true);
  });

  test("where every site of a domain is at SP2, only what is known to be wrong with its files is advice", () => {
    const over = { ...sp2("CEN"), ...sp2("P01"), "domains/CORP/seniorList": null };
    const points = { CORPPDC: { copylog: { sharedOwner: "OLD" } }, CORPBDC: { copylog: { corrupt: true } } };
    expect(findingsOf(hierarchy({ ...over, "domains/CORP/logonPoints": undefined }))).toEqual([]);
    expect(findingsOf(hierarchy({ ...over, "sites/P01/domains": ["Corp"] }))).toEqual([]);
    expect(findingsOf(hierarchy({ ...over, "domains/CORP/logonPoints": points }))).toEqual([
      "copylog-updated copylog-corrupt CORPBDC advisory known",
      "copylog-owners copylog-stale-site CORPPDC advisory known",
    ]);
    expect(findingsOf(hierarchy({ ...over, "domains/CORP/seniorList": "OLD" }))).toEqual([
      "senior-site senior-site-invalid CORP advisory known",
    ]);
  });

  test("a domain with a site below SP2 keeps its advice when the plan is done, and refuses while it is not", () => {
    const P02 = { type: "primary", parent: "CEN", build: 1380, domains: ["LAB"], hotfixes: SP1_FILES };
    const labs = {
      ...sp2("CEN"),
      ...sp2("P01"),
      "domains/CORP/logonPoints": undefined,
      "domains/LAB": { pdc: "LABPDC" },
      "sites/P02": P02,
      "sites/P03": { ...P02, domains: [] },
    };
    expect(checksOf(hierarchy({ ...labs, upgrades: ["CEN", "P01"] }))).toEqual([
      "copylog-updated copylog-not-updated LABPDC advisory unknown",
    ]);
    expect(checksOf(hierarchy({ ...labs, upgrades: ["P02"] }))).toEqual([
      "copylog-updated copylog-not-updated CORPBDC mandatory unknown",
      "copylog-updated copylog-not-updated CORPPDC mandatory unknown",
      "copylog-updated copylog-not-updated LABPDC mandatory unknown",
    ]);
  });

  test("where nothing is planned and a site is below SP2, its upgrade may not begin", () => {
    expect(judgementOf(hierarchy({ ...sp2("CEN"), ...unfixed, ...another })).verdict).toBe("blocked");
  });

  test("the last site in scope below SP2 may finish, and a waiver of what is found there is not unused (Q264630)", () => {
    const waivers = [{ rule: "hotfix-prerequisites", subject: "P01", reason: "r", owner: "o", expires: "2000-08-01" }];
    const last = hierarchy({
      ...sp2("CEN"),
      ...unfixed,
      "domains/CORP/seniorList": undefined,
      upgrades: ["P01"],
      waivers,
    });
    expect(judgementOf(last).verdict).toBe("ready");
    expect(checksOf(last)).toEqual([
      `${MISSING.replace("mandatory", "advisory")} waived`,
      "senior-site senior-site-ambiguous CORP advisory unknown",
    ]);
  });

  test("an upgrade whose site has blockers of its own needs attention; the others wait for it", () => {
    const { upgrades } = judgementOf(hierarchy({ ...unfixed, upgrades: ["CEN", "P01"] }));
    expect(upgrades).toEqual([
      { site: "CEN", verdict: "blocked" },
      { site: "P01", verdict: "blocked", needsAttention: true },
    ]);
  });
});

describe("levels are the organisation's", () => {
  test.each<[OpenRuleId, Changes]>([
    ["hotfix-prerequisites", unfixed],
    ["hotfix-evidence", { "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll": "2.0.1380.1" }],
    ["senior-site", { "domains/CORP/seniorList": "OLD" }],
    ["copylog-updated", { "domains/CORP/logonPoints/CORPBDC": undefined }],
    ["copylog-owners", { "domains/CORP/logonPoints/CORPBDC/copylog/sharedOwner": "OLD" }],
  ])("%s can be lowered, and is reported all the same", (rule, changes) => {
    const lowered = judgementOf(hierarchy(changes), { levels: { [rule]: "advisory" } });
    expect(judgementOf(hierarchy(changes)).verdict).not.toBe("ready");
    expect(lowered.verdict).toBe("ready");
    expect(lowered.findings.filter((one) => one.rule === rule).map(({ level }) => level)).toEqual(["advisory"]);
  });

  test("another rule keeps its own", () => {
    expect(findingsOf(hierarchy(unfixed), { levels: { "hotfix-evidence": "advisory" } })).toEqual([MISSING]);
  });

  test("what is advice by nature is not raised", () => {
    const untidy: Changes = {
      "domains/CORP/seniorList": undefined,
      "domains/CORP/logonPoints/CORPBDC/copylog/siteFolders": ["REM"],
    };
    const levels = { "senior-site": "mandatory", "copylog-owners": "mandatory" } as const;
    expect(checksOf(hierarchy(untidy), { levels })).toEqual([
      "senior-site senior-site-ambiguous CORP advisory unknown",
      "copylog-owners copylog-stale-site CORPBDC advisory known",
    ]);
  });

  test("the rules that keep the gate honest are not lowered, whoever asks", () => {
    const waivers = [{ rule: "senior-site", subject: "CORP", reason: "r", owner: "o", expires: "2099-01-01" }];
    const levels = { waiver: "advisory", "upgrade-gate": "advisory" } as Record<string, "advisory">;
    expect(judgementOf(hierarchy({ waivers }), { levels }).verdict).toBe("blocked");
  });
});

describe("what a judgement says", () => {
  test("findings come in the order of the rules, then by code and subject", () => {
    expect(findingsOf(hierarchy(bare))).toEqual([
      "hotfix-prerequisites missing-hotfix CEN mandatory unknown Q249077",
      "hotfix-prerequisites missing-hotfix CEN mandatory known Q252717",
      "hotfix-prerequisites missing-hotfix P01 mandatory unknown Q249077",
      "hotfix-prerequisites missing-hotfix P01 mandatory unknown Q252717",
      "senior-site senior-site-invalid CORP mandatory known",
      "copylog-updated copylog-not-updated CORPBDC mandatory unknown",
      "copylog-updated copylog-not-updated CORPPDC mandatory known",
      "copylog-owners copylog-stale-site CORPPDC mandatory known",
      "copylog-owners copylog-stale-site CORPPDC advisory known",
      "upgrade-order order P01 advisory known",
      "waiver waiver-expired copylog-owners LABPDC advisory known",
      "upgrade-advice save-senior-list CORP advisory known",
      "upgrade-advice site-folder-missing CORPPDC advisory known",
    ]);
  });

  test("it does not depend on the order in which facts stand", () => {
    const reversed = (value: unknown): unknown =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, member]) => [key, reversed(member)]),
          )
        : value;
    const document = hierarchy(bare);
    expect(findingsOf(reversed(document) as typeof document)).toEqual(findingsOf(document));
  });

  test("a message has its subject, what was found and what is needed", () => {
    for (const { message, subject, found, needed, remedy, articles, upgrades } of judgementOf(hierarchy(bare))
      .findings) {
      expect(message).toBe(`${subject.name}: ${found}; needed: ${needed}`);
      expect([found, needed].every((text) => text !== "" && !/[.\n]$/.test(text))).toBe(true);
      expect(remedy.filter((step) => !/^[A-Z].*[.:]$/s.test(step))).toEqual([]);
      expect(articles.every((article) => /^Q\d{6}$/.test(article))).toBe(true);
      expect(upgrades.length).toBeGreaterThan(0);
    }
  });

  test("every code that is found is a code of its rule", () => {
    for (const { rule, code } of judgementOf(hierarchy(bare)).findings) {
      expect(Object.keys(RULES.find(({ id }) => id === rule)?.codes ?? {})).toContain(code);
    }
  });
});

test("a mixed hierarchy: what is broken already is said at each unfixed site (Q264630)", () => {
  const third = { type: "secondary", parent: "P01", build: 1239, domains: ["CORP"], hotfixes: {} };
  const mixed = hierarchy({
    ...sp2("CEN"),
    "sites/P01/hotfixes": SP1_FILES,
    "sites/S01": { ...third, hotfixes: { Q251070: { installed: false } } },
    upgrades: ["P01", "S01"],
  });
  const { findings } = judgementOf(mixed);
  expect(
    findings.filter(({ rule }) => rule === "hotfix-prerequisites").map(({ subject, found }) => [subject.name, found]),
  ).toEqual([
    ["S01", "Q251070 is not installed; the rule is already broken, CEN at SP2"],
    ["S01", "Q252718: no evidence declared; if it is not installed, the rule is already broken, CEN at SP2"],
  ]);
});

test("thousands of waivers cover thousands of findings in no time", () => {
  const document = chainOf(20_000);
  const waivers = (document["upgrades"] as string[]).map((subject) => ({
    rule: "hotfix-prerequisites",
    subject,
    reason: "r",
    owner: "o",
    expires: "2000-07-31",
  }));
  const seconds = secondsOf(() => {
    const { findings, waiversInForce } = judgementOf({ ...document, waivers });
    expect(waiversInForce).toHaveLength(waivers.length);
    expect(findings.filter(({ waivedBy }) => waivedBy !== undefined)).toHaveLength(2 * waivers.length);
  });
  expect(seconds).toBeLessThan(10);
});
