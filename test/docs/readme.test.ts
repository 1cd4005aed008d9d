import * as fs from "node:fs";
import * as path from "node:path";
import { parseHierarchyFile } from "../../domain/text/hierarchy-file";
import { settingsSchema } from "../../domain/settings";
import { judge } from "../../rules/judge/judge";
import { commandsOf } from "../kit/docs/commands";
import { examplesOf, outputOf, programsOf } from "../kit/docs/examples";
import { blocksOf, markdownFiles, read, ROOT } from "../kit/docs/markdown";
import { workshop } from "../kit/pulumi-sms";

const pages = markdownFiles().filter((file) => !file.startsWith("docs/rules/"));
const examples = pages.flatMap(examplesOf);
const { scripts, bin } = JSON.parse(read("package.json")) as {
  scripts: Record<string, string>;
  bin: Record<string, string>;
};

test.each(examples)("the example of $file at line $line is judged as it says: it $kind", ({ kind, text, options }) => {
  const { today = "2000-07-01", ...settings } = options;
  const { verdict } = judge(parseHierarchyFile(text, "yaml"), { settings: settingsSchema.parse(settings), today });
  expect(verdict === "ready" ? "passes" : "fails").toBe(kind);
});

test("README shows both sides, and saves what its commands check", () => {
  const saved = examplesOf("README.md").map(({ kind, savedAs }) => [kind, savedAs]);
  expect(saved).toEqual([
    ["fails", "hierarchy.yaml"],
    ["passes", "ready.yaml"],
  ]);
  const checked = commandsOf("README.md").flatMap(({ command }) => / check (\S+\.yaml)$/.exec(command)?.[1] ?? []);
  expect([...new Set(checked)]).toEqual(["hierarchy.yaml", "ready.yaml"]);
});

describe("from an inventory to a checked hierarchy in three commands", () => {
  const { at, pulumiSms } = workshop();
  const before = process.cwd();
  beforeAll(() => {
    fs.cpSync(path.join(ROOT, "examples/inventory"), at("inventory"), { recursive: true });
    process.chdir(at("inventory"));
  });
  afterAll(() => process.chdir(before));

  const [block] = blocksOf("README.md").filter(({ info }) => info[1] === "inventory");
  const commands = (block?.text ?? "").trim().split("\n");

  test("there are three", () => {
    expect(commands.map((command) => command.split(" ").slice(0, 2))).toEqual([
      ["pulumi-sms", "import"],
      ["pulumi-sms", "check"],
      ["pulumi-sms", "plan"],
    ]);
  });

  test.each(commands)("%s", async (command) => {
    const [, name = "", ...args] = command.split(" ");
    const { code, out, err } = await pulumiSms([name, ...args]);
    expect([code, err]).toEqual([name === "check" ? 1 : 0, name === "import" ? expect.anything() : ""]);
    if (name === "check") expect(out).toMatch(/^bigcorp: blocked; 0 of \d+ upgrades may begin/);
    if (name === "plan") expect(out).toMatch(/^Runbook for SP2: bigcorp, /);
  });
});

test("a block of YAML that is not a hierarchy is no example of one", () => {
  const others = pages.flatMap(blocksOf).filter(({ info, text }) => info[0] === "yaml" && /^hierarchy:/m.test(text));
  expect(others.filter(({ info }) => info[1] === undefined)).toEqual([]);
});

test.each(pages.flatMap(commandsOf))("the command of $file at line $line exists: $command", ({ command, place }) => {
  const [program = "", first = "", second = ""] = command.split(" ");
  if (program === "npm" && place === "checkout") {
    const script = first === "run" ? second : first;
    expect([...Object.keys(scripts), "pack"]).toContain(script);
  } else if (program === "npx") {
    expect(Object.keys(bin)).toContain(first);
  } else if (program === "node") {
    expect(Object.values(bin)).toContain(first);
  } else {
    expect([program, first].join(" ")).toMatch(/^(npm install|pulumi (preview|up|stack|policy|package))$/);
  }
});

test("what a command names in the checkout is there", () => {
  const named = commandsOf("README.md").flatMap(({ command }) => / --policy-pack (\S+)/.exec(command)?.[1] ?? []);
  const inside = named.map((folder) => folder.replace("node_modules/pulumi-sms/", ""));
  expect(inside.map((folder) => fs.existsSync(path.join(ROOT, folder, "PulumiPolicy.yaml")))).toEqual([true, true]);
});

test("README has programs to run and an output to compare", () => {
  expect(programsOf("README.md").map(({ text }) => /import .* from "pulumi-sms"/.test(text))).toEqual([true, true]);
  expect(outputOf("README.md", "refused")[0]).toBe("Policies:");
});

test("README can be read in one go", () => {
  expect(read("README.md").split("\n").length).toBeLessThanOrEqual(350);
});
