import { PENDING } from "../../domain/pending";
import { findingOf, findingsOf, hierarchy, judgementOf, SP1_FILES, type Changes } from "../kit/base";

/** CEN above P01 above S01, all at SP1 and fixed. */
const THREE: Changes = {
  "sites/S01": { type: "secondary", parent: "P01", build: 1380, domains: [], hotfixes: SP1_FILES },
};
const sp2 = (site: string): Changes => ({ [`sites/${site}/build`]: 1493, [`sites/${site}/hotfixes`]: undefined });
const order = (site: string, level = "advisory") => `upgrade-order order ${site} ${level} known`;
const rows = (changes: Changes, options = {}) =>
  findingsOf(hierarchy({ ...THREE, ...changes }), options).filter((row) => !row.startsWith("upgrade-advice"));

describe("sites are upgraded from the central site downwards: advice while every fix is in place (Q264630)", () => {
  test.each<[string, Changes, string[]]>([
    ["central, primary, secondary", { upgrades: ["CEN", "P01", "S01"] }, []],
    ["the primary before the central site", { upgrades: ["P01", "CEN", "S01"] }, [order("P01")]],
    ["the secondary before its parent", { upgrades: ["CEN", "S01", "P01"] }, [order("S01")]],
    ["the wrong way round", { upgrades: ["S01", "P01", "CEN"] }, [order("P01"), order("S01")]],
    ["the central site alone", { upgrades: ["CEN"] }, []],
    ["a site whose parent is not to be upgraded", { upgrades: ["P01"] }, [order("P01")]],
    ["a site whose parent is at SP2 already", { ...sp2("CEN"), upgrades: ["P01", "S01"] }, []],
    ["a site that is at SP2 already, before its parent", { ...sp2("P01"), upgrades: ["P01", "CEN"] }, []],
    ["nothing planned", { upgrades: [] }, []],
  ])("%s", (_, changes, expected) => {
    expect(rows(changes)).toEqual(expected);
    expect(judgementOf(hierarchy({ ...THREE, ...changes })).verdict).toBe("ready");
  });

  test("it concerns the upgrade of that site alone, and names its parent", () => {
    const document = hierarchy({ ...THREE, upgrades: ["P01", "CEN"] });
    expect(findingOf(document, "order")).toMatchObject({
      subject: { kind: "site", name: "P01" },
      upgrades: ["P01"],
      found: "it is planned before its parent site CEN, which is planned later",
      needed: "CEN at SP2, or before P01 in upgrades",
      remedy: ["List the parent site before its child site in upgrades."],
      articles: ["Q264630"],
    });
    expect(findingOf(hierarchy({ upgrades: ["P01"] }), "order").found).toBe(
      "it is planned before its parent site CEN, whose upgrade is not planned",
    );
  });
});

describe("the order is a condition of any waiver of a hotfix rule (Q264630)", () => {
  const waiver = (rule: string, subject: string, expires = "2000-08-01") => ({
    rule,
    subject,
    reason: "r",
    owner: "o",
    expires,
  });
  const missing: Changes = { "sites/P01/hotfixes/Q249077": { installed: false } };
  const tooOld: Changes = { "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll": "2.0.1380.1" };
  const WRONG = { upgrades: ["P01", "CEN"] };

  test.each<[string, Changes, string]>([
    [
      "a waiver of hotfix-prerequisites in force",
      { ...missing, waivers: [waiver("hotfix-prerequisites", "P01")] },
      "mandatory",
    ],
    ["a waiver of hotfix-evidence in force", { ...tooOld, waivers: [waiver("hotfix-evidence", "P01")] }, "mandatory"],
    ["a waiver that covers nothing", { waivers: [waiver("hotfix-prerequisites", "P01")] }, "advisory"],
    [
      "a waiver that ran out",
      { ...missing, waivers: [waiver("hotfix-prerequisites", "P01", "2000-06-30")] },
      "advisory",
    ],
    [
      "a waiver of another rule",
      { "domains/CORP/logonPoints/CORPBDC": undefined, waivers: [waiver("copylog-updated", "CORPBDC")] },
      "advisory",
    ],
  ])("with %s", (_, changes, level) => {
    expect(rows({ ...WRONG, ...changes })).toContain(order("P01", level));
    expect(rows({ ...changes, upgrades: ["CEN", "P01"] }).filter((row) => row.startsWith("upgrade-order"))).toEqual([]);
  });

  test("it refuses the upgrade that comes too early, and lets the others pass", () => {
    const changes = { ...missing, ...WRONG, waivers: [waiver("hotfix-prerequisites", "P01")] };
    expect(judgementOf(hierarchy(changes))).toMatchObject({
      verdict: "blocked",
      upgrades: [
        { site: "P01", verdict: "blocked" },
        { site: "CEN", verdict: "ready" },
      ],
    });
  });

  test("where it is pending whether the waiver is needed, so is the condition", () => {
    const maybe: Changes = { "sites/P01/hotfixes/Q249077": PENDING, waivers: [waiver("hotfix-evidence", "P01")] };
    expect(rows({ ...WRONG, ...maybe })).toContain("upgrade-order order P01 mandatory pending");
    expect(judgementOf(hierarchy({ ...WRONG, ...maybe })).verdict).toBe("pending");
    const both: Changes = { ...maybe, waivers: [waiver("hotfix-evidence", "P01"), waiver("upgrade-order", "P01")] };
    expect(rows({ ...WRONG, ...both })).toContain("upgrade-order order P01 mandatory pending");
  });

  test("where the organisation demands the order anyway, a pending waiver makes it no milder", () => {
    const maybe: Changes = { "sites/P01/hotfixes/Q249077": PENDING, waivers: [waiver("hotfix-evidence", "P01")] };
    expect(rows({ ...WRONG, ...maybe }, { levels: { "upgrade-order": "mandatory" } })).toContain(
      order("P01", "mandatory"),
    );
  });

  test("a waiver of the order itself has no effect beside it, and is unused", () => {
    const waivers = [waiver("hotfix-prerequisites", "P01"), waiver("upgrade-order", "P01")];
    const judged = judgementOf(hierarchy({ ...missing, ...WRONG, waivers }));
    expect(judged.verdict).toBe("blocked");
    expect(rows({ ...missing, ...WRONG, waivers })).toContain(order("P01", "mandatory"));
    expect(rows({ ...missing, ...WRONG, waivers })).toContain("waiver waiver-unused upgrade-order P01 advisory known");
    expect(judged.waiversInForce.map(({ rule }) => rule)).toEqual(["hotfix-prerequisites"]);
  });

  test("without a waiver of a hotfix rule the order can be waived like any other rule", () => {
    const waivers = [waiver("upgrade-order", "P01")];
    const levels = { "upgrade-order": "mandatory" } as const;
    expect(rows({ ...WRONG, waivers }, { levels })).toEqual([`${order("P01", "mandatory")} waived`]);
  });

  test("no setting lowers it then", () => {
    const changes = { ...missing, ...WRONG, waivers: [waiver("hotfix-prerequisites", "P01")] };
    expect(rows(changes, { levels: { "upgrade-order": "advisory" } })).toContain(order("P01", "mandatory"));
  });
});

test("an organisation can make the order mandatory", () => {
  const upgrades = ["P01", "CEN"];
  expect(rows({ upgrades }, { levels: { "upgrade-order": "mandatory" } })).toEqual([order("P01", "mandatory")]);
});

test("a parent whose build this update produces may be at SP2 by then", () => {
  expect(rows({ upgrades: ["P01"], "sites/CEN/build": PENDING })).toContain("upgrade-order order P01 advisory pending");
});
