import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../cli/run";
import { FORMATS } from "../../review/formats/names";
import { RULES } from "../../rules";
import { examplesOf, outputOf } from "../kit/docs/examples";
import { blocksOf, read } from "../kit/docs/markdown";

const PAGE = "docs/command-line.md";

/** The commands that have options. */
const COMMANDS = sections()
  .filter(({ text }) => /^\| `--/m.test(text))
  .map(({ name }) => name);

function sections(): { name: string; text: string }[] {
  return read(PAGE)
    .split(/^## /m)
    .slice(1)
    .map((text) => ({ name: text.slice(0, text.indexOf("\n")), text }));
}

function sectionOf(command: string): string {
  return sections().find(({ name }) => name === command)?.text ?? "";
}

async function output(...args: string[]): Promise<{ code: number; text: string }> {
  const pieces: string[] = [];
  const write = (text: string) => void pieces.push(text);
  const readInput = () => Promise.resolve(new Uint8Array());
  const code = await run(args, "0.1.0", { out: write, err: write, readInput, terminal: { out: {}, err: {} }, env: {} });
  return { code, text: pieces.join("") };
}

test.each(COMMANDS)("the page has exactly the options of %s, with their defaults", async (command) => {
  const help = (await output(command, "--help")).text.replace(/\s+/g, " ");
  const offered = [...help.matchAll(/(--[a-z-]+ <[^>]+>) /g)].map(([, option]) => option);
  const rows = [...sectionOf(command).matchAll(/^\| `(--[^`]+)`.*\| *(\S*) *\|$/gm)];
  expect(rows.map(([, option]) => option)).toEqual(offered);
  for (const [, , preset = ""] of rows) {
    if (preset.startsWith("`")) expect(help).toContain(`(default: "${preset.replaceAll("`", "")}")`);
  }
});

test.each(COMMANDS)("the page has the exit codes of %s", async (command) => {
  const help = (await output(command, "--help")).text;
  const said = [...(/^Exit codes: .*/ms.exec(help)?.[0] ?? "").matchAll(/(?<=[:;,]\s)(\d)(?= )/g)];
  const rows = [...sectionOf(command).matchAll(/^\| (\d) +\|/gm)];
  expect(rows.map(([, code]) => code)).toEqual(said.map(([, code]) => code));
});

test("the page has every format, with the ends of names that stand for it", () => {
  const rows = [...read(PAGE).matchAll(/^\| `(\w+)` +\| (`\.[^|]*?) +\|/gm)];
  const shown = rows.map(([, format = "", ends = ""]) => [format, ends.replaceAll("`", "").split(", ")]);
  expect(Object.fromEntries(shown)).toEqual(FORMATS);
});

test("the page has every command", async () => {
  const help = (await output("--help")).text;
  const commands = [...help.matchAll(/^ {2}(\w+)/gm)].map(([, command]) => command).filter((one) => one !== "help");
  expect(sections().map(({ name }) => name)).toEqual(commands);
  const withOptions = await Promise.all(
    commands.map(async (command = "") => (/--[a-z-]+ </.test((await output(command, "--help")).text) ? command : [])),
  );
  expect(COMMANDS).toEqual(withOptions.flat());
});

test("the JSON form of the page has the keys of a real judgement", async () => {
  const shown = JSON.parse(blocksOf(PAGE).find(({ info: [language] }) => language === "json")?.text ?? "");
  const { text } = await output("check", saved("hierarchy.yaml"), "--format", "json");
  const real = JSON.parse(text) as typeof shown;
  expect(Object.keys(shown)).toEqual(Object.keys(real));
  expect(Object.keys(shown.findings[0]).sort()).toEqual(Object.keys(real.findings[0]).sort());
  expect(RULES.map(({ id }) => id)).toContain(shown.findings[0].rule);
});

test("README shows what check says of its first hierarchy, and its second one is ready", async () => {
  const file = saved("hierarchy.yaml");
  const before = process.cwd();
  process.chdir(path.dirname(file));
  const first = await output("check", path.basename(file)).finally(() => process.chdir(before));
  const lines = first.text.split("\n");
  expect(first.code).toBe(1);
  expect(outputOf("README.md", "check").filter((line) => !lines.includes(line))).toEqual([]);
  expect((await output("check", saved("ready.yaml"))).code).toBe(0);
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-docs-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function saved(name: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, examplesOf("README.md").find(({ savedAs }) => savedAs === name)?.text ?? "");
  return file;
}
