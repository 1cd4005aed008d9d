import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GATE_KEYS, SERVED_TYPES, TYPES, UPGRADE_KEYS } from "../../domain/carried/gate";
import { RESOURCE_INPUTS } from "../../domain/carried/resources";
import { gateDocumentSchema } from "../../domain/model/document";
import { SOURCES } from "../../provider/construct";
import { packageSchema } from "../../provider/package-schema";

const root = join(__dirname, "..", "..");
const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

test("schema.json is what the model of the facts gives", () => {
  expect(read("provider/schema.json")).toEqual(JSON.parse(JSON.stringify(packageSchema(read("package.json").version))));
});

test("the schema has the resources of the plugin and their inputs, and every type that it refers to", () => {
  const { resources, types, functions } = read("provider/schema.json");
  expect(Object.keys(resources)).toEqual([TYPES.hierarchy, ...Object.values(SERVED_TYPES)]);
  expect(Object.keys(resources[TYPES.gate].inputProperties).sort()).toEqual([...GATE_KEYS].sort());
  expect(Object.keys(resources[TYPES.upgrade].inputProperties)).toEqual(Object.keys(RESOURCE_INPUTS.sp2Upgrade.shape));
  expect(resources[TYPES.upgrade].requiredInputs).toEqual(UPGRADE_KEYS);
  const referred = JSON.stringify([resources, types, functions]).matchAll(/#\/types\/([\w:]+)/g);
  expect([...new Set([...referred].map(([, token]) => token))].sort()).toEqual(Object.keys(types).sort());
});

test("what has few values is an enum, and every number in one has a name", () => {
  const { types } = read("provider/schema.json") as {
    types: Record<string, { enum?: { name?: string; value: unknown }[] }>;
  };
  const enums = Object.entries(types).flatMap(([token, { enum: values }]) =>
    values === undefined ? [] : [[token, values]],
  );
  expect(Object.fromEntries(enums)).toMatchObject({
    "sms:index:Build": [
      { name: "Release", value: 1239 },
      { name: "Sp1", value: 1380 },
      { name: "Sp2", value: 1493 },
    ],
    "sms:index:SiteType": [{ value: "central" }, { value: "primary" }, { value: "secondary" }],
    "sms:index:Platform": [{ value: "i386" }, { value: "alpha" }],
  });
});

test("gate and upgrade are marked as not for programs; a program declares the component", () => {
  const { resources } = read("provider/schema.json") as { resources: Record<string, { description: string }> };
  const marked = Object.entries(resources).filter(([, { description }]) =>
    description.startsWith("Not for programs: "),
  );
  expect(marked.map(([token]) => token)).toEqual([TYPES.gate, TYPES.upgrade]);
});

test("a Hierarchy takes what the plugin constructs one of", () => {
  const { waitFor: _, ...sources } = SOURCES.shape;
  expect(Object.keys(read("provider/schema.json").resources[TYPES.hierarchy].inputProperties).sort()).toEqual(
    [...Object.keys(gateDocumentSchema.shape), ...Object.keys(sources)].sort(),
  );
});

test("every resource, function and type has a description, and so has everything that a program gives or gets", () => {
  type Part = { description?: string; properties?: Parts; inputProperties?: Parts };
  type Parts = Record<string, Part>;
  const { resources, functions, types } = read("provider/schema.json") as Record<string, Parts>;
  const parts = Object.entries({ ...resources, ...functions, ...types });
  const given = parts.flatMap(([token, { properties, inputProperties }]) =>
    Object.entries({ ...properties, ...inputProperties }).map(([key, part]): [string, Part] => [
      `${token} ${key}`,
      part,
    ]),
  );
  expect([...parts, ...given].filter(([, { description = "" }]) => description === "").map(([name]) => name)).toEqual(
    [],
  );
});
