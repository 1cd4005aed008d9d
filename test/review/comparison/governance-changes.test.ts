import type { Waiver } from "../../../domain/waiver";
import { toFacts } from "../../../domain/model/facts";
import type { Side } from "../../../review/comparison/changes";
import { governanceChanges, waiverChanges } from "../../../review/comparison/governance-changes";
import type { Governance } from "../../../review/review";
import { base, TODAY } from "../../kit/base";

const STRICT: Governance = { reading: "every-site", minimumEvidence: "attested", levels: {}, waivers: "allowed" };

test.each<[string, Partial<Governance>, Partial<Governance>, string[]]>([
  ["nothing", {}, {}, []],
  ["a reading narrowed", {}, { reading: "shared-domains" }, ["weaker reading: every-site before, shared-domains now"]],
  ["a reading widened", { reading: "shared-domains" }, {}, ["stronger reading: shared-domains before, every-site now"]],
  ["less evidence demanded", { minimumEvidence: "files" }, {}, ["weaker minimum evidence: files before, attested now"]],
  [
    "more evidence demanded",
    {},
    { minimumEvidence: "files" },
    ["stronger minimum evidence: attested before, files now"],
  ],
  ["waivers allowed", { waivers: "none" }, {}, ["weaker waivers: none before, allowed now"]],
  ["waivers forbidden", {}, { waivers: "none" }, ["stronger waivers: allowed before, none now"]],
  [
    "a level lowered",
    {},
    { levels: { "senior-site": "advisory" } },
    ["weaker level of senior-site: mandatory before, advisory now"],
  ],
  [
    "a level raised",
    {},
    { levels: { "upgrade-order": "mandatory" } },
    ["stronger level of upgrade-order: advisory before, mandatory now"],
  ],
  ["the default level written down", {}, { levels: { "senior-site": "mandatory", "upgrade-order": "advisory" } }, []],
  [
    "several at once",
    {},
    { reading: "shared-domains", levels: { "copylog-owners": "advisory", "hotfix-evidence": "advisory" } },
    [
      "weaker reading: every-site before, shared-domains now",
      "weaker level of hotfix-evidence: mandatory before, advisory now",
      "weaker level of copylog-owners: mandatory before, advisory now",
    ],
  ],
])("%s", (_, before, now, expected) => {
  const changes = governanceChanges({ ...STRICT, ...before }, { ...STRICT, ...now });
  expect(changes.map(({ effect, message }) => `${effect} ${message}`)).toEqual(expected);
  expect(changes.filter(({ kind }) => kind !== "governance")).toEqual([]);
});

const waiver = (change: Partial<Waiver> = {}): Waiver => ({
  rule: "senior-site",
  subject: "CORP",
  reason: "lab",
  owner: "j.doe",
  expires: "2000-08-01",
  ...change,
});
/** One side of a comparison, with waivers. */
function side(waivers: readonly Waiver[], change: Partial<Side & Governance> = {}): Side {
  const { today = TODAY, ...governance } = change;
  return { facts: toFacts({ ...base(), waivers }), governance: { ...STRICT, ...governance }, today };
}
const effectsOf = (before: Side | undefined, now: Side) => waiverChanges(before, now).map(({ effect }) => effect);
const OF = "waiver of senior-site for CORP";

test.each<[string, Waiver[], Waiver[], string[]]>([
  ["no waiver", [], [], []],
  ["the same waiver", [waiver()], [waiver()], []],
  ["a waiver added", [], [waiver()], [`weaker ${OF} added: until 2000-08-01, j.doe, "lab"`]],
  ["a waiver removed", [waiver()], [], [`stronger ${OF} removed: until 2000-08-01, j.doe, "lab"`]],
  [
    "a waiver prolonged",
    [waiver()],
    [waiver({ expires: "2000-08-02" })],
    [`weaker ${OF} changed: until 2000-08-01, j.doe, "lab" before, until 2000-08-02, j.doe, "lab" now`],
  ],
  [
    "a waiver shortened",
    [waiver()],
    [waiver({ expires: "2000-07-31" })],
    [`stronger ${OF} changed: until 2000-08-01, j.doe, "lab" before, until 2000-07-31, j.doe, "lab" now`],
  ],
  [
    "a waiver with another owner and reason",
    [waiver()],
    [waiver({ owner: "a.roe", reason: "test" })],
    [`other ${OF} changed: until 2000-08-01, j.doe, "lab" before, until 2000-08-01, a.roe, "test" now`],
  ],
  [
    "a waiver of another subject",
    [waiver()],
    [waiver({ subject: "SALES" })],
    [
      'weaker waiver of senior-site for SALES added: until 2000-08-01, j.doe, "lab"',
      `stronger ${OF} removed: until 2000-08-01, j.doe, "lab"`,
    ],
  ],
  [
    "a second, shorter waiver of the same",
    [waiver()],
    [waiver({ expires: "2000-07-01" }), waiver()],
    [`other ${OF}, beside another added: until 2000-07-01, j.doe, "lab"`],
  ],
  [
    "the same waiver twice",
    [waiver()],
    [waiver(), waiver()],
    [`other ${OF}, beside another added: until 2000-08-01, j.doe, "lab"`],
  ],
  ["waivers in another order", [waiver({ owner: "a" }), waiver()], [waiver(), waiver({ owner: "a" })], []],
  [
    "a second, longer waiver of the same",
    [waiver()],
    [waiver({ expires: "2000-09-01" }), waiver()],
    [
      `weaker ${OF} changed: until 2000-08-01, j.doe, "lab" before, until 2000-09-01, j.doe, "lab" now`,
      `other ${OF}, beside another added: until 2000-08-01, j.doe, "lab"`,
    ],
  ],
])("%s", (_, before, now, expected) => {
  const changes = waiverChanges(side(before), side(now));
  expect(changes.map(({ effect, message }) => `${effect} ${message}`)).toEqual(expected);
  expect(changes.filter(({ kind }) => kind !== "waiver")).toEqual([]);
});

test("a waiver of a domain in another case is the same, one of a site is not", () => {
  expect(waiverChanges(side([waiver()]), side([waiver({ subject: "Corp" })]))).toEqual([
    {
      kind: "spelling",
      effect: "other",
      message: "subject of the waiver of senior-site: spelled Corp now, CORP before",
    },
  ]);
  const ofSite = (subject: string) => side([waiver({ rule: "hotfix-evidence", subject })]);
  expect(effectsOf(ofSite("P01"), ofSite("p01"))).toEqual(["weaker", "stronger"]);
});

describe("a waiver without effect is like none", () => {
  const until = (expires: string) => waiver({ expires });
  const [EXPIRED, IN_FORCE, LATER, TOO_LONG] = ["2000-06-30", "2000-08-01", "2000-09-29", "2000-12-31"].map(until);
  test.each<[string, Waiver[], Waiver[], string[]]>([
    ["too long, shortened until it counts", [TOO_LONG!], [IN_FORCE!], ["weaker"]],
    ["made so long that it counts no more", [IN_FORCE!], [TOO_LONG!], ["stronger"]],
    ["expired, prolonged until it counts", [EXPIRED!], [LATER!], ["weaker"]],
    ["expired, prolonged for too long", [EXPIRED!], [TOO_LONG!], ["other"]],
    ["expired, added", [], [EXPIRED!], ["other"]],
    ["too long, added", [], [TOO_LONG!], ["other"]],
    ["expired, removed", [EXPIRED!], [], ["other"]],
    ["too long, removed", [TOO_LONG!], [], ["other"]],
    ["too long, beside one that counts", [IN_FORCE!], [TOO_LONG!, IN_FORCE!], ["other"]],
    ["too long, beside one that is added and counts", [TOO_LONG!], [TOO_LONG!, IN_FORCE!], ["weaker", "other"]],
  ])("%s", (_, before, now, effects) => {
    expect(effectsOf(side(before), side(now))).toEqual(effects);
  });

  test("each side has its own day", () => {
    expect(effectsOf(side([LATER!], { today: "2000-06-01" }), side([IN_FORCE!]))).toEqual(["weaker"]);
    expect(effectsOf(side([IN_FORCE!]), side([LATER!], { today: "2000-10-01" }))).toEqual(["stronger"]);
  });

  test("an organisation that forbids waivers leaves none in force", () => {
    expect(effectsOf(side([]), side([IN_FORCE!], { waivers: "none" }))).toEqual(["other"]);
    expect(effectsOf(side([IN_FORCE!], { waivers: "none" }), side([LATER!]))).toEqual(["weaker"]);
  });

  test("a hierarchy that is new has none before", () => {
    expect(effectsOf(undefined, side([IN_FORCE!]))).toEqual(["weaker"]);
    expect(effectsOf(undefined, side([EXPIRED!]))).toEqual(["other"]);
  });
});
