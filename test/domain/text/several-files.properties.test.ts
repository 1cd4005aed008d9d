import fc from "fast-check";
import { gateDigest } from "../../../domain/carried/gate";
import { ownPart, shareFacts, sharedPart } from "../../../domain/carried/shared-facts";
import type { HierarchyInput } from "../../../domain/model/document";
import { toFacts } from "../../../domain/model/facts";
import { joined, type Part } from "../../../domain/text/several-files";
import { hierarchies, waiversFor } from "../../kit/arbitraries";
import { runs } from "../../kit/runs";

const TEAMS = ["europe", "asia"] as const;

/** A hierarchy, and who declares which of its sites, domains and waivers: the program with the gate, or one of two teams. */
const divided = hierarchies().chain((hierarchy) =>
  waiversFor(hierarchy).chain((waivers) => {
    const uniqueWaivers = [...new Map(waivers.map((one) => [`${one.rule} ${one.subject}`, one])).values()];
    const whole = { ...hierarchy, waivers: uniqueWaivers };
    const names = [...Object.keys(whole.sites), ...Object.keys(whole.domains ?? {}), ...uniqueWaivers.keys()];
    const owner = fc.constantFrom("gate", ...TEAMS);
    return fc
      .array(owner, { minLength: names.length, maxLength: names.length })
      .map((owners) => ({ whole, ownerOf: (name: string | number) => owners[names.indexOf(name)] }));
  }),
);

type Divided = typeof divided extends fc.Arbitrary<infer T> ? T : never;

function documentOf({ whole, ownerOf }: Divided, team: string): HierarchyInput {
  const own = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => ownerOf(name) === team));
  return {
    hierarchy: whole.hierarchy,
    domains: own(whole.domains ?? {}),
    sites: own(whole.sites),
    waivers: whole.waivers.filter((_, index) => ownerOf(index) === team),
  };
}

/** What a team's stack exports, as the stack with the gate gets it. */
function shared(all: Divided, team: string): Part {
  const facts = JSON.parse(JSON.stringify(shareFacts(documentOf(all, team), team))) as unknown;
  return sharedPart(facts, team);
}

test("however a hierarchy is divided among stacks, each part is a valid one, and together they are the same hierarchy", () => {
  fc.assert(
    fc.property(divided, (all) => {
      for (const team of TEAMS) expect(() => toFacts(documentOf(all, team), { isPart: true })).not.toThrow();
      const own = ownPart({ ...documentOf(all, "gate"), upgrades: all.whole.upgrades }, "this program");
      const { value, first } = joined([own, ...TEAMS.map((team) => shared(all, team))]);
      expect(first).toEqual([]);
      const sorted = (document: unknown) => {
        const { waivers = [], ...facts } = document as HierarchyInput;
        return { ...facts, waivers: waivers.map((one) => JSON.stringify(one)).sort() };
      };
      expect(sorted(toFacts(value))).toEqual(sorted(toFacts(all.whole)));
      const { waivers: _, ...facts } = value as HierarchyInput;
      expect(gateDigest(facts)).toBe(gateDigest({ ...all.whole, waivers: undefined }));
    }),
    runs(100),
  );
});

test("what two stacks declare is a fault for each site, domain and waiver, with the names of both", () => {
  fc.assert(
    fc.property(divided, (all) => {
      const facts = documentOf(all, "asia");
      const twin = sharedPart(JSON.parse(JSON.stringify(shareFacts(facts, "twin"))), "twin");
      const { first = [] } = joined([shared(all, "asia"), twin]);
      const count = [facts.sites, facts.domains ?? {}, facts.waivers ?? []].flatMap((one) => Object.keys(one)).length;
      expect(first.map(({ source, expected }) => [source, expected.endsWith("; asia has it")])).toEqual(
        Array.from({ length: count }, () => ["twin", true]),
      );
    }),
    runs(100),
  );
});
