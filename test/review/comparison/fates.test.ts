import { HOTFIX_IDS } from "../../../domain/hotfixes";
import type { JudgeOptions } from "../../../rules/judge/judge";
import { compare } from "../../../review/comparison/compare";
import type { Comparison } from "../../../review/comparison/comparison";
import { restatedText, verdictText } from "../../../review/phrases/comparison";
import { copyOf, hierarchy, SP1_FILES, type Changes } from "../../kit/base";
import { asBase, reviewOf } from "../../kit/review/samples";

/** What became of findings, each as code and subject. */
interface Fates {
  readonly fresh?: string[];
  readonly resolved?: string[];
  readonly restated?: string[];
  readonly unchecked?: string[];
  readonly gone?: string[];
}

type Judged = Changes & { readonly options?: Partial<JudgeOptions> };

function since(before: Judged, now: Judged): Comparison {
  const [base, head] = [before, now].map(({ options, ...changes }) => reviewOf([hierarchy(changes)], options));
  return compare(asBase(base!), head!);
}

function fatesOf({ fresh, resolved, restated, unchecked, gone }: Comparison): Fates {
  const names = (some: Comparison["fresh"]) => some.map(({ finding: { code, subject } }) => `${code} ${subject.name}`);
  const lists = {
    fresh: names(fresh),
    resolved: names(resolved),
    restated: restated.map((one) => `${names([one]).join()}: ${restatedText(one)}`),
    unchecked: names(unchecked),
    gone: names(gone),
  };
  return Object.fromEntries(Object.entries(lists).filter(([, some]) => some.length > 0));
}

const P01 = "sites/P01/hotfixes";
const POINT = "domains/CORP/logonPoints/CORPBDC";
const MISSING: Changes = { [`${P01}/Q249077`]: { installed: false }, [`${POINT}/updatedSinceFix`]: false };
const OLD_FILE: Changes = { [`${P01}/Q249077`]: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1104" } } };
const NEWER: Changes = { [`${P01}/Q249077`]: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1106" } } };
const P02 = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: copyOf(SP1_FILES) };
const WAIVER = { rule: "hotfix-prerequisites", subject: "P01", reason: "r", owner: "j.doe", expires: "2000-07-31" };
const STALE = { owners: ["OLD"], siteFolders: ["OLD"], corrupt: false };
const SHARED = { settings: { reading: "shared-domains", minimumEvidence: "attested" } } as const;
const FILES = { settings: { reading: "every-site", minimumEvidence: "files" } } as const;
const LOWERED = { levels: { "hotfix-prerequisites": "advisory" } } as const;
const ATTESTED = { attestedBy: "j.doe", attestedOn: "2000-06-20" };
const ALL = HOTFIX_IDS.filter((id) => id in SP1_FILES);

describe("a finding is resolved where what is declared shows it", () => {
  test.each<[string, Judged, Judged, Fates]>([
    ["file versions", OLD_FILE, {}, { resolved: ["evidence-too-old P01", "nt-logon-versions-differ CORP"] }],
    ["both", MISSING, {}, { resolved: ["missing-hotfix P01", "copylog-not-updated CORPBDC"] }],
    [
      "times in the place of a statement",
      { [`${POINT}/updatedSinceFix`]: false },
      {
        [POINT]: { copylog: { sharedOwner: "CEN", modified: "2000-06-30T00:00:00Z" } },
        "sites/CEN/copylogFixInstalled": "2000-06-20T00:00:00Z",
        "sites/P01/copylogFixInstalled": "2000-06-20T00:00:00Z",
      },
      { resolved: ["copylog-not-updated CORPBDC"] },
    ],
    [
      "an owner in a file that was corrupt",
      { [`${POINT}/copylog`]: { corrupt: true } },
      { [`${POINT}/copylog`]: { sharedOwner: "CEN" } },
      { resolved: ["copylog-corrupt CORPBDC"] },
    ],
    [
      "shared lines, while those of a site's own are left",
      { [`${POINT}/copylog`]: STALE },
      { [`${POINT}/copylog`]: { ...STALE, owners: ["CEN"] } },
      { resolved: ["copylog-stale-site CORPBDC"] },
    ],
    [
      "a plan that has all sites of the domain",
      { upgrades: ["CEN"] },
      { upgrades: ["CEN", "P01"] },
      { resolved: ["partial-upgrade-plan CORP"] },
    ],
    ["another order", { upgrades: ["P01", "CEN"] }, { upgrades: ["CEN", "P01"] }, { resolved: ["order P01"] }],
    [
      "the upgrade of the other sites of a domain",
      { "sites/CEN/build": 1493 },
      { "sites/CEN/build": 1493, "sites/P01/build": 1493, "sites/P01/hotfixes": undefined },
      { resolved: ["half-upgraded-domain CORP"] },
    ],
    [
      "the hotfix, although the site leaves the domain as well",
      { ...MISSING, "sites/P02": P02, [`${POINT}/updatedSinceFix`]: true },
      { "sites/P02": P02, "sites/P01/domains": [] },
      { resolved: ["missing-hotfix P01"] },
    ],
  ])("%s", (_, before, now, expected) => {
    expect(fatesOf(since(before, now))).toEqual(expected);
  });
});

describe("a finding is no longer judged where less is judged or stated", () => {
  const methods = { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false };
  const EXEMPT = "rule-not-applicable contoso";
  const lost = { unchecked: ["missing-hotfix P01", "copylog-not-updated CORPBDC"] };
  test.each<[string, Judged, Judged, Fates]>([
    ["logon methods off", MISSING, { ...MISSING, ...methods }, { fresh: [EXEMPT, "left-domain-listed P01"], ...lost }],
    [
      "a site that left the only domain",
      MISSING,
      { ...MISSING, "sites/P01/domains": [] },
      { fresh: [EXEMPT], ...lost },
    ],
    [
      "a site that is removed",
      MISSING,
      { [`${POINT}/updatedSinceFix`]: false, "sites/P01": undefined },
      { fresh: [EXEMPT], unchecked: ["copylog-not-updated CORPBDC"], gone: ["missing-hotfix P01"] },
    ],
    [
      "a narrower reading",
      { "sites/P02": { ...P02, domains: [], hotfixes: { Q249077: { installed: false } } } },
      { "sites/P02": { ...P02, domains: [], hotfixes: { Q249077: { installed: false } } }, options: SHARED },
      {
        fresh: ["boundaries-not-judged P02"],
        unchecked: ["missing-hotfix P02", "missing-hotfix P02"],
      },
    ],
    [
      "less evidence that is demanded",
      { [`${P01}/Q249077`]: ATTESTED, options: FILES },
      { [`${P01}/Q249077`]: ATTESTED },
      { unchecked: ["evidence-insufficient P01"] },
    ],
    ["a plan that shrank", { upgrades: ["CEN", "P01"] }, {}, { unchecked: ["save-senior-list CORP"] }],
    [
      "a site that left the domain in which its versions differed",
      { ...NEWER, "sites/P02": P02 },
      { ...NEWER, "sites/P02": P02, "sites/P01/domains": [] },
      { unchecked: ["nt-logon-versions-differ CORP"] },
    ],
    [
      "a controller that is declared to be no logon point",
      { [`${POINT}/updatedSinceFix`]: false },
      { [POINT]: { logonPoint: false } },
      { unchecked: ["copylog-not-updated CORPBDC"] },
    ],
    [
      "a Copylog.tcf of which nothing is said any more",
      { [`${POINT}/copylog`]: { ...STALE, siteFolders: [] } },
      { [`${POINT}/copylog`]: undefined },
      {
        fresh: ["copylog-not-updated CORPBDC"],
        unchecked: ["copylog-stale-site CORPBDC", "site-folder-missing CORPBDC"],
      },
    ],
    [
      "a Full Version of which nothing is said any more",
      { "sites/P01/type": "secondary", "sites/P01/fullVersion": null },
      { "sites/P01/type": "secondary" },
      { unchecked: ["full-version-mismatch P01"] },
    ],
    [
      "a site that is at SP2 now",
      MISSING,
      {
        [`${POINT}/updatedSinceFix`]: false,
        "sites/P01": { type: "primary", parent: "CEN", build: 1493, domains: ["CORP"] },
      },
      {
        fresh: ["half-upgraded-domain CORP"],
        restated: ["copylog-not-updated CORPBDC: failed before, advice now"],
        unchecked: ["missing-hotfix P01"],
      },
    ],
    [
      "a site of another build, which needs other hotfixes",
      { "sites/P01/build": 1239, "sites/P01/hotfixes": {} },
      {},
      { resolved: ["mixed-service-packs CORP"], unchecked: ["missing-hotfix P01", "missing-hotfix P01"] },
    ],
  ])("%s", (_, before, now, expected) => {
    expect(fatesOf(since(before, now))).toEqual(expected);
  });
});

describe("a finding in both is judged otherwise", () => {
  const missing: Changes = { [`${P01}/Q249077`]: { installed: false } };
  const waived = { ...missing, waivers: [WAIVER] };
  const later = { today: "2000-08-15" };
  test.each<[string, Judged, Judged, Fates]>([
    [
      "newly waived",
      missing,
      waived,
      { restated: ["missing-hotfix P01: failed before, waived now by j.doe until 2000-07-31"] },
    ],
    ["without its waiver", waived, missing, { restated: ["missing-hotfix P01: waived before, failed now"] }],
    [
      "after the last day of its waiver",
      waived,
      { ...waived, options: later },
      {
        fresh: ["waiver-expired hotfix-prerequisites P01"],
        restated: ["missing-hotfix P01: waived before, failed now"],
      },
    ],
    [
      "lowered",
      missing,
      { ...missing, options: LOWERED },
      { restated: ["missing-hotfix P01: failed before, advice now"] },
    ],
    [
      "raised",
      { ...missing, options: LOWERED },
      missing,
      { restated: ["missing-hotfix P01: advice before, failed now"] },
    ],
    [
      "known now",
      { [`${P01}/Q249077`]: undefined },
      missing,
      { restated: ["missing-hotfix P01: not known before, failed now"] },
    ],
    [
      "known now, and waived before and now",
      { [`${P01}/Q249077`]: undefined, waivers: [WAIVER] },
      waived,
      { restated: ["missing-hotfix P01: not known before, known now"] },
    ],
    [
      "under another code, of evidence that is withdrawn",
      OLD_FILE,
      { [`${P01}/Q249077`]: undefined },
      {
        restated: ["missing-hotfix P01: evidence-too-old before, missing-hotfix now; failed before, not known now"],
        unchecked: ["nt-logon-versions-differ CORP"],
      },
    ],
    [
      "under another code, of a file that turns out to be corrupt",
      { [`${POINT}/updatedSinceFix`]: false },
      { [`${POINT}/copylog`]: { corrupt: true } },
      { restated: ["copylog-corrupt CORPBDC: copylog-not-updated before, copylog-corrupt now"] },
    ],
    [
      "not where only its waiver lasts longer",
      waived,
      { ...missing, waivers: [{ ...WAIVER, expires: "2000-08-31" }] },
      {},
    ],
  ])("%s", (_, before, now, expected) => {
    expect(fatesOf(since(before, now))).toEqual(expected);
  });
});

test("a domain, a server and a version that are only spelled differently make nothing new or resolved", () => {
  const before: Changes = { ...MISSING, "domains/CORP/seniorList": "XXX", upgrades: ["CEN", "P01"] };
  const spelled = JSON.parse(
    JSON.stringify(hierarchy(before))
      .replaceAll('"CORP"', '"Corp"')
      .replaceAll("CORPBDC", "corpbdc")
      .replaceAll("2.0.1380", "2.00.1380"),
  ) as Changes;
  const comparison = compare(asBase(reviewOf([hierarchy(before)])), reviewOf([spelled]));
  expect(fatesOf(comparison)).toEqual({});
  expect(comparison.verdicts).toEqual([]);
  expect(new Set(comparison.changes.map(({ kind, effect }) => `${kind} ${effect}`))).toEqual(
    new Set(["spelling other"]),
  );
  expect(comparison.unchanged).toBe(4);
});

test("evidence for every hotfix may go with the upgrade to SP2 without anything weaker", () => {
  const now = { type: "central", build: 1493, domains: ["CORP"] };
  const { changes } = since({ upgrades: ["CEN", "P01"] }, { upgrades: ["CEN", "P01"], "sites/CEN": now });
  expect(ALL).toHaveLength(2);
  expect(changes.map(({ effect, message }) => `${effect} ${message}`)).toEqual([
    "other build of site CEN: 1380 before, 1493 now",
  ]);
});

test.each<[string, Judged, Judged, string[]]>([
  ["nothing", {}, {}, []],
  [
    "a verdict and its upgrades",
    { upgrades: ["CEN", "P01"] },
    { upgrades: ["CEN", "P01"], [`${P01}/Q249077`]: { installed: false } },
    [
      "verdict on contoso: ready before, blocked now; 2 of 2 upgrades could begin before, 0 now; CEN ready before, blocked now; P01 ready before, blocked now",
    ],
  ],
  ["a verdict without a plan", {}, MISSING, ["verdict on contoso: ready before, blocked now"]],
  [
    "a plan of another length",
    { upgrades: ["CEN"] },
    { upgrades: ["CEN", "P01"] },
    ["verdict on contoso: ready as before; 1 of 1 upgrade could begin before, 2 of 2 now"],
  ],
  [
    "an upgrade that is done",
    { upgrades: ["CEN", "P01"] },
    { upgrades: ["CEN", "P01"], "sites/CEN/build": 1493 },
    [
      "verdict on contoso: ready as before; 2 of 2 upgrades could begin before, 1 of 1 now, 1 done; CEN ready before, done now",
    ],
  ],
  [
    "a plan that goes on after it was done",
    { upgrades: ["CEN"], "sites/CEN/build": 1493 },
    { upgrades: ["CEN", "P01"], "sites/CEN/build": 1493 },
    ["verdict on contoso: ready as before; every planned upgrade was done before, 1 of 1 now, 1 done"],
  ],
  [
    "a plan that is given up",
    { upgrades: ["CEN"] },
    {},
    ["verdict on contoso: ready as before; 1 of 1 upgrade could begin before, none is planned now"],
  ],
])("the change of the verdict: %s", (_, before, now, expected) => {
  expect(since(before, now).verdicts.map(verdictText)).toEqual(expected);
});
