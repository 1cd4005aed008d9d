import { factsDigest, TYPES } from "../../domain/carried/gate";
import { PENDING } from "../../domain/pending";
import type { Changes } from "../kit/base";
import { gate, inPreview, Run, type Resource } from "../kit/analyzer";

beforeAll(() => inPreview(true));
afterAll(() => inPreview(false));

const GATE = gate();
const component = (type: string, name: string, digest: unknown, hierarchy = "contoso"): Resource => ({
  type,
  name,
  props: { [type === TYPES.site ? "code" : "domain"]: name, hierarchy, digest },
});

/** The components of a gate with changes: what the program declares now. */
function declared(changes: Changes = {}): Resource[] {
  const { sites, domains = {} } = gate(changes).props;
  return [
    ...Object.entries(sites).map(([code, site]) => component(TYPES.site, code, factsDigest(site))),
    ...Object.entries(domains).map(([name, domain]) => component(TYPES.domain, name, factsDigest(domain))),
  ];
}

async function found(resources: readonly Resource[], gates: readonly Resource[] = [GATE]) {
  const run = new Run();
  for (const each of gates) await run.analyze(each);
  const violations = await run.analyzeStack(resources);
  return violations
    .filter(({ policy }) => policy === "declared-facts")
    .map(({ level, urn, message }) => [level, urn.split("::").at(-1), ...message.split("\n").slice(1)]);
}

test("a gate with the facts that are declared passes", async () => {
  expect(await found(declared())).toEqual([]);
});

test("other facts are told as advice, at the gate, all in one: with --target a gate rightly keeps its old ones", async () => {
  const changes: Changes = { "sites/P01/hotfixes": {}, "domains/CORP/seniorList": null };
  expect(await found(declared(changes))).toEqual([
    [
      "advisory",
      "contoso",
      "incomplete-hierarchy: contoso: the gate has other facts than are declared of site P01, domain CORP",
      "  needed: the facts that are declared now",
      "  to do: Run without --target and --exclude, and without transforms that change the gate.",
    ],
  ]);
});

test.each<[string, Resource[], Resource[]]>([
  ["a digest that is pending", [component(TYPES.site, "P01", PENDING)], [GATE]],
  ["a digest that is not there", [component(TYPES.site, "P01", undefined)], [GATE]],
  ["a digest that is no text", [component(TYPES.site, "P01", 3)], [GATE]],
  [
    "facts of the gate that are pending",
    declared({ "sites/P01/hotfixes": {} }),
    [gate({ "sites/P01/hotfixes": PENDING })],
  ],
  ["a site that the gate does not have: complete-hierarchy says so", [component(TYPES.site, "S01", "sms2:0")], [GATE]],
  ["a domain with a name that every object has", [component(TYPES.domain, "constructor", "sms2:0")], [GATE]],
  ["a site of another hierarchy", [component(TYPES.site, "P01", "sms2:0", "fabrikam")], [GATE]],
  ["a component without outputs", [{ ...component(TYPES.site, "P01", "sms2:0"), props: {} }], [GATE]],
  ["no gate in this run", [component(TYPES.site, "P01", "sms2:0")], []],
  ["a gate that could not be judged", [component(TYPES.site, "P01", "sms2:0")], [gate({ domains: null })]],
])("nothing is said of %s", async (_, resources, gates) => {
  expect(await found(resources, gates)).toEqual([]);
});

test("a key order of its own makes no other facts", async () => {
  const { sites } = GATE.props;
  const reversed = Object.fromEntries(
    Object.entries(sites["P01"] ?? {}).reverse(),
  ) as unknown as (typeof sites)[string];
  expect(await found([component(TYPES.site, "P01", factsDigest(reversed))])).toEqual([]);
});
