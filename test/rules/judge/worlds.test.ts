import type { SiteFacts } from "../../../domain/model/document";
import { toFacts } from "../../../domain/model/facts";
import { isPending, PENDING } from "../../../domain/pending";
import type { RuleFinding } from "../../../rules/finding";
import { acrossWorlds, worldsOf } from "../../../rules/judge/worlds";
import { findingsOf, hierarchy, judgementOf, RELEASE_FILES, SP1_FILES, type Changes } from "../../kit/base";

const ALL_FILES = { ...RELEASE_FILES, ...SP1_FILES };
const worldsWith = (changes: Changes) => worldsOf(toFacts(hierarchy(changes)));
const verdict = (changes: Changes) => judgementOf(hierarchy(changes)).verdict;
const rows = (changes: Changes) => findingsOf(hierarchy(changes)).filter((row) => !row.startsWith("upgrade-advice"));

describe("the hierarchies that one with pending facts can turn out to be", () => {
  test("itself alone, where nothing of the kind is pending", () => {
    const facts = toFacts(hierarchy({ "sites/P01/hotfixes": PENDING, "sites/P01/platform": PENDING }));
    expect(worldsOf(facts)).toEqual({ hierarchies: [facts], isComplete: true });
    expect(worldsOf(facts).hierarchies[0]).toBe(facts);
  });

  test.each<[string, Changes, number]>([
    ["a pending build: every build", { "sites/P01/build": PENDING }, 3],
    [
      "both methods: the site takes part or not",
      { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": PENDING },
      2,
    ],
    [
      "one method beside one that is off",
      { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": false },
      2,
    ],
    ["one method beside one that is on: it takes part either way", { "sites/P01/logonInstallation": PENDING }, 1],
    ["the builds of two sites: every combination", { "sites/P01/build": PENDING, "sites/CEN/build": PENDING }, 9],
    [
      "all of two sites",
      {
        "sites/P01/build": PENDING,
        "sites/CEN/build": PENDING,
        "sites/P01/logonInstallation": PENDING,
        "sites/P01/logonDiscovery": PENDING,
        "sites/CEN/logonInstallation": PENDING,
        "sites/CEN/logonDiscovery": false,
      },
      36,
    ],
  ])("%s", (_, changes, count) => {
    const { hierarchies, isComplete } = worldsWith(changes);
    expect([hierarchies.length, isComplete]).toEqual([count, true]);
    expect(new Set(hierarchies.map(({ sites }) => JSON.stringify(sites))).size).toBe(count);
    const sites = hierarchies.flatMap((world) => Object.values(world.sites));
    expect(sites.filter((site) => [site.build, site.logonInstallation, site.logonDiscovery].some(isPending))).toEqual(
      [],
    );
    expect(hierarchies.every((world) => Object.keys(world.sites).join() === "CEN,P01")).toBe(true);
  });

  test("of very many combinations, those in which all pending sites are alike", () => {
    const many = Object.fromEntries(
      ["A01", "A02", "A03", "A04"].map((code) => [
        `sites/${code}`,
        { type: "primary", parent: "CEN", build: PENDING, domains: ["CORP"], hotfixes: ALL_FILES },
      ]),
    );
    const { hierarchies, isComplete } = worldsWith(many);
    expect(isComplete).toBe(false);
    expect(hierarchies.length).toBe(6);
    expect(new Set(hierarchies.map(({ sites }) => sites["A01"]?.build))).toEqual(new Set([1239, 1380, 1493]));
  });
});

describe("what is found over all of them", () => {
  const finding = (others: Partial<RuleFinding> = {}): RuleFinding => ({
    code: "c",
    subject: { kind: "site", name: "P01" },
    certainty: "known",
    found: "f",
    needed: "n",
    remedy: ["r"],
    articles: [],
    ...others,
  });
  const across = (worlds: RuleFinding[][], isComplete = true) =>
    acrossWorlds(worlds, { hierarchies: [], isComplete }).map(({ certainty, level, subject }) =>
      [certainty, level, subject.kind].filter(Boolean).join(" "),
    );
  const unknown = finding({ certainty: "unknown" });
  const domain = finding({ subject: { kind: "domain", name: "CORP" } });
  const advisory = finding({ level: "advisory" });

  test.each<[string, RuleFinding[][], string[]]>([
    ["one world: as it is", [[finding(), unknown]], ["known site", "unknown site"]],
    ["the same in every world", [[finding()], [finding()]], ["known site"]],
    ["in one world alone", [[finding()], []], ["pending site"]],
    ["in the last world alone", [[], [finding()]], ["pending site"]],
    ["known in one and not known in the other: it is not known at least", [[finding()], [unknown]], ["unknown site"]],
    ["pending in one", [[finding()], [finding({ certainty: "pending" })]], ["pending site"]],
    ["advisory in one world alone: pending, and mandatory", [[finding()], [advisory]], ["pending site"]],
    [
      "the hotfix tells them apart",
      [[finding({ hotfix: "Q249077" })], [finding({ hotfix: "Q251070" })]],
      ["pending site", "pending site"],
    ],
  ])("%s", (_, worlds, expected) => {
    expect(across(worlds)).toEqual(expected);
  });

  test("what is found of a domain rests on several sites: it stands only where all worlds were judged", () => {
    expect(
      across([
        [domain, finding()],
        [domain, finding()],
      ]),
    ).toEqual(["known domain", "known site"]);
    expect(
      across(
        [
          [domain, finding()],
          [domain, finding()],
        ],
        false,
      ),
    ).toEqual(["pending domain", "known site"]);
  });
});

describe("a pending build", () => {
  test("with the fixes of SP1 in place: pending, as it may be the release", () => {
    expect(rows({ "sites/P01/build": PENDING })).toEqual([
      "hotfix-prerequisites wrong-build-hotfix P01 mandatory pending Q251070",
      "hotfix-prerequisites wrong-build-hotfix P01 mandatory pending Q252718",
    ]);
    expect(verdict({ "sites/P01/build": PENDING })).toBe("pending");
  });

  test("with the fixes of both builds in place: ready, whatever it turns out to be", () => {
    expect(verdict({ "sites/P01/build": PENDING, "sites/P01/hotfixes": ALL_FILES })).toBe("ready");
  });

  /** So that P01 at SP2 would leave two sites below: the last one may finish (Q264630). */
  const third: Changes = {
    "sites/P03": { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES },
  };

  test("beside one other site that is known to be unfixed: pending, since that may be the last one", () => {
    const changes: Changes = {
      "sites/P01/build": PENDING,
      "sites/P01/hotfixes": PENDING,
      "sites/CEN/hotfixes/Q249077": { installed: false },
    };
    expect(verdict(changes)).toBe("pending");
  });

  test("beside another site that is known to be unfixed: blocked", () => {
    const changes: Changes = {
      "sites/P01/build": PENDING,
      "sites/CEN/hotfixes/Q249077": { installed: false },
      ...third,
    };
    expect(verdict(changes)).toBe("blocked");
  });

  test("does not hide a stale shared line behind leftover lines of the same server (Q313209)", () => {
    const copylog = { owners: ["OLD"], siteFolders: ["REM"] };
    const changes: Changes = {
      "sites/P01/build": PENDING,
      "sites/P01/hotfixes": ALL_FILES,
      "domains/CORP/logonPoints/CORPBDC/copylog": copylog,
      ...third,
    };
    expect(rows(changes)).toEqual([
      "copylog-owners copylog-stale-site CORPBDC mandatory known",
      "copylog-owners copylog-stale-site CORPBDC advisory known",
    ]);
  });

  test("is open among the planned upgrades", () => {
    expect(judgementOf(hierarchy({ "sites/P01/build": PENDING, upgrades: ["P01"] })).upgrades).toEqual([
      { site: "P01", verdict: "pending", needsAttention: true },
    ]);
  });
});

describe("sites that may differ from each other", () => {
  const pendingBuilds: Changes = {
    "sites/CEN/build": PENDING,
    "sites/CEN/hotfixes": ALL_FILES,
    "sites/P01/build": PENDING,
    "sites/P01/hotfixes": ALL_FILES,
  };

  test("two pending builds are no tie for sure (Q263395)", () => {
    const changes = {
      ...pendingBuilds,
      "domains/CORP/seniorList": null,
      "domains/CORP/logonPoints": { CORPPDC: { logonPoint: false }, CORPBDC: PENDING },
    };
    expect(rows(changes)).toContain("senior-site senior-site-ambiguous CORP mandatory pending");
    expect(verdict(changes)).toBe("pending");
  });

  test("the site that Senior.lst names may be a release site beside one at SP1 (Q235991)", () => {
    expect(rows(pendingBuilds)).toEqual(["senior-site senior-site-not-honoured CORP mandatory pending"]);
  });

  test("of two sites with pending methods one may own lines without taking part (Q313209)", () => {
    const third = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES };
    const off = { logonInstallation: PENDING, logonDiscovery: PENDING };
    const changes: Changes = {
      "sites/P02": { ...third, ...off },
      "sites/P03": { ...third, ...off },
      "sites/P01/domains": [],
      "domains/CORP/logonPoints/CORPBDC/copylog/sharedOwner": "P02",
    };
    expect(rows(changes)).toContain("copylog-owners copylog-stale-site CORPBDC mandatory pending");
    expect(verdict(changes)).toBe("pending");
  });
});

describe("very many pending sites", () => {
  const many: Changes = Object.fromEntries(
    ["A01", "A02", "A03", "A04"].map((code) => [
      `sites/${code}`,
      { type: "primary", parent: "CEN", build: PENDING, domains: ["CORP"], hotfixes: ALL_FILES },
    ]),
  );

  test("no verdict is better than pending: not every combination was judged", () => {
    expect(verdict(many)).toBe("pending");
    expect(judgementOf(hierarchy({ ...many, upgrades: ["CEN"] })).upgrades).toEqual([
      { site: "CEN", verdict: "pending" },
    ]);
  });

  test("what is known to be broken stands", () => {
    expect(verdict({ ...many, "sites/P01/hotfixes/Q249077": { installed: false } })).toBe("blocked");
    expect(verdict({ ...many, "domains/CORP/logonPoints/CORPBDC": {} })).toBe("undetermined");
  });

  test("a tie among them is no more than pending", () => {
    const changes = { ...many, "domains/CORP/seniorList": null, "domains/CORP/logonPoints/CORPBDC": PENDING };
    expect(rows(changes)).toContain("senior-site senior-site-ambiguous CORP mandatory pending");
    expect(verdict(changes)).toBe("pending");
  });
});

test("a pending logon method: the site may or may not take part (Q235726)", () => {
  const open: Changes = { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": false };
  expect(rows(open)).toEqual([]);
  expect(rows({ ...open, "sites/P01/hotfixes/Q249077": undefined })).toEqual([
    "hotfix-prerequisites missing-hotfix P01 mandatory pending Q249077",
  ]);
  expect(rows({ ...open, "domains/CORP/seniorList": "P01" })).toEqual([]);
  const shared = {
    "sites/P02": { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES },
  };
  expect(rows({ ...open, ...shared, "domains/CORP/seniorList": "P01" })).toEqual([
    "senior-site senior-site-invalid CORP mandatory pending",
  ]);
});

describe("what the sites can turn out to be", () => {
  const shapes = (changes: Changes) => {
    const { hierarchies, isComplete } = worldsWith(changes);
    const shapeOf = ({ build, logonInstallation, logonDiscovery }: SiteFacts) =>
      [build, logonInstallation, logonDiscovery].map(String).join(" ");
    return { isComplete, P01: hierarchies.map(({ sites }) => shapeOf(sites["P01"]!)) };
  };

  test("is each build, taking part as it is declared", () => {
    expect(shapes({ "sites/P01/build": PENDING }).P01).toEqual(["1239 true true", "1380 true true", "1493 true true"]);
  });

  test("a method that is pending beside one that is enabled is taken as enabled", () => {
    expect(shapes({ "sites/P01/logonInstallation": PENDING }).P01).toEqual(["1380 true true"]);
    expect(shapes({ "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": false }).P01).toEqual([
      "1380 true false",
      "1380 false false",
    ]);
  });

  test("if there are too many, all are of one build and take part, or do not", () => {
    const site = { type: "primary", parent: "CEN", build: PENDING, domains: ["CORP"] };
    const many = Object.fromEntries([..."ABCDEFGH"].map((letter) => [`sites/${letter}01`, site]));
    const off = { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": PENDING };
    const { isComplete, P01 } = shapes({ ...many, ...off, "sites/P01/build": PENDING });
    expect(isComplete).toBe(false);
    expect(P01).toEqual([1239, 1380, 1493].flatMap((build) => [`${build} true true`, `${build} false false`]));
  });
});
