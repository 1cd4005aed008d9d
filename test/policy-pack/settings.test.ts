import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import { OPEN_RULES } from "../../domain/rule-ids";
import { packConfigSchema, readPackSettings } from "../../policy-pack/settings";
import { ATTESTED, type Changes } from "../kit/base";
import { gate, inPreview, refusals, Run, summaryOf } from "../kit/analyzer";

const DEFAULTS = { reading: "every-site", minimumEvidence: "attested", waivers: "allowed", levels: {} };

describe("the configuration of upgrade-gate", () => {
  test("has a default for every setting", () => {
    expect(readPackSettings({})).toEqual(DEFAULTS);
  });

  test("is read in full", () => {
    const config = {
      reading: "shared-domains",
      minimumEvidence: "files",
      waivers: "none",
      levels: { "senior-site": "advisory" },
    };
    expect(readPackSettings(config)).toEqual(config);
  });

  test.each<[string, object, string]>([
    ["a reading that there is not", { reading: "lenient" }, "reading: one of every-site, shared-domains"],
    ["a rule that there is not", { levels: { hotfix: "advisory" } }, "levels"],
    ["a rule that cannot be lowered", { levels: { waiver: "advisory" } }, "levels"],
    ["a rule that is advice by nature", { levels: { "upgrade-advice": "mandatory" } }, "levels"],
    ["the gate itself", { levels: { "upgrade-gate": "advisory" } }, "levels"],
    [
      "a level that there is not",
      { levels: { "senior-site": "disabled" } },
      "levels.senior-site: one of mandatory, advisory",
    ],
    ["waivers neither allowed nor forbidden", { waivers: true }, "waivers: one of allowed, none"],
    ["a setting that there is not", { strict: true }, "strict"],
    ["null", { minimumEvidence: null }, "minimumEvidence"],
  ])("%s is told with its place", (_, config, expected) => {
    expect(() => readPackSettings(config)).toThrow(expected);
    expect(() => readPackSettings(config)).toThrow("the configuration of the policy upgrade-gate is wrong");
  });

  test("all that is wrong is told at once", () => {
    expect(() => readPackSettings({ reading: 1, waivers: 2 })).toThrow(/reading: .*; waivers: /);
  });
});

describe("the JSON Schema that Pulumi gets", () => {
  const ajv = new Ajv2020({ strict: true, useDefaults: true });
  const schema = { type: "object", properties: packConfigSchema.properties };
  const isValid = ajv.compile(structuredClone(schema));

  test("is valid, and has the same defaults", () => {
    const config = {};
    expect(isValid(config)).toBe(true);
    expect(config).toEqual(readPackSettings({}));
  });

  test("means what the pack reads: both accept the same settings", () => {
    const some = (...values: unknown[]) => fc.option(fc.constantFrom<unknown>(...values), { nil: undefined });
    const level = fc.constantFrom<unknown>("mandatory", "advisory", "disabled", 1);
    const levels = fc.dictionary(
      fc.constantFrom<string>(...OPEN_RULES, "waiver", "upgrade-advice", "upgrade-gate", "other"),
      level,
    );
    const configs = fc.record({
      reading: some("every-site", "shared-domains", "lenient", null),
      minimumEvidence: some("files", "attested", "none", 3),
      waivers: some("allowed", "none", true),
      levels: fc.option(levels, { nil: undefined }),
    });
    const isRead = (config: object) => {
      try {
        return readPackSettings(config) !== undefined;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(configs, (config) => {
        const stated = JSON.parse(JSON.stringify(config)) as object;
        expect(isValid(structuredClone(stated))).toBe(isRead(stated));
      }),
      { numRuns: 300 },
    );
  });

  test("names no enforcementLevel, which the SDK keeps for itself", () => {
    expect(Object.keys(packConfigSchema.properties)).toEqual(["reading", "minimumEvidence", "waivers", "levels"]);
    expect(packConfigSchema.required ?? []).toEqual([]);
  });
});

describe("the stricter of the program's setting and the organisation's counts, in preview and at apply", () => {
  /** S01 shares no domain and lacks its fixes; P01 has attestations alone. */
  const apart: Changes = {
    "domains/LAB": { pdc: "LABPDC", logonPoints: { LABPDC: { logonPoint: false } } },
    "sites/S01": { type: "primary", parent: "CEN", build: 1380, domains: ["LAB"] },
  };
  const attested: Changes = { "sites/P01/hotfixes": { Q249077: ATTESTED, Q252717: ATTESTED } };
  const READY: string[] = [];
  const BROAD = expect.stringContaining("hotfix-prerequisites/missing-hotfix 2") as string;
  const FILES = expect.stringContaining("hotfix-evidence/evidence-insufficient 2") as string;

  afterAll(() => inPreview(false));
  test.each<[string, Changes, object, string[]]>([
    ["reading: both narrow", { ...apart, reading: "shared-domains" }, { reading: "shared-domains" }, READY],
    ["reading: the program broad", { ...apart, reading: "every-site" }, { reading: "shared-domains" }, [BROAD]],
    ["reading: the organisation broad", { ...apart, reading: "shared-domains" }, { reading: "every-site" }, [BROAD]],
    ["reading: the organisation says nothing, which is broad", { ...apart, reading: "shared-domains" }, {}, [BROAD]],
    ["reading: the program says nothing, which is broad", apart, { reading: "shared-domains" }, [BROAD]],
    ["evidence: both lax", { ...attested, minimumEvidence: "attested" }, { minimumEvidence: "attested" }, READY],
    ["evidence: nobody says anything", attested, {}, READY],
    [
      "evidence: the program strict",
      { ...attested, minimumEvidence: "files" },
      { minimumEvidence: "attested" },
      [FILES],
    ],
    [
      "evidence: the organisation strict",
      { ...attested, minimumEvidence: "attested" },
      { minimumEvidence: "files" },
      [FILES],
    ],
  ])("%s", async (_, changes, config, expected) => {
    for (const isPreview of [true, false]) {
      await inPreview(isPreview);
      const found = refusals(await new Run({ "upgrade-gate": config }).analyze(gate(changes)));
      expect(found.filter((text) => text.startsWith("upgrade-gate "))).toEqual(expected);
    }
  });
});

describe("the organisation's other settings", () => {
  const unfixed: Changes = { "sites/P01/hotfixes/Q249077": { installed: false } };
  const waived: Changes = {
    ...unfixed,
    waivers: [{ rule: "hotfix-prerequisites", subject: "P01", reason: "r", owner: "j.doe", expires: today(30) }],
  };
  const analyze = async (changes: Changes, config: object) =>
    summaryOf(await new Run({ "upgrade-gate": config }).analyze(gate(changes)));

  test("a rule that the program lowers too refuses nothing; what it finds is reported as advice", async () => {
    const levels = { "hotfix-prerequisites": "advisory" };
    expect(await analyze({ ...unfixed, levels }, { levels })).toEqual([
      "advice advisory missing-hotfix",
      "advice advisory save-senior-list",
    ]);
    expect(await analyze(unfixed, { levels })).toEqual(await analyze(unfixed, {}));
  });

  test("a raised rule refuses", async () => {
    expect(await analyze({ upgrades: ["P01", "CEN"] }, { levels: { "upgrade-order": "mandatory" } })).toEqual([
      "upgrade-gate mandatory contoso is blocked: 1 of 2 upgrades refused; upgrade-order/order 1",
      "upgrade-order mandatory order (failed)",
      "advice advisory save-senior-list",
    ]);
  });

  test("waivers: allowed, and reported; none, and refused", async () => {
    expect(await analyze(waived, {})).toEqual([
      "advice advisory save-senior-list",
      "waivers-in-force advisory missing-hotfix",
    ]);
    expect(await analyze(waived, { waivers: "none" })).toEqual([
      "upgrade-gate mandatory contoso is blocked: 2 of 2 upgrades refused; hotfix-prerequisites/missing-hotfix 1, waiver/waiver-conditions 1",
      "hotfix-prerequisites mandatory missing-hotfix (failed)",
      "waiver mandatory waiver-conditions (failed)",
      "advice advisory save-senior-list",
    ]);
  });

  test("a bad configuration refuses the gate, says what is wrong with it, and blames nobody else", async () => {
    const violations = await new Run({ "upgrade-gate": { reading: "lenient" } }).analyze(gate());
    expect(refusals(violations)).toEqual([
      "upgrade-gate mandatory This could not be judged, and what is not judged does not pass: the configuration of the policy upgrade-gate is wrong (reading: one of every-site, shared-domains).",
    ]);
  });
});

function today(daysAhead: number): string {
  return new Date(Date.now() + daysAhead * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
