import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../provider/sdk";

const root = path.join(__dirname, "..", "..");
const sources = ["provider", "components"].flatMap((room) =>
  fs
    .readdirSync(path.join(root, room))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => fs.readFileSync(path.join(root, room, name), "utf8")),
);
const used = (pattern: RegExp) => [
  ...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name))),
];

/** What a module has under a name; undefined for a type. */
const valueIn = (module: object, name: string) => (module as Readonly<Record<string, unknown>>)[name];

test("the plugin's bundle has of the SDK all that the plugin and the components use", () => {
  const names = used(/\bpulumi\.(\w+)/g).filter((name) => name !== "runtime" && name !== "log");
  const values = names.filter((name) => valueIn(pulumi, name) !== undefined);
  expect(values).toEqual(
    expect.arrayContaining(["output", "CustomResource", "InputPropertiesError", "StackReference"]),
  );
  expect(values.filter((name) => valueIn(sdk, name) !== valueIn(pulumi, name))).toEqual([]);
});

test.each(["runtime", "log"] as const)("it has what they use of %s", (module) => {
  const values = used(new RegExp(`\\bpulumi\\.${module}\\.(\\w+)`, "g"));
  expect(values).not.toEqual([]);
  for (const name of values) {
    // Some are handed on by one module of the SDK to another.
    for (const whole of [sdk, pulumi]) expect([name, typeof valueIn(whole[module], name)]).toEqual([name, "function"]);
  }
});
