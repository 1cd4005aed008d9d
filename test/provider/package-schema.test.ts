import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GATE_KEYS, TYPES, UPGRADE_KEYS } from "../../domain/carried/gate";
import { packageSchema } from "../../provider/package-schema";

const root = join(__dirname, "..", "..");
const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

test("schema.json is what the model of the facts gives", () => {
  expect(read("provider/schema.json")).toEqual(JSON.parse(JSON.stringify(packageSchema(read("package.json").version))));
});

test("the schema has the resources of the plugin and their inputs, and every type that it refers to", () => {
  const { resources, types, functions } = read("provider/schema.json");
  expect(Object.keys(resources)).toEqual([TYPES.hierarchy, TYPES.gate, TYPES.upgrade]);
  expect(Object.keys(resources[TYPES.gate].inputProperties).sort()).toEqual([...GATE_KEYS].sort());
  expect(Object.keys(resources[TYPES.upgrade].inputProperties).sort()).toEqual([...UPGRADE_KEYS].sort());
  const referred = JSON.stringify([resources, types, functions]).matchAll(/#\/types\/([\w:]+)/g);
  expect([...new Set([...referred].map(([, token]) => token))].sort()).toEqual(Object.keys(types).sort());
});
