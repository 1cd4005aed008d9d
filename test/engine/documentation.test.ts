import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { commandsOf } from "../kit/docs/commands";
import { examplesOf, outputOf, programsOf } from "../kit/docs/examples";
import { isRefused, Lab, refusedBy, ROOT } from "../kit/engine/lab";

const README = "README.md";

describe("in a clone", () => {
  const withoutColour = { ...process.env, NO_COLOR: "1", PULUMI_BACKEND_URL: undefined };
  const commands = commandsOf(README).filter(
    ({ place, command }) => place === "checkout" && command.startsWith("npm "),
  );

  // `npm test` is what runs this test.
  test.each(commands.filter(({ command }) => command !== "npm test"))("$command ends well", ({ command }) => {
    const [program = "", ...args] = command.split(" ");
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, env: withoutColour, encoding: "utf8" });
    expect([status, status === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
  });

  // Those of the several stacks are run on PostgreSQL, and that in YAML with its host.
  const examples = fs
    .readdirSync(path.join(ROOT, "examples"))
    .filter((name) => name !== "stacks" && name !== "yaml")
    .filter((name) => fs.existsSync(path.join(ROOT, "examples", name, "README.md")))
    .flatMap((name) => commandsOf(`examples/${name}/README.md`));

  test.each(examples)("the command of $file at line $line ends as the page says: $command", ({ command }) => {
    const [program = "", ...args] = command.split(" ");
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, env: withoutColour, encoding: "utf8" });
    const isToBeRefused = /examples\/refused|refused\.yaml|2\.0\.1380\.1104/.test(command);
    expect([status !== 0, (status !== 0) === isToBeRefused ? "" : stdout + stderr]).toEqual([isToBeRefused, ""]);
  });

  test("the refused preview prints what README shows", async () => {
    const { output } = await Lab.ofProject("examples/refused").preview();
    const printed = output.split("\n").map((line) => line.trim());
    const isPrinted = (line: string) =>
      printed.includes(line.trim().replace(/\(local: .*\)$/, `(local: ${path.join(ROOT, "policy-pack")})`));
    expect(outputOf(README, "refused").filter((line) => !isPrinted(line))).toEqual([]);
  });

  test.each(examplesOf("docs/rules/upgrade-gate.md").filter(({ language }) => language === "ts"))(
    "the program of $file at line $line is judged as it says: it $kind",
    async ({ kind, text }) => {
      const outcome = await Lab.ofTypeScript(text).preview();
      expect([
        isRefused(outcome),
        refusedBy(outcome).includes("upgrade-gate") || refusedBy(outcome).includes("complete-hierarchy"),
      ]).toEqual([kind === "fails", kind === "fails"]);
    },
  );
});

describe("in a project elsewhere that installed the package", () => {
  let project: string;

  beforeAll(() => {
    project = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-project-"));
    const { stdout } = run("npm", ["pack", "--silent", "--pack-destination", project, ROOT]);
    fs.writeFileSync(
      path.join(project, "package.json"),
      JSON.stringify({ name: "elsewhere", version: "1.0.0", private: true }),
    );
    run("npm", ["install", "--no-audit", "--no-fund", path.join(project, stdout.trim().split("\n").at(-1) ?? "")]);
    const settings =
      "name: elsewhere\nruntime: nodejs\nplugins:\n  providers:\n    - name: sms\n      path: node_modules/pulumi-sms/provider\n";
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), settings);
    for (const { savedAs, text } of examplesOf(README))
      if (savedAs !== undefined) fs.writeFileSync(path.join(project, savedAs), text);
  });

  afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

  const run = (program: string, args: string[]) => {
    const result = spawnSync(program, args, { cwd: project, encoding: "utf8" });
    if (result.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${result.stdout}${result.stderr}`);
    return result;
  };

  test.each([
    { file: "hierarchy.yaml", status: 1 },
    { file: "ready.yaml", status: 0 },
  ])("npx pulumi-sms check $file ends with $status", ({ file, status }) => {
    expect(spawnSync("npx", ["pulumi-sms", "check", file], { cwd: project, encoding: "utf8" }).status).toBe(status);
  });

  test.each(programsOf(README))(
    "the program at line $line is cleared, applied, and passes the nightly check",
    async ({ text }) => {
      fs.writeFileSync(path.join(project, "index.ts"), text);
      const lab = Lab.ofProject(project);
      const pack = path.join(project, "node_modules", "pulumi-sms", "policy-pack");
      const applied = await lab.up({ pack: false, args: ["--policy-pack", pack] });
      expect([isRefused(applied), isRefused(applied) ? applied.output : ""]).toEqual([false, ""]);
      expect(applied.policies.map(({ policy }) => policy)).toContain("advice");
      expect(lab.stored("sms:index:Sp2Upgrade")).toEqual(["CEN", "P01"]);
      const nightly = await lab.run("policy analyze", {
        pack: false,
        args: ["--file", lab.export(), "--policy-pack", pack],
      });
      expect([isRefused(nightly), isRefused(nightly) ? nightly.output : ""]).toEqual([false, ""]);
    },
  );

  test("a pack of an organisation's own takes the policies and refuses as well", async () => {
    const pack = path.join(project, "pack");
    fs.mkdirSync(pack, { recursive: true });
    fs.writeFileSync(path.join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
    fs.writeFileSync(
      path.join(pack, "package.json"),
      JSON.stringify({ name: "ours", version: "1.0.0", main: "index.js" }),
    );
    const source = `const { PolicyPack } = require("@pulumi/policy"); const { policies } = require("pulumi-sms/policy-pack"); new PolicyPack("ours", { policies: [...policies] });`;
    fs.writeFileSync(path.join(pack, "index.js"), source);
    fs.writeFileSync(
      path.join(project, "index.ts"),
      `import * as sms from "pulumi-sms"; sms.Hierarchy.fromFile("contoso", "hierarchy.yaml");`,
    );
    const outcome = await Lab.ofProject(project).preview({ pack: false, args: ["--policy-pack", pack] });
    expect([isRefused(outcome), refusedBy(outcome).includes("upgrade-gate")]).toEqual([true, true]);
  });
});
