import { placesFrom } from "../../cli/project-places";
import { toFacts } from "../../domain/model/facts";
import { userPlace } from "../../review/preview/source-places";
import { hierarchy } from "../kit/base";
import { workshop } from "../kit/pulumi-sms";

const { at, write } = workshop();
write("repo/.git/HEAD", "ref: refs/heads/main\n");
write("repo/Pulumi.yaml", "name: top\nruntime: nodejs\n");
write("repo/infra/Pulumi.yaml", "name: 'infra' # ours\nruntime: nodejs\nmain: src\n");
write("repo/infra/src/index.ts", "");
write("repo/infra/contoso.json", JSON.stringify(hierarchy(), undefined, 2));
write("repo/json/Pulumi.json", '{ "name": "json" }');
write("repo/broken/Pulumi.yaml", "{");
write(
  "repo/yaml/Pulumi.yaml",
  "name: yaml\nruntime:\n  name: yaml\nresources:\n  a:\n    name: contoso\n    properties: { sites: { CEN: {} } }\n",
);
write("repo/main/Pulumi.yaml", "name: main\nruntime: yaml\nmain: sub\n");
write("repo/main/sub/Main.yaml", "resources:\n  contoso: {}\n");
const FRAMES = { frames: ["project:///src/index.ts#3,7"] };

test.each<[string, string, string, string | undefined]>([
  ["in the folder of the project", "repo/infra", "infra", "infra/src/index.ts"],
  ["below it", "repo/infra/src", "infra", "infra/src/index.ts"],
  ["in the folder of a project in JSON", "repo/json", "json", "json/src/index.ts"],
  ["below a folder whose project is another", "repo/infra", "top", "src/index.ts"],
  ["above it, in another project", "repo", "infra", undefined],
  ["in the folder of a project that cannot be read", "repo/broken", "infra", undefined],
  ["where the name is not known, in the nearest project", "repo/infra/src", "", "infra/src/index.ts"],
  ["in no project", ".", "infra", undefined],
])("lines of a program %s", (_, folder, name, expected) => {
  expect(userPlace(FRAMES, placesFrom(at(folder), name))?.file).toBe(expected);
});

test("files in errors are from the folder of the project, or as they stand", () => {
  const { fromRoot } = placesFrom(at("repo/infra/src"), "infra");
  expect([fromRoot("src/index.ts"), fromRoot(at("repo/a.ts")), fromRoot(at("b.ts"))]).toEqual([
    "infra/src/index.ts",
    "a.ts",
    undefined,
  ]);
  const elsewhere = placesFrom(at("repo"), "infra");
  expect([elsewhere.fromRoot("src/index.ts"), elsewhere.fromRoot(at("repo/a.ts"))]).toEqual([undefined, "a.ts"]);
});

test("hierarchy files are from the folder of the project, and none where they cannot be read", () => {
  const { documentPlaces } = placesFrom(at("repo/infra/src"), "infra");
  const place = documentPlaces(["contoso.json"])?.(
    { rule: "senior-site", subject: { kind: "site", name: "P01" } },
    toFacts(hierarchy()),
  );
  expect(place).toMatchObject({ file: "infra/contoso.json", column: 5 });
  expect([documentPlaces(["nowhere.json"]), documentPlaces(["../../outside.json"])]).toEqual([undefined, undefined]);
  expect(placesFrom(at("repo"), "infra").documentPlaces(["contoso.json"])).toBeUndefined();
});

test("resources of a program in YAML are found by their names, also in Main.yaml", () => {
  const program = (name: string) => placesFrom(at(`repo/${name}`), name).program;
  expect([
    program("yaml")?.("contoso", []),
    program("yaml")?.("contoso", ["properties", "sites", "CEN"]),
    program("yaml")?.("a", []),
    program("main")?.("contoso", []),
    program("infra"),
  ]).toEqual([
    { file: "yaml/Pulumi.yaml", line: 5, column: 3 },
    { file: "yaml/Pulumi.yaml", line: 7, column: 28 },
    undefined,
    { file: "main/sub/Main.yaml", line: 2, column: 3 },
    undefined,
  ]);
});
