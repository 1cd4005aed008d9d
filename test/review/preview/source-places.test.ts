import { placeInError, userPlace, type Sources } from "../../../review/preview/source-places";
import { secondsOf } from "../../kit/base";

const sources: Sources = {
  project: "infra",
  isOwn: (file) => file.startsWith("packages/sms/dist/components/"),
  fromRoot: (file) => {
    if (!file.startsWith("/")) return `infra/${file}`;
    return file.startsWith("/srv/repo/") ? file.slice("/srv/repo/".length) : undefined;
  },
  documentPlaces: () => undefined,
};

test.each<[string, string[], string | undefined]>([
  ["the first frame", ["project:///index.ts#3,7", "project:///other.ts#4,1"], "infra/index.ts:3:7"],
  ["a frame without a column", ["project:///index.ts#3"], "infra/index.ts:3:"],
  [
    "a frame below this package",
    ["project:///../packages/sms/dist/components/site.js#1,1", "project:///a.ts#2,3"],
    "infra/a.ts:2:3",
  ],
  ["a frame in node_modules", ["project:///node_modules/x/index.js#1,1", "project:///a.ts#2,3"], "infra/a.ts:2:3"],
  [
    "a frame in node_modules above",
    ["project:///../node_modules/x/index.js#1,1", "project:///a.ts#2,3"],
    "infra/a.ts:2:3",
  ],
  ["a file that only looks like node_modules", ["project:///my_node_modules.ts#2,3"], "infra/my_node_modules.ts:2:3"],
  ["a file beside the project", ["project:///../shared/site.ts#2,3"], "shared/site.ts:2:3"],
  ["a file outside of the repository", ["project:///../../elsewhere/site.ts#2,3"], undefined],
  ["blanks and umlauts", ["project:///ein%20Ordner/%C3%BCber.ts#2,3"], "infra/ein Ordner/über.ts:2:3"],
  ["a percent sign that is none", ["project:///100%.ts#2,3"], "infra/100%.ts:2:3"],
  ["a hash in a name", ["project:///c%23/a.ts#2,3"], "infra/c#/a.ts:2:3"],
  ["no frame", [], undefined],
  ["a frame that is none", ["file:///index.ts", "project:///index.ts", ""], undefined],
])("%s", (_, frames, expected) => {
  const place = userPlace({ frames }, sources);
  expect(place && `${place.file}:${place.line}:${place.column ?? ""}`).toBe(expected);
});

test("in a project at the root of the repository paths begin with no folder", () => {
  expect(userPlace({ frames: ["project:///index.ts#3,7"] }, { ...sources, project: "" })?.file).toBe("index.ts");
});

test.each<[string, string, string | undefined]>([
  [
    "a stack trace",
    "Error: boom\n    at f (/srv/repo/infra/index.ts:68:7)\n    at (/srv/repo/infra/main.ts:1:1)",
    "infra/index.ts:68:7",
  ],
  ["the host of YAML", "Error: no such type\n  on Pulumi.yaml line 10:\n  10:     type: x", "infra/Pulumi.yaml:10:"],
  ["a frame without brackets", "Error: boom\n    at /srv/repo/infra/index.mjs:6:3", "infra/index.mjs:6:3"],
  ["a compiler", "TSError: no\nindex.ts(67,7): error TS2322: no", "infra/index.ts:67:7"],
  [
    "a compiler in the folder of the program",
    "Running program '/srv/repo/infra/src/main.ts' failed with an unhandled exception:\nTSError: no\nlib/a.ts(6,7): error TS1: no",
    "infra/src/lib/a.ts:6:7",
  ],
  [
    "a compiler where the program is a folder",
    "Running program '/srv/repo/infra/src' failed with an unhandled exception:\na.ts(6,7): error TS1: no",
    "infra/src/a.ts:6:7",
  ],
  [
    "a compiler on another machine",
    "Running program '/home/ci/infra/main.ts' failed with an unhandled exception:\na.ts(6,7): error TS1: no",
    undefined,
  ],
  ["a frame of others", "at f (/srv/repo/node_modules/x/a.js:1:1)\nat g (/srv/repo/infra/a.js:2:3)", "infra/a.js:2:3"],
  ["a frame of this package", "at f (/srv/repo/packages/sms/dist/components/site.js:1:1)", undefined],
  ["an ES module", "    at file:///srv/repo/ein%20Ordner/index.mjs:6:3", "ein Ordner/index.mjs:6:3"],
  [
    "a file that cannot be parsed",
    "/srv/repo/infra/index.js:7\nconst = ;\n      ^\nSyntaxError: no",
    "infra/index.js:7:",
  ],
  ["a line of the compiler in colours or not", "infra.ts:67:7 - error TS2322: no", "infra/infra.ts:67:7"],
  ["a built-in module", "    at node:internal/main/run_main_module:36:49", undefined],
  ["a file outside of the repository", "at f (/tmp/index.ts:1:1)", undefined],
  ["no file", "no resource plugin 'pulumi-resource-sms' found", undefined],
  ["a file without a line", "Running program '/srv/repo/infra/index.ts' failed", undefined],
  [
    "a folder with blanks and umlauts",
    "Error: boom\n    at Object.<anonymous> (/srv/repo/ein Ordner/mit ä/index.ts:3:7)",
    "ein Ordner/mit ä/index.ts:3:7",
  ],
  ["a path with brackets", "Error: boom\n    at f (/srv/repo/infra (old)/index.ts:3:7)", "infra (old)/index.ts:3:7"],
])("an error names %s", (_, message, expected) => {
  const place = placeInError(message, sources);
  expect(place && `${place.file}:${place.line}:${place.column ?? ""}`).toBe(expected);
});

test("an error without end is looked through in no time", () => {
  const text = `${"a".repeat(500_000)}\n${"(/srv/repo/".repeat(50_000)}`;
  expect(secondsOf(() => placeInError(text, sources))).toBeLessThan(5);
});

test("a resource that a plugin refuses to construct has its line in a program in YAML", () => {
  const program = (name: string) =>
    name === "contoso" ? { file: "infra/Pulumi.yaml", line: 4, column: 3 } : undefined;
  const message = `sms:index:Hierarchy resource 'contoso' has a problem: Hierarchy "contoso" is refused:\n  - sites: missing`;
  expect(placeInError(message, { ...sources, program })).toEqual({
    file: "infra/Pulumi.yaml",
    line: 4,
    column: 3,
  });
  expect(placeInError(message, sources)).toBeUndefined();
});
