import { PENDING } from "../../../domain/pending";
import { compare } from "../../../review/comparison/compare";
import { isUnchanged, isWeaker, type ComparedFinding, type Comparison } from "../../../review/comparison/comparison";
import { restatedText } from "../../../review/phrases/comparison";
import { allFindings, type Review } from "../../../review/review";
import { hierarchy, type Changes } from "../../kit/base";
import {
  asBase,
  blockedDocument,
  blockedReview,
  comparisonOf,
  largeDocument,
  nastyReview,
  readyReview,
  reviewOf,
  unplannedReview,
} from "../../kit/review/samples";

const compared = (before: Review, now: Review) => compare(asBase(before), now);
const of = (changes: Changes) => reviewOf([hierarchy(changes)]);
const named = ({ hierarchy: name, finding }: ComparedFinding) => `${name} ${finding.code} ${finding.subject.name}`;
const summary = ({ fresh, resolved, restated, unchecked, gone, unchanged, changes }: Comparison) => ({
  fresh: fresh.map(named),
  resolved: resolved.map(named),
  restated: restated.map((one) => `${named(one)}: ${restatedText(one)}`),
  unchecked: unchecked.map(named),
  gone: gone.map(named),
  unchanged,
  changes: changes.map(({ hierarchy: name, kind, effect, message }) => `${name} ${kind} ${effect} ${message}`),
});

test.each<[string, Review]>([
  ["ready", readyReview()],
  ["blocked, with waivers", blockedReview()],
  ["without a plan", unplannedReview()],
  ["of two hierarchies", reviewOf([blockedDocument(), { ...hierarchy(), hierarchy: "other" }])],
  ["without a hierarchy", reviewOf([])],
  ["large", reviewOf([largeDocument(200, 30)])],
  ["of names that attack every format", { ...nastyReview(), failures: [] }],
  [
    "under settings of an organisation",
    reviewOf([hierarchy()], { levels: { "senior-site": "advisory" }, waivers: "none" }),
  ],
  [
    "of facts that are pending",
    of({
      "sites/P01/hotfixes": PENDING,
      "sites/CEN/build": PENDING,
      "sites/CEN/hotfixes/Q249077/files": PENDING,
      "domains/CORP/seniorList": PENDING,
      "domains/CORP/logonPoints/CORPPDC": PENDING,
      "domains/CORP/logonPoints/CORPBDC/copylog": PENDING,
    }),
  ],
  [
    "of Copylog.tcf texts",
    of({ "domains/CORP/logonPoints/CORPPDC/copylog": { text: "[FILE SOURCE]\r\nclicore.exe=x\r\n" } }),
  ],
  ["of null and absent facts", of({ "domains/CORP/seniorList": null, "sites/CEN/fullVersion": null })],
  [
    "with a finding of the engine alone",
    { ...readyReview(), engineFindings: allFindings(blockedReview()).slice(0, 1) },
  ],
])("a review %s is unchanged beside itself, read back from its JSON", (_, review) => {
  const { base, ...same } = compared(review, review);
  expect(base).toBe(`${review.subject}, ${review.today}`);
  const count = new Set(
    allFindings(review).map((one) => JSON.stringify([one.rule, one.code, one.subject, one.hotfix])),
  );
  expect(same.unchanged).toBeGreaterThanOrEqual(count.size);
  expect(same).toEqual({ ...comparisonOf({ unchanged: same.unchanged }), base: undefined });
  expect(isUnchanged({ base, ...same })).toBe(true);
});

test("findings are new, resolved or unchanged by what they are about, wherever they are declared", () => {
  const before = of({ "sites/P01/hotfixes/Q249077": undefined, "sites/CEN/hotfixes/Q252717": undefined });
  const now = of({ "sites/P01/hotfixes/Q249077": { installed: false }, "domains/CORP/seniorList": "XYZ" });
  const moved: Review = {
    ...now,
    hierarchies: now.hierarchies.map((one) => ({
      ...one,
      findings: one.findings.map((finding) => ({ ...finding, place: { file: "elsewhere.ts", line: 1 } })),
    })),
  };
  expect(summary(compared(before, moved))).toMatchObject({
    fresh: ["contoso senior-site-invalid CORP"],
    resolved: ["contoso missing-hotfix CEN"],
    restated: ["contoso missing-hotfix P01: not known before, failed now"],
    unchanged: 0,
  });
});

test("a finding whose site, domain or server is not declared any more is gone, not resolved", () => {
  const S01 = { type: "secondary", parent: "P01", build: 1380, domains: ["CORP"], hotfixes: {} };
  const before = of({
    "sites/S01": S01,
    "sites/CEN/hotfixes/Q252717": undefined,
    "domains/CORP/logonPoints/CORPBDC/updatedSinceFix": false,
  });
  const now = of({ "domains/CORP/bdcs": [], "domains/CORP/logonPoints/CORPBDC": undefined });
  const { gone, resolved } = compared(before, now);
  const subjects = (some: typeof gone) => [...new Set(some.map(({ finding }) => finding.subject.name))].sort();
  expect({ gone: subjects(gone), resolved: subjects(resolved) }).toEqual({
    gone: ["CORPBDC", "S01"],
    resolved: ["CEN"],
  });
});

test("a finding of one hierarchy is not that of another", () => {
  const missing = hierarchy({ "sites/P01/hotfixes/Q249077": undefined });
  const before = reviewOf([missing, { ...hierarchy(), hierarchy: "other" }]);
  const now = reviewOf([hierarchy(), { ...missing, hierarchy: "other" }]);
  expect(summary(compared(before, now))).toMatchObject({
    fresh: ["other missing-hotfix P01"],
    resolved: ["contoso missing-hotfix P01"],
    unchanged: 0,
  });
});

test("what only the engine showed is resolved if a preview does not show it any more, not if no preview was reviewed", () => {
  const [finding] = allFindings(of({ "sites/P01/hotfixes/Q249077": undefined }));
  const before = { ...readyReview(), engineFindings: [finding!] };
  const fates = ({ resolved, unchecked, gone }: Comparison) => [resolved, unchecked, gone].map(({ length }) => length);
  expect(fates(compared(before, { ...readyReview(), isOfProgram: true }))).toEqual([1, 0, 0]);
  expect(fates(compared(before, readyReview()))).toEqual([0, 1, 0]);
});

test("a hierarchy that is not judged any more is weaker governance, one that is new is not", () => {
  const other = reviewOf([{ ...hierarchy(), hierarchy: "other" }]);
  expect(summary(compared(unplannedReview(), other)).changes).toEqual([
    "contoso governance weaker hierarchy contoso is no longer declared: it is no longer checked",
    "other shape other hierarchy other added",
  ]);
  expect(summary(compared(unplannedReview(), { ...reviewOf([]), ungated: ["contoso"] })).changes).toEqual([
    "contoso governance weaker hierarchy contoso has no gate any more: it is no longer checked",
  ]);
});

test("the waivers of a hierarchy that is added stand out like any other", () => {
  const waivers = [
    { rule: "senior-site", subject: "CORP", reason: "closes in July", owner: "j.doe", expires: "2000-07-31" },
  ];
  const { changes } = compared(reviewOf([]), reviewOf([{ ...hierarchy(), waivers }]));
  expect(changes.filter(isWeaker).map(({ message }) => message)).toEqual([
    'waiver of senior-site for CORP added: until 2000-07-31, j.doe, "closes in July"',
  ]);
});

test("weakened governance comes before all other changes, then what else is weaker", () => {
  const waiver = { rule: "senior-site", subject: "CORP", reason: "r", owner: "o", expires: "2000-07-31" };
  const before = of({ upgrades: ["CEN"] });
  const changes: Changes = {
    upgrades: ["CEN", "P01"],
    "sites/P01/hotfixes/Q249077": undefined,
    "sites/P02": { type: "primary", parent: "CEN", build: 1493, domains: [] },
    "domains/CORP/bdcs": [],
    "domains/CORP/logonPoints/CORPBDC": undefined,
    waivers: [waiver],
  };
  const now = reviewOf([hierarchy(changes)], { settings: { reading: "shared-domains", minimumEvidence: "files" } });
  const { changes: all } = compared(before, now);
  expect(all.map(({ kind, effect }) => `${kind} ${effect}`)).toEqual([
    "governance weaker",
    "waiver weaker",
    "evidence weaker",
    "shape weaker",
    "shape other",
    "plan other",
    "governance stronger",
  ]);
  expect(all.filter(isWeaker).map(({ kind }) => kind)).toEqual(["governance", "waiver", "evidence", "shape"]);
});
