import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { isMap, parseDocument, type YAMLMap } from "yaml";
import { BadInputError, inputIssue, issueOf } from "../domain/model/bad-input";
import { hierarchyJsonSchema } from "../domain/model/document";
import { visible } from "../review/phrases/visible";
import { EXIT, type ExitCode, type Io, type Surroundings } from "./io";
import { nearest, PACKAGE } from "./repository";
import { writeWhole } from "./write-whole";

const EPILOGUE = `
In a folder with a Pulumi.yaml it adds the plugin to that file, and a hierarchy file. Files that exist are never
overwritten. After npm install, the same template serves pulumi new:
  pulumi new ./node_modules/pulumi-sms/template --force

Exit codes: 0 the files are written, 2 bad input or usage.`;

interface RawOptions {
  readonly name?: string;
  readonly fileOnly: boolean;
}

/**
 * `init [FOLDER]`: a project to start from, the plugin in a project that is there, or only a hierarchy file.
 *
 * @public
 */
export function command({ io }: Surroundings, done: (code: ExitCode) => void): Command {
  return new Command("init")
    .description("Start a Pulumi project with a hierarchy file, add both to a project, or write only the file.")
    .argument("[folder]", "folder of the project", ".")
    .option("--name <name>", "name of the project and of the hierarchy (default: that of the folder)")
    .option("--file-only", "write only the hierarchy file and its schema", false)
    .addHelpText("after", EPILOGUE)
    .action(async (folder: string, raw: RawOptions) => {
      await init(folder, raw, io);
      done(EXIT.ready);
    });
}

const HIERARCHY = ["hierarchy.yaml", "hierarchy.schema.json"];
const PROJECT = ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json", ".gitignore"];

async function init(folder: string, { name = path.basename(path.resolve(folder)), fileOnly }: RawOptions, io: Io) {
  if (!/^[A-Za-z][\w.-]{0,99}$/.test(name)) {
    throw new BadInputError([
      inputIssue(["--name"], name, "a letter, then letters, digits, dots, hyphens and underscores"),
    ]);
  }
  const settings = path.join(folder, "Pulumi.yaml");
  const isProject = existsSync(settings);
  const files = fileOnly || isProject ? HIERARCHY : [...PROJECT, ...HIERARCHY];
  const lines: string[] = [];
  // What could be refused comes before anything is written.
  const added = isProject && !fileOnly ? withPlugin(settings, folder) : undefined;
  for (const file of files) {
    const place = path.join(folder, file);
    if (existsSync(place)) lines.push(`${place}: exists, left as it is`);
    else {
      await writeWhole(place, [contentOf(file, name, folder)]);
      lines.push(`${place}: written`);
    }
  }
  if (added !== undefined) {
    await writeWhole(settings, [added]);
    lines.push(`${settings}: plugin sms added`);
  }
  io.out(`${[...lines, ...nextSteps(folder, isProject, fileOnly)].map(visible).join("\n")}\n`);
}

function contentOf(file: string, name: string, folder: string): string {
  if (file === "hierarchy.schema.json") return `${JSON.stringify(hierarchyJsonSchema(), undefined, 2)}\n`;
  if (file === ".gitignore") return "node_modules/\n";
  const text = readFileSync(path.join(PACKAGE, "template", file), "utf8")
    .replaceAll("${PROJECT}", name)
    .replaceAll("${DESCRIPTION}", "A Microsoft SMS 2.0 hierarchy");
  if (file === "hierarchy.yaml") return `# yaml-language-server: $schema=hierarchy.schema.json\n${text}`;
  if (file !== "Pulumi.yaml") return text;
  return text.slice(0, text.indexOf("template:")).replace("node_modules/pulumi-sms/provider", pluginPath(folder));
}

/** Pulumi.yaml with the plugin; undefined if it has it already. */
function withPlugin(file: string, folder: string): string | undefined {
  const text = readFileSync(file, "utf8");
  const document = parseDocument(text);
  const [error] = document.errors;
  // The words of the parser quote the file, which may hold secrets.
  const [place] = error?.linePos ?? [];
  const broken = error && `Not valid YAML (line ${place?.line}, column ${place?.col})`;
  const problem = broken ?? (isMap(document.contents) ? undefined : "not a project file");
  if (problem !== undefined) {
    throw new BadInputError([issueOf({ path: [], value: undefined, expected: "", reason: `${file}: ${problem}` })]);
  }
  const plugin = { name: "sms", path: pluginPath(folder) };
  if (!document.has("plugins")) {
    const end = text === "" || text.endsWith("\n") ? "" : "\n";
    return `${text}${end}plugins:\n  providers:\n    - name: ${plugin.name}\n      path: ${plugin.path}\n`;
  }
  const providers = document.getIn(["plugins", "providers"]);
  const known = (providers as { items?: YAMLMap[] } | undefined)?.items ?? [];
  if (known.some((one) => isMap(one) && one.get("name") === "sms")) return undefined;
  if (providers === undefined) document.setIn(["plugins", "providers"], document.createNode([plugin]));
  else document.addIn(["plugins", "providers"], document.createNode(plugin));
  return document.toString({ lineWidth: 0 });
}

/** Where the plugin of the package is, from the folder of the project: a workspace has it above. */
function pluginPath(folder: string): string {
  const home = nearest(folder, (one) => existsSync(path.join(one, "node_modules", "pulumi-sms", "provider")));
  const modules = path.join(path.relative(path.resolve(folder), home ?? path.resolve(folder)), "node_modules");
  return [...modules.split(path.sep), "pulumi-sms", "provider"].join("/");
}

function nextSteps(folder: string, isProject: boolean, fileOnly: boolean): string[] {
  const file = path.join(folder, "hierarchy.yaml");
  const check = [`Declare your sites in ${file}. Then:`, `  pulumi-sms check ${file}`];
  if (fileOnly) return check;
  const program = isProject ? ['Declare it in your program: sms.Hierarchy.fromFile("…", "hierarchy.yaml")'] : [];
  const preview = "pulumi preview --policy-pack node_modules/pulumi-sms/policy-pack";
  return [...check, ...program, `  npm install${isProject ? " pulumi-sms" : ""}`, `  ${preview}`];
}
