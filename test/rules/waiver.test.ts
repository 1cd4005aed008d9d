import { covers, isInForce } from "../../rules/waiver";
import { findingOf, findingsOf, hierarchy, judgementOf, type Changes, type Options } from "../kit/base";

/** P01 lacks its Copylog fix; a waiver covers that. The tests judge on 2000-07-01. */
const waived = (waiver: Changes = {}): Changes => ({
  "sites/P01/hotfixes/Q249077": { installed: false },
  waivers: [
    {
      rule: "hotfix-prerequisites",
      subject: "P01",
      reason: "no window",
      owner: "j.doe",
      expires: "2000-08-01",
      ...waiver,
    },
  ],
});

const MISSING = "hotfix-prerequisites missing-hotfix P01 mandatory known Q249077";
const WAIVED = `${MISSING} waived`;
const about = (code: string, level: string, name = "hotfix-prerequisites P01") =>
  `waiver ${code} ${name} ${level} known`;

describe("a waiver counts until its last day, UTC, and at most 90 days ahead", () => {
  test.each<[string, string, string[], string]>([
    ["it ran out yesterday", "2000-06-30", [MISSING, about("waiver-expired", "advisory")], "blocked"],
    ["today is its last day", "2000-07-01", [WAIVED], "ready"],
    ["tomorrow is its last day", "2000-07-02", [WAIVED], "ready"],
    ["90 days ahead", "2000-09-29", [WAIVED], "ready"],
    ["91 days ahead", "2000-09-30", [MISSING, about("waiver-conditions", "mandatory")], "blocked"],
    ["years ahead", "2099-12-31", [MISSING, about("waiver-conditions", "mandatory")], "blocked"],
  ])("%s", (_, expires, expected, verdict) => {
    expect(findingsOf(hierarchy(waived({ expires })))).toEqual(expected);
    expect(judgementOf(hierarchy(waived({ expires }))).verdict).toBe(verdict);
  });

  test("days are counted through a change of summer time and a leap day", () => {
    expect(findingsOf(hierarchy(waived({ expires: "2000-05-01" })), { today: "2000-02-01" })).toEqual([WAIVED]);
    expect(findingsOf(hierarchy(waived({ expires: "2000-05-02" })), { today: "2000-02-01" })).toEqual([
      MISSING,
      about("waiver-conditions", "mandatory"),
    ]);
  });

  test("a waiver that breaks the conditions refuses, even where nothing needs it", () => {
    const { waivers } = waived({ expires: "2000-09-30" });
    expect(findingsOf(hierarchy({ waivers }))).toEqual([about("waiver-conditions", "mandatory")]);
    expect(judgementOf(hierarchy({ waivers })).verdict).toBe("blocked");
  });
});

test("a waived finding stays visible, with who answers for it and until when", () => {
  const { findings, waiversInForce, validThrough } = judgementOf(hierarchy(waived()));
  expect(findings).toMatchObject([
    {
      code: "missing-hotfix",
      level: "mandatory",
      waivedBy: { owner: "j.doe", reason: "no window", expires: "2000-08-01" },
    },
  ]);
  expect(waiversInForce).toHaveLength(1);
  expect(validThrough).toBe("2000-08-01");
});

test("the judgement stands no longer than the first waiver that it rests on", () => {
  const document = hierarchy({
    ...waived(),
    "domains/CORP/logonPoints/CORPBDC": undefined,
    waivers: [
      { rule: "hotfix-prerequisites", subject: "P01", reason: "r", owner: "o", expires: "2000-08-01" },
      { rule: "copylog-updated", subject: "CORPBDC", reason: "r", owner: "o", expires: "2000-07-15" },
      { rule: "copylog-owners", subject: "CORPBDC", reason: "r", owner: "o", expires: "2000-07-02" },
    ],
  });
  expect(judgementOf(document)).toMatchObject({ verdict: "ready", validThrough: "2000-07-15" });
});

describe("a waiver covers one rule at one subject", () => {
  test.each<[string, Changes]>([
    ["another rule", { rule: "hotfix-evidence" }],
    ["another subject", { subject: "CEN" }],
    ["a site code in another case", { subject: "p01" }],
  ])("not %s", (_, waiver) => {
    const [first] = findingsOf(hierarchy(waived(waiver)));
    expect(first).toBe(MISSING);
    expect(findingsOf(hierarchy(waived(waiver)))[1]).toMatch(/^waiver waiver-unused .* advisory known$/);
  });

  test("both fixes of a site", () => {
    const changes = { ...waived(), "sites/P01/hotfixes": { Q249077: { installed: false } } };
    expect(findingsOf(hierarchy(changes))).toEqual([
      WAIVED,
      "hotfix-prerequisites missing-hotfix P01 mandatory unknown Q252717 waived",
    ]);
  });

  test.each([
    [
      "senior-site",
      "corp",
      { "domains/CORP/seniorList": "OLD" },
      "senior-site senior-site-invalid CORP mandatory known waived",
    ],
    [
      "copylog-updated",
      "CorpBdc",
      { "domains/CORP/logonPoints/CORPBDC": undefined },
      "copylog-updated copylog-not-updated CORPBDC mandatory unknown waived",
    ],
    [
      "copylog-owners",
      "corpbdc",
      { "domains/CORP/logonPoints/CORPBDC/copylog": { sharedOwner: "OLD" } },
      "copylog-owners copylog-stale-site CORPBDC mandatory known waived",
    ],
  ])("%s at %s: names of domains and servers ignore case", (rule, subject, changes, expected) => {
    const waivers = [{ rule, subject, reason: "r", owner: "o", expires: "2000-08-01" }];
    expect(findingsOf(hierarchy({ ...changes, waivers }))).toEqual([expected]);
  });

  test("covers: a site code exactly, other names without case", () => {
    const waiver = { rule: "copylog-updated", subject: "p01", reason: "r", owner: "o", expires: "2000-08-01" } as const;
    const isCovered = (kind: "site" | "server") => covers(waiver, "copylog-updated", { kind, name: "P01" });
    expect([isCovered("server"), isCovered("site")]).toEqual([true, false]);
  });
});

test("a waiver that covers nothing is said to be unused", () => {
  const { waivers } = waived();
  expect(findingsOf(hierarchy({ waivers }))).toEqual([about("waiver-unused", "advisory")]);
  expect(judgementOf(hierarchy({ waivers }))).toMatchObject({ verdict: "ready", waiversInForce: [] });
});

describe("a waiver that can cover nothing says what is wrong with its subject", () => {
  const SITE = "the code of a declared site, spelled exactly as declared";
  const DOMAIN = "the name of a declared domain";
  const SERVER = "the name of a declared domain controller";
  const CORRECT = "Correct the subject of the waiver, or remove it.";
  const unused = (rule: string, subject: string) => {
    const document = hierarchy({ waivers: [{ rule, subject, reason: "r", owner: "o", expires: "2000-08-01" }] });
    const { level, found, needed, remedy } = findingOf(document, "waiver-unused");
    return [level, found, needed, remedy];
  };

  test.each([
    ["hotfix-prerequisites", "S09", "no site, domain or server S09 is declared", SITE, CORRECT],
    ["hotfix-evidence", "*", "no site, domain or server * is declared", SITE, CORRECT],
    ["hotfix-prerequisites", "Corp", "hotfix-prerequisites is about sites, and Corp is a domain", SITE, CORRECT],
    ["upgrade-order", "corppdc", "upgrade-order is about sites, and corppdc is a server", SITE, CORRECT],
    ["senior-site", "CEN", "senior-site is about domains, and CEN is a site", DOMAIN, CORRECT],
    ["copylog-owners", "CORP", "copylog-owners is about servers, and CORP is a domain", SERVER, CORRECT],
    [
      "hotfix-evidence",
      "p01",
      "no site p01 is declared, but P01 is: the case of a site code matters",
      SITE,
      "Write P01 in the waiver, or remove it.",
    ],
    [
      "upgrade-advice",
      "p01",
      "no site p01 is declared, but P01 is: the case of a site code matters",
      `${SITE}, or ${DOMAIN}, or ${SERVER}, or the name of the hierarchy`,
      "Write P01 in the waiver, or remove it.",
    ],
  ])("%s %s: %s", (rule, subject, found, needed, remedy) => {
    expect(unused(rule, subject)).toEqual(["advisory", found, needed, [remedy]]);
  });

  test.each([
    ["hotfix-prerequisites", "P01"],
    ["senior-site", "corp"],
    ["copylog-updated", "CorpBdc"],
    ["upgrade-advice", "Corp"],
  ])("%s %s is declared: it is only not needed", (rule, subject) => {
    const all = ["advisory", "it matches no current finding", "only waivers that are needed", ["Remove the waiver."]];
    expect(unused(rule, subject)).toEqual(all);
  });
});

describe("an organisation can forbid waivers", () => {
  const none: Options = { waivers: "none" };

  test("then one has no effect, and refuses", () => {
    expect(findingsOf(hierarchy(waived()), none)).toEqual([MISSING, about("waiver-conditions", "mandatory")]);
  });

  test("one that ran out is advice all the same", () => {
    expect(findingsOf(hierarchy(waived({ expires: "2000-06-30" })), none)).toEqual([
      MISSING,
      about("waiver-expired", "advisory"),
    ]);
  });

  test("the remedy is to remove it: shortening would not help", () => {
    expect(findingOf(hierarchy(waived()), "waiver-conditions", undefined, none)).toMatchObject({
      found: "the organisation forbids waivers",
      needed: "no waiver (policy setting waivers: none)",
      remedy: ["Remove the waiver."],
    });
  });
});

describe("what is said of a waiver", () => {
  test.each([
    ["2000-06-30", "waiver-expired", "it expired on 2000-06-30, today is 2000-07-01", "Remove the waiver."],
    [
      "2000-09-30",
      "waiver-conditions",
      "it ends on 2000-09-30, 91 days ahead",
      "Shorten the waiver to 90 days or remove it.",
    ],
  ])("until %s: %s", (expires, code, found, remedy) => {
    expect(findingOf(hierarchy(waived({ expires })), code)).toMatchObject({
      subject: { kind: "waiver", name: "hotfix-prerequisites P01" },
      found,
      remedy: [remedy],
    });
  });

  test("isInForce: neither run out, nor too long, nor forbidden", () => {
    const until = (expires: string) =>
      ({ rule: "senior-site", subject: "CORP", reason: "r", owner: "o", expires }) as const;
    expect(isInForce(until("2000-07-01"), "2000-07-01", "allowed")).toBe(true);
    expect(isInForce(until("2000-06-30"), "2000-07-01", "allowed")).toBe(false);
    expect(isInForce(until("2000-09-29"), "2000-07-01", "allowed")).toBe(true);
    expect(isInForce(until("2000-09-30"), "2000-07-01", "allowed")).toBe(false);
    expect(isInForce(until("2000-07-01"), "2000-07-01", "none")).toBe(false);
  });
});
