import { isRefused, Lab, refusedBy, type Outcome } from "../kit/engine/lab";

const program = (change: string) => `const doc = facts(); ${change} sms.Hierarchy.fromFacts("contoso", doc);`;
const day = (ahead: number) => new Date(Date.now() + ahead * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const gate = (settings: Record<string, unknown>) => ({ "upgrade-gate": settings });

/** S01 takes part in no shared domain and lacks a fix: refused under every-site only. */
const ELSEWHERE = "doc.sites.S01.domains = []; doc.sites.S01.hotfixes.Q252717 = { installed: false };";
/** CEN is attested only: refused under minimumEvidence files only. */
const ATTESTED = "doc.sites.CEN.hotfixes.Q252717 = { attestedBy: 'j.doe', attestedOn: '2000-06-20' };";
const WAIVED = (rule: string, subject: string, expires: string) =>
  `doc.waivers = [{ rule: "${rule}", subject: "${subject}", reason: "lab site", owner: "j.doe", expires: "${expires}" }];`;
const MISSING = "doc.sites.S01.hotfixes.Q252717 = { installed: false };";

interface Case {
  readonly what: string;
  readonly change: string;
  readonly pack: Record<string, unknown>;
  readonly config?: Record<string, string>;
  readonly refused: string[];
}

test.each<Case>([
  {
    what: "the default reading is every-site",
    change: ELSEWHERE,
    pack: {},
    refused: ["hotfix-prerequisites", "upgrade-gate"],
  },
  {
    what: "a program cannot narrow the organisation's reading",
    change: ELSEWHERE,
    pack: {},
    config: { "sms:reading": "shared-domains" },
    refused: ["hotfix-prerequisites", "upgrade-gate"],
  },
  {
    what: "an organisation cannot narrow the program's reading",
    change: ELSEWHERE,
    pack: gate({ reading: "shared-domains" }),
    refused: ["hotfix-prerequisites", "upgrade-gate"],
  },
  {
    what: "both together narrow the reading",
    change: ELSEWHERE,
    pack: gate({ reading: "shared-domains" }),
    config: { "sms:reading": "shared-domains" },
    refused: [],
  },
  { what: "the default minimumEvidence is attested", change: ATTESTED, pack: {}, refused: [] },
  {
    what: "an organisation demands file versions",
    change: ATTESTED,
    pack: gate({ minimumEvidence: "files" }),
    refused: ["hotfix-evidence", "upgrade-gate"],
  },
  {
    what: "a program demands file versions",
    change: ATTESTED,
    pack: gate({ minimumEvidence: "attested" }),
    config: { "sms:minimumEvidence": "files" },
    refused: ["hotfix-evidence", "upgrade-gate"],
  },
  {
    what: "a level that only the organisation lowers lowers nothing",
    change: MISSING,
    pack: gate({ levels: { "hotfix-prerequisites": "advisory" } }),
    refused: ["hotfix-prerequisites", "upgrade-gate"],
  },
  {
    what: "switching a rule's own policy off lifts nothing",
    change: MISSING,
    pack: { "hotfix-prerequisites": "disabled" },
    refused: ["upgrade-gate"],
  },
  {
    what: "a setting that does not exist refuses",
    change: "",
    pack: gate({ reading: "none-at-all" }),
    refused: ["refused"],
  },
  {
    what: "waivers: none forbids a waiver",
    change: MISSING + WAIVED("hotfix-prerequisites", "S01", day(5)),
    pack: gate({ waivers: "none" }),
    refused: ["hotfix-prerequisites", "upgrade-gate", "waiver"],
  },
  {
    what: "a waiver counts on its last day",
    change: MISSING + WAIVED("hotfix-prerequisites", "S01", day(0)),
    pack: {},
    refused: [],
  },
  {
    what: "a waiver does not count the day after",
    change: MISSING + WAIVED("hotfix-prerequisites", "S01", day(-1)),
    pack: {},
    refused: ["hotfix-prerequisites", "upgrade-gate"],
  },
  {
    what: "a waiver of 91 days does not count",
    change: MISSING + WAIVED("hotfix-prerequisites", "S01", day(91)),
    pack: {},
    refused: ["hotfix-prerequisites", "upgrade-gate", "waiver"],
  },
])("$what", async ({ change, pack, config, refused }) => {
  const outcome = await Lab.ofProgram(program(change), config).preview({ pack });
  expect(isRefused(outcome)).toBe(refused.length > 0);
  if (refused[0] !== "refused") expect(refusedBy(outcome)).toEqual(refused);
});

test("a rule that program and organisation lower together stays lowered when the upgrade is applied", async () => {
  const lowered = { "hotfix-prerequisites": "advisory" };
  const pack = gate({ levels: lowered });
  const alone = Lab.ofProgram(program(MISSING));
  const preview = await alone.preview({ pack });
  expect(refusedBy(preview)).toEqual(["hotfix-prerequisites", "upgrade-gate"]);
  expect(isRefused(await alone.upWithoutPreview({ pack }))).toBe(true);

  const together = Lab.ofProgram(program(MISSING), { "sms:levels": JSON.stringify(lowered) });
  expect(refusedBy(await together.preview())).toEqual(["hotfix-prerequisites", "upgrade-gate"]);
  expect(isRefused(await together.up({ pack }))).toBe(false);
  expect(together.stored("sms:index:Sp2Upgrade")).toEqual(["CEN", "P01"]);
});

test("a waiver without an owner is bad input, and nothing is registered", async () => {
  const lab = Lab.ofProgram(
    program(`${MISSING} ${WAIVED("hotfix-prerequisites", "S01", day(5)).replace('owner: "j.doe", ', "")}`),
  );
  const outcome = await lab.upWithoutPreview();
  expect(isRefused(outcome)).toBe(true);
  expect(outcome.output).toContain("waivers[0].owner: missing, expected who answers for the waiver");
  expect(lab.state_().filter(({ type }) => type.startsWith("sms:"))).toEqual([]);
});

test("a waiver in force is listed with its owner and last day, and the order counts while it does", async () => {
  const waived = MISSING + WAIVED("hotfix-prerequisites", "S01", day(5));
  const outcome = await Lab.ofProgram(program(waived)).preview();
  const said = outcome.policies.find(({ policy }) => policy === "waivers-in-force");
  expect(said?.level).toBe("advisory");
  expect(said?.message).toContain(`waived by j.doe until ${day(5)}: lab site`);
  const wrongOrder = await Lab.ofProgram(program(`${waived} doc.upgrades = ["P01", "CEN"];`)).preview();
  expect(refusedBy(wrongOrder)).toEqual(["upgrade-gate", "upgrade-order"]);
});

test('"all": "advisory" shows every finding as advice in preview, and the provider still starts no upgrade', async () => {
  const lab = Lab.ofProgram(program(MISSING));
  const pack = { all: "advisory" };
  const preview = await lab.preview({ pack });
  expect(preview.policies.map(({ policy }) => policy)).toEqual(
    expect.arrayContaining(["upgrade-gate", "hotfix-prerequisites"]),
  );
  for (const config of [pack, { all: "disabled" }]) {
    const applied = await lab.upWithoutPreview({ pack: config });
    expect([isRefused(applied), lab.stored("sms:index:Sp2Upgrade")]).toEqual([true, []]);
  }
});

test("a policy that is made to throw refuses, and shows no stack trace", async () => {
  const outcome = await Lab.ofProgram(program("")).preview({ pack: gate({ levels: { "no-such-rule": "advisory" } }) });
  expect(isRefused(outcome)).toBe(true);
  expect(tracesIn(outcome)).toEqual([]);
});

function tracesIn({ output }: Outcome): string[] {
  return output.split("\n").filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
}
