import { toFacts } from "../../../domain/model/facts";
import { TYPES } from "../../../domain/carried/gate";
import { Declarations } from "../../../review/preview/declarations";
import { readPreview } from "../../../review/preview/read-preview";
import type { Sources } from "../../../review/preview/source-places";
import type { Finding } from "../../../rules/finding";
import { hierarchy, type Tree } from "../../kit/base";
import { GATE, logOf, outputOf, outputsOf, stepOf, urnOf } from "../../kit/review/preview-files";

const SOURCES: Sources = {
  project: "",
  isOwn: () => false,
  fromRoot: (file) => file,
  documentPlaces: () => undefined,
};
const FACTS = toFacts(hierarchy());
const finding = (kind: Finding["subject"]["kind"], name: string) =>
  ({ rule: "waiver", subject: { kind, name } }) as Finding;

/** Components as they register themselves: type, name, outputs; each at a line of its own, from 1. */
const COMPONENTS: [type: string, name: string, outputs: Tree][] = [
  [TYPES.hierarchy, "contoso", { hierarchy: "contoso" }],
  [TYPES.domain, "CORP", { hierarchy: "contoso", domain: "CORP" }],
  [TYPES.logonPoint, "CORP/CORPPDC", { hierarchy: "contoso", server: "CORPPDC" }],
  [TYPES.site, "CEN", { hierarchy: "contoso", code: "CEN" }],
  [TYPES.site, "other-CEN", { hierarchy: "other", code: "CEN" }],
  [TYPES.gate, "contoso", {}],
];

function declarationsOf(components: typeof COMPONENTS, documentPlaces: Sources["documentPlaces"] = () => undefined) {
  const steps = components.map(([type, name], index) => stepOf(type, name, undefined, index + 1));
  const events = components.map(([type, name, outputs]) => outputsOf(type, name, outputs));
  const { resources } = readPreview(outputOf({ steps }), logOf({ events }));
  return new Declarations(resources, { ...SOURCES, documentPlaces });
}

test.each<[string, Finding["subject"]["kind"], string, number]>([
  ["a site", "site", "CEN", 4],
  ["a domain", "domain", "CORP", 2],
  ["a logon point", "server", "CORPPDC", 3],
  ["the hierarchy", "hierarchy", "contoso", 1],
  ["a waiver, at its hierarchy", "waiver", "senior-site CORP", 1],
  ["a site that no component declares, at its hierarchy", "site", "P01", 1],
])("%s has the line that made it", (_, kind, name, line) => {
  const place = declarationsOf(COMPONENTS).placeOfFinding(GATE, finding(kind, name), FACTS);
  expect(place).toEqual({ file: "index.ts", line, column: 7 });
});

test("where no component is declared, the line of the gate counts, and without a gate there is none", () => {
  const declarations = declarationsOf(COMPONENTS.slice(-1));
  expect(declarations.placeOfFinding(GATE, finding("site", "CEN"), FACTS)?.line).toBe(1);
  expect(declarations.placeOfFinding(urnOf(TYPES.gate, "other"), finding("site", "CEN"), FACTS)).toBeUndefined();
  expect([declarations.placeOf(GATE)?.line, declarations.placeOf("")]).toEqual([1, undefined]);
});

test("a hierarchy file is looked into once, and the program where the file has no such place", () => {
  const asked: string[] = [];
  const [, ...others] = COMPONENTS;
  const declarations = declarationsOf(
    [[TYPES.hierarchy, "contoso", { hierarchy: "contoso", file: "data/contoso.yaml" }], ...others],
    ([file = ""]) => {
      asked.push(file);
      return ({ subject }) => (subject.kind === "site" ? { file, line: 40, column: 3 } : undefined);
    },
  );
  const places = [finding("site", "CEN"), finding("site", "P01"), finding("domain", "CORP")].map((one) =>
    declarations.placeOfFinding(GATE, one, FACTS),
  );
  expect(places.map((place) => `${place?.file}:${place?.line}`)).toEqual([
    "data/contoso.yaml:40",
    "data/contoso.yaml:40",
    "index.ts:2",
  ]);
  expect(asked).toEqual(["data/contoso.yaml"]);
});

test("in YAML a fact has its line in the properties of the Hierarchy, and everything else that of the Hierarchy", () => {
  const steps = COMPONENTS.map(([type, name], index) => {
    const { newState, ...step } = stepOf(type, name, { hierarchy: "contoso" }, index + 1) as { newState: object };
    return { ...step, newState: { ...newState, parent: index === 0 ? "" : urnOf(TYPES.hierarchy, "contoso") } };
  });
  const events = COMPONENTS.map(([type, name, outputs]) => outputsOf(type, name, outputs));
  const { resources } = readPreview(outputOf({ steps }), logOf({ events }));
  const lines: Record<string, number> = { contoso: 4, "contoso/properties/sites/CEN": 9 };
  const program = (name: string, path: readonly (string | number)[]) => {
    const line = lines[[name, ...path].join("/")];
    return line === undefined ? undefined : { file: "Pulumi.yaml", line, column: 3 };
  };
  const declarations = new Declarations(resources, { ...SOURCES, program });
  const lineOf = (kind: Finding["subject"]["kind"], name: string) =>
    declarations.placeOfFinding(GATE, finding(kind, name), FACTS)?.line;
  expect([lineOf("site", "CEN"), lineOf("domain", "CORP"), lineOf("hierarchy", "contoso")]).toEqual([9, 4, 4]);
  expect(declarations.placeOf(GATE)?.line).toBe(4);
});

test("a hierarchy without a gate has its registered name, or that of the resource", () => {
  const odd: typeof COMPONENTS = [
    ...COMPONENTS,
    [TYPES.hierarchy, "secret", { hierarchy: { secret: true }, file: 1 }],
    [TYPES.hierarchy, "unknown", { upgrades: ["CEN"] }],
    [TYPES.site, "odd", { hierarchy: 1, code: null }],
  ];
  expect(
    declarationsOf(odd)
      .without([])
      .map(({ name, isPlanned }) => [name, isPlanned]),
  ).toEqual([
    ["contoso", true],
    ["secret", true],
    ["unknown", true],
    ["other", true],
  ]);
});

test("facts of other stacks are named with their stack", () => {
  const stacks = { "organization/contoso-europe/dev": ["P01", "EUROPE"], "organization/contoso-asia/dev": ["S01"] };
  const declarations = declarationsOf([[TYPES.hierarchy, "contoso", { hierarchy: "contoso", stacks }]]);
  expect(declarations.sharedFacts()).toEqual([
    "The facts of P01, EUROPE are those that the last successful update of stack organization/contoso-europe/dev stored.",
    "The facts of S01 are those that the last successful update of stack organization/contoso-asia/dev stored.",
  ]);
  expect(declarationsOf(COMPONENTS).sharedFacts()).toEqual([]);
});
