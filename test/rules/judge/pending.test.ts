import fc from "fast-check";
import type { HierarchyInput } from "../../../domain/model/document";
import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { OPEN_RULES, WAIVABLE_RULES, type WaivableRuleId } from "../../../domain/rule-ids";
import { settingsSchema } from "../../../domain/settings";
import { judge, type Judgement } from "../../../rules/judge/judge";
import type { Verdict } from "../../../rules/judge/verdict";
import { hierarchies, settings, waiversFor } from "../../kit/arbitraries";
import { copyOf, hierarchy, TODAY, type Tree } from "../../kit/base";

const DEFAULTS = settingsSchema.parse({});

/** Parts of a hierarchy that have to be known in preview. */
const SHAPE = ["type", "parent", "domains"];

/** The place of every fact that can be looked up, and so be pending: paths from the root. */
function lookups(document: HierarchyInput): string[][] {
  const below = (value: unknown, path: string[]): string[][] => [
    path,
    ...(typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, member]) => below(member, [...path, key]))
      : []),
  ];
  const sites = Object.entries(document.sites).flatMap(([code, site]) =>
    Object.entries(site)
      .filter(([key]) => !SHAPE.includes(key) && !(key === "build" && isDone(document, code)))
      .flatMap(([key, value]) => below(value, ["sites", code, key])),
  );
  const domains = Object.entries(document.domains ?? {}).flatMap(([name, { seniorList, logonPoints }]) => [
    ...(seniorList === undefined ? [] : [["domains", name, "seniorList"]]),
    ...(logonPoints === undefined ? [] : below(logonPoints, ["domains", name, "logonPoints"])),
  ]);
  return [...sites, ...domains];
}

/** A site whose build ends its upgrade: while that is pending the upgrade counts as one that is still to be done. */
function isDone({ sites, upgrades = [] }: HierarchyInput, code: string): boolean {
  return sites[code]?.build === 1493 && (upgrades.length === 0 || upgrades.includes(code));
}

/** A document in which what stands at some places is pending; a place inside another one goes with it. */
function withPending(document: HierarchyInput, places: readonly (readonly string[])[]): unknown {
  const copy = copyOf(document) as unknown as Tree;
  for (const place of [...places].sort((a, b) => b.length - a.length)) {
    const owner = place.slice(0, -1).reduce<Tree>((tree, key) => tree[key] as Tree, copy);
    owner[place.at(-1)!] = PENDING;
  }
  return copy;
}

const documents = fc
  .constantFrom(12, 60)
  .chain((oneFaultIn) => hierarchies({ oneFaultIn }))
  .chain((document) =>
    fc.tuple(fc.constant(document), fc.oneof(fc.constant<HierarchyInput["waivers"]>([]), waiversFor(document))),
  )
  .map(([document, waivers]): HierarchyInput => ({ ...document, waivers }));

/** What a preview may say, by what comes out: it refuses only what is refused, and clears only what is cleared. */
function agrees(preview: Verdict | undefined, outcome: Verdict): boolean {
  return preview === "pending" || (preview === "ready") === (outcome === "ready");
}

const levels = fc.dictionary(fc.constantFrom(...OPEN_RULES), fc.constant("advisory" as const), { maxKeys: 3 });

/** Waivers of some of the findings of a judgement: such as an administrator writes who sees it. */
function waiving({ findings }: Judgement, picks: readonly number[]): HierarchyInput["waivers"] {
  const waivable = findings.filter(({ rule }) => (WAIVABLE_RULES as readonly string[]).includes(rule));
  const picked = new Set(waivable.length === 0 ? [] : picks.map((pick) => waivable[pick % waivable.length]!));
  return [...picked].map(({ rule, subject }) => ({
    rule: rule as WaivableRuleId,
    subject: subject.name,
    reason: "a reason",
    owner: "j.doe",
    expires: "2000-08-01",
  }));
}

test("a preview refuses nothing that comes out ready, and calls nothing ready that comes out refused", () => {
  fc.assert(
    fc.property(
      documents,
      settings,
      levels,
      fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (document, chosen, lowered, picks, waived) => {
        const judged = (one: unknown) => judge(toFacts(one), { settings: chosen, levels: lowered, today: TODAY });
        const all = lookups(document);
        const places = [...new Set(picks.map((pick) => all[pick % all.length]!))];
        const waivers = [
          ...(document.waivers ?? []),
          ...(waiving(judged(withPending(document, places)), waived) ?? []),
        ];
        const outcome = judged({ ...document, waivers });
        const preview = judged(withPending({ ...document, waivers }, places));
        const verdicts = (one: Judgement) => [one.verdict, ...one.upgrades.map(({ verdict }) => verdict)];
        const disagreements = verdicts(outcome).filter((verdict, index) => !agrees(verdicts(preview)[index], verdict));
        expect([places, disagreements]).toEqual([places, []]);
      },
    ),
    { numRuns: 300 },
  );
});

test.each<[string, Tree, object]>([
  [
    "a hotfix that is pending, waived as not shown, may turn out to be missing",
    {
      "sites/P01/hotfixes/Q252717": PENDING,
      waivers: [{ rule: "hotfix-evidence", subject: "P01", reason: "r", owner: "o", expires: "2000-08-01" }],
    },
    {},
  ],
  [
    "a Copylog.tcf that is pending, waived as not updated, may turn out to name a stranger",
    {
      "domains/CORP/logonPoints/CORPPDC": { copylog: PENDING, updatedSinceFix: false },
      waivers: [{ rule: "copylog-updated", subject: "CORPPDC", reason: "r", owner: "o", expires: "2000-08-01" }],
    },
    {},
  ],
  [
    "a Copylog.tcf that is pending, where the rule about its update is lowered",
    { "domains/CORP/logonPoints/CORPPDC/copylog": PENDING },
    { "copylog-updated": "advisory" },
  ],
])("%s: pending, not ready", (_, changes, lowered) => {
  const document = hierarchy({ ...changes, upgrades: ["CEN"] });
  const { verdict } = judge(toFacts(document), { settings: DEFAULTS, levels: lowered, today: TODAY });
  expect(verdict).toBe("pending");
});

test("what is pending is ready where every rule that it may break is waived", () => {
  const waiver = { subject: "P01", reason: "r", owner: "o", expires: "2000-08-01" };
  const waivers = ["hotfix-evidence", "hotfix-prerequisites"].map((rule) => ({ rule, ...waiver }));
  const document = hierarchy({ "sites/P01/hotfixes/Q252717": PENDING, upgrades: ["CEN"], waivers });
  expect(judge(toFacts(document), { settings: DEFAULTS, today: TODAY }).verdict).toBe("ready");
});

test("nothing is finishing while a site at SP2 has facts that are pending: they may show an older build", () => {
  const finishing = {
    "sites/P01/build": 1493,
    "domains/CORP/logonPoints/CORPPDC/copylog": { corrupt: true },
    upgrades: ["CEN"],
  };
  const verdictOf = (hotfixes: unknown) =>
    judge(toFacts(hierarchy({ ...finishing, "sites/P01/hotfixes": hotfixes })), { settings: DEFAULTS, today: TODAY })
      .verdict;
  const older = { Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } } };
  expect([undefined, PENDING, older].map(verdictOf)).toEqual(["ready", "pending", "blocked"]);
});
