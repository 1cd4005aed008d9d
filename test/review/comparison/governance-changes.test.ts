import type { Waiver } from "../../../domain/waiver";
import { governanceChanges, waiverChanges } from "../../../review/comparison/governance-changes";
import type { Governance } from "../../../review/review";

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
  const changes = waiverChanges(before, now);
  expect(changes.map(({ effect, message }) => `${effect} ${message}`)).toEqual(expected);
  expect(changes.filter(({ kind }) => kind !== "waiver")).toEqual([]);
});

test("a waiver of a domain in another case is the same, one of a site is not", () => {
  expect(waiverChanges([waiver()], [waiver({ subject: "Corp" })])).toEqual([
    {
      kind: "spelling",
      effect: "other",
      message: "subject of the waiver of senior-site: spelled Corp now, CORP before",
    },
  ]);
  const ofSite = (subject: string) => [waiver({ rule: "hotfix-evidence", subject })];
  expect(waiverChanges(ofSite("P01"), ofSite("p01")).map(({ effect }) => effect)).toEqual(["weaker", "stronger"]);
});
