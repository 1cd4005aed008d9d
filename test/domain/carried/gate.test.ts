import fc from "fast-check";
import { BadInputError } from "../../../domain/model/bad-input";
import type { SiteInput } from "../../../domain/model/document";
import {
  carriedGate,
  factsDigest,
  formatClearance,
  gateDigest,
  packFacts,
  parseClearance,
  readGate,
  unpackGate,
  type GateInputs,
} from "../../../domain/carried/gate";
import { PENDING } from "../../../domain/pending";

const site = () => ({ type: "central", build: 1380, domains: ["CORP"] }) as const;
const gate = (): GateInputs => ({
  hierarchy: "contoso",
  domains: { CORP: { pdc: "PDC1" } },
  sites: { CEN: { ...site(), domains: ["CORP"] } },
  reading: "shared-domains",
  minimumEvidence: "files",
});
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const DIGEST = `sms2:${"0123456789abcdef".repeat(4)}`;

describe("what a gate carries", () => {
  test("reads as facts and settings, each with its defaults", () => {
    const { facts, settings } = readGate(gate());
    expect(facts.sites["CEN"]).toMatchObject({ build: 1380, platform: "i386" });
    expect(settings).toEqual({ reading: "shared-domains", minimumEvidence: "files" });
    const { reading: _reading, minimumEvidence: _evidence, ...document } = gate();
    expect(readGate(document).settings).toEqual({ reading: "every-site", minimumEvidence: "attested" });
  });

  test.each([
    {
      what: "faults of the settings and of the facts",
      inputs: { ...gate(), upgrades: ["P01"], reading: "all", minimumEvidence: 1 },
      paths: ["minimumEvidence", "reading", "upgrades[0]"],
    },
    {
      what: "faults of facts before and behind a setting",
      inputs: { ...gate(), domains: { CORP: { pdc: 1 } }, sites: {}, reading: "all" },
      paths: ["domains.CORP.pdc", "reading", "sites"],
    },
    { what: "nothing", inputs: undefined, paths: [""] },
    { what: "a list", inputs: [gate()], paths: [""] },
    { what: "settings that are not known", inputs: { ...gate(), reading: PENDING }, paths: ["reading"] },
  ])("$what are told at once, sorted by path", ({ inputs, paths }) => {
    const read = () => readGate(inputs);
    expect(read).toThrow(BadInputError);
    try {
      read();
    } catch (error) {
      expect((error as BadInputError).issues.map(({ path }) => path)).toEqual(paths);
    }
  });
});

test("any number of faults is told", () => {
  expect.assertions(1);
  try {
    readGate({ ...gate(), upgrades: Array(150_000).fill(1) });
  } catch (error) {
    expect((error as BadInputError).issues).toHaveLength(150_000);
  }
});

test("what goes wrong inside is no bad input", () => {
  const respell = () => {
    throw new RangeError("inside");
  };
  expect(() => readGate({ ...gate(), sites: 7 }, { respell })).toThrow(RangeError);
});

describe("a gate as the engine shows it", () => {
  test("reads the facts and settings that it carries, and nothing that another pack adds", () => {
    const packed = { ...gate(), sites: { CEN: packFacts(site()) }, tags: { owner: "j.doe" } };
    const { inputs, digest, read } = carriedGate(packed);
    expect(inputs).toEqual(gate());
    expect(digest).toBe(gateDigest(gate()));
    expect(read()).toEqual(readGate(gate()));
  });

  test("has no digest yet while one of its facts is pending", () => {
    expect(carriedGate({ ...gate(), sites: { CEN: { ...site(), build: PENDING } } }).digest).toBe(PENDING);
  });
});

describe("the facts of a site or domain as one text", () => {
  test("read as they were before", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (facts) => {
        const packed = { ...gate(), sites: { CEN: packFacts(facts) }, domains: { CORP: packFacts(facts) } };
        const plain = { ...gate(), sites: { CEN: facts }, domains: { CORP: facts } } as unknown as GateInputs;
        expect(gateDigest(unpackGate(packed) as unknown as GateInputs)).toBe(gateDigest(plain));
      }),
    );
  });

  test("stand beside others in single values, pending ones too", () => {
    const inputs = {
      ...gate(),
      domains: PENDING,
      sites: { CEN: packFacts(site()), P01: PENDING, S01: { build: 1239 } },
    };
    expect(unpackGate(inputs)).toEqual({ ...inputs, sites: { ...inputs.sites, CEN: site() } });
  });

  test.each(["", "CEN", "null", "1", "[]", '"text"', JSON.stringify(packFacts(site())), "{", "{}{}"])(
    "are not %j, which stays a text and is bad input",
    (text) => {
      const unpacked = unpackGate({ ...gate(), sites: { CEN: text } });
      expect(unpacked["sites"]).toEqual({ CEN: text });
      expect(() => readGate(unpacked)).toThrow(BadInputError);
    },
  );

  test.each(['{"__proto__":{"build":1493}}', `{"version":"${UNKNOWN}"}`, `{"build":1380,"build":"1493"}`])(
    "are judged no less strictly than single values: %s",
    (text) => {
      expect(() => readGate(unpackGate({ ...gate(), sites: { CEN: text } }))).toThrow(BadInputError);
    },
  );

  test.each([undefined, null, "all", ["CEN"]])("are not looked for in %j", (sites) => {
    expect(unpackGate({ ...gate(), sites })["sites"]).toBe(sites);
  });
});

describe("the digest of a gate", () => {
  test.each<{ what: string; change: (inputs: Record<string, unknown>) => void }>([
    { what: "another name", change: (inputs) => (inputs["hierarchy"] = "fabrikam") },
    { what: "another plan", change: (inputs) => (inputs["upgrades"] = ["CEN"]) },
    { what: "an empty plan", change: (inputs) => (inputs["upgrades"] = []) },
    { what: "no waivers", change: (inputs) => (inputs["waivers"] = []) },
    { what: "another reading", change: (inputs) => (inputs["reading"] = "every-site") },
    { what: "other evidence", change: (inputs) => (inputs["minimumEvidence"] = "attested") },
    { what: "null", change: (inputs) => (inputs["domains"] = { CORP: { pdc: "PDC1", seniorList: null } }) },
    { what: "an empty text", change: (inputs) => (inputs["domains"] = { CORP: { pdc: "PDC1", seniorList: "" } }) },
    {
      what: "another line end",
      change: (inputs) => (inputs["domains"] = { CORP: { pdc: "PDC1", seniorList: "CEN\n" } }),
    },
  ])("is another for $what", ({ change }) => {
    const inputs = { ...gate() };
    change(inputs as Record<string, unknown>);
    expect(gateDigest(inputs)).not.toBe(gateDigest(gate()));
  });

  test("is the same for the same facts in another order, with absent ones spelled out, and beside keys of others", () => {
    const { sites, ...others } = gate();
    const inputs = {
      tags: {},
      sites: { CEN: { domains: ["CORP"], version: undefined, build: 1380, type: "central" } },
      ...others,
    };
    expect(gateDigest(inputs as GateInputs)).toBe(gateDigest({ ...others, sites }));
  });

  test("is pending while a fact is, and so is that of its site or domain alone", () => {
    const later: SiteInput = { ...gate().sites["CEN"]!, build: PENDING };
    expect([gateDigest({ ...gate(), sites: { CEN: later } }), factsDigest(later)]).toEqual([PENDING, PENDING]);
    expect(factsDigest({ pdc: "PDC1", logonPoints: { PDC1: PENDING } })).toBe(PENDING);
    expect(factsDigest({ pdc: "PDC1" })).toMatch(/^sms2:[0-9a-f]{64}$/);
  });

  test("survives the way to the engine and back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (facts) => {
        const inputs = { ...gate(), domains: facts } as unknown as GateInputs;
        expect(gateDigest(JSON.parse(JSON.stringify(inputs)))).toBe(gateDigest(inputs));
      }),
    );
  });
});

describe("a clearance", () => {
  test.each([
    { clearance: { digest: DIGEST, hierarchy: "contoso" }, text: `${DIGEST};hierarchy=contoso` },
    {
      clearance: { digest: DIGEST, hierarchy: "contoso", validThrough: "2000-08-01" },
      text: `${DIGEST};hierarchy=contoso;until=2000-08-01`,
    },
    {
      clearance: { digest: DIGEST, hierarchy: "a;until=2099-01-01 ü" },
      text: `${DIGEST};hierarchy=a%3Buntil%3D2099-01-01%20%C3%BC`,
    },
  ])("travels as $text", ({ clearance, text }) => {
    expect(formatClearance(clearance)).toBe(text);
    expect(parseClearance(text)).toEqual(clearance);
  });

  test.each([
    "",
    "yes",
    DIGEST,
    `${DIGEST};hierarchy`,
    `${DIGEST};hierarchy=%`,
    `${DIGEST};hierarchy=contoso;until=tomorrow`,
    `${DIGEST};hierarchy=contoso;until=2000-08-01;`,
    `${DIGEST};hierarchy=contoso\n`,
    `${DIGEST.toUpperCase()};hierarchy=contoso`,
    `${DIGEST.slice(1)};hierarchy=contoso`,
  ])("is not %j", (text) => {
    expect(parseClearance(text)).toBeUndefined();
  });

  test("gives back any hierarchy that it was made for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (hierarchy) => {
        expect(parseClearance(formatClearance({ digest: DIGEST, hierarchy }))).toStrictEqual({
          digest: DIGEST,
          hierarchy,
        });
      }),
    );
  });
});
