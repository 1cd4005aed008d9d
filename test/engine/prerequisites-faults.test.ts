import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isRefused, Lab, refusedBy } from "../kit/engine/lab";
import { upWithPeople } from "../kit/engine/with-people";
import { COPYLOG, writeContoso } from "../kit/evidence/contoso-servers";
import { writeWhole } from "../kit/evidence/whole-file";

let folder: string;
const write = (server: string, file: string, content: string | Uint8Array, modified?: Date) =>
  writeWhole(path.join(folder, server, ...file.split("\\")), content, modified);
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "prerequisites-"));
  await writeContoso(write);
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const LIST = "SMSLOGON\\Sitescfg\\Senior.lst";
const list = () => fs.readFileSync(path.join(folder, "CORPPDC", ...LIST.split("\\")), "latin1");

const DECLARED = `const hierarchy = new sms.Hierarchy("contoso");
const site = (code, place) => new sms.Site(code, { hierarchy, build: 1380, domains: ["CORP"], copylogFixInstalled: "2000-06-20T18:00:00Z", ...place });
const central = site("S00", { type: "central" });
const primary = site("S01", { type: "primary", parent: central });
const participants = [central, primary];`;
const senior = (site: string, more = "") => `${DECLARED}
const senior = new sms.SeniorSite("CORP", { domain: "CORP", pdc: "CORPPDC", site: ${site}, participants, ${more} });
exports.content = senior.content;`;

const labOf = (program: string) => Lab.ofProgram(program, { "sms:folder": folder });

test("of two stacks that want different Senior Sites for one domain the second one is refused, and the first one stands", async () => {
  const [first, second] = [labOf(senior("central")), labOf(senior("primary"))];
  expect((await first.up()).code).toBe(0);
  const refused = await second.up();
  expect(refused.output).toContain(
    'Senior.lst of domain CORP on CORPPDC names another site than S01: it holds "S00\\r\\n".',
  );
  expect([refused.code, list()]).toEqual([1, "S00\r\n"]);
  expect(isRefused(await first.preview({ args: ["--refresh", "--expect-no-changes"] }))).toBe(false);
});

test("a Senior.lst that is changed between preview and update is shown by a refresh and not overwritten unless the program says so", async () => {
  const lab = labOf(senior("central"));
  fs.rmSync(write("CORPPDC", LIST, ""));
  expect((await lab.preview()).code).toBe(0);
  write("CORPPDC", LIST, "S01 by hand\r\n");
  const created = await lab.up();
  expect([created.code, list()]).toEqual([1, "S01 by hand\r\n"]);
  expect(created.output).toContain("set replace: true");

  write("CORPPDC", LIST, "S00\r\n");
  expect((await lab.up()).code).toBe(0);
  write("CORPPDC", LIST, "S01\r\n");
  const shown = await lab.preview({ args: ["--refresh", "--diff"] });
  expect(shown.output).toMatch(/~ content: \s*- S00\s*\+ S01/);
  const refused = await lab.up({ args: ["--refresh"] });
  expect([refused.code, list()]).toEqual([1, "S01\r\n"]);

  lab.write(senior("central", "replace: true"));
  expect([(await lab.up({ args: ["--refresh"] })).code, list()]).toEqual([0, "S00\r\n"]);
  const destroyed = await lab.run("destroy", { pack: false, args: ["--yes", "--skip-preview"] });
  expect([destroyed.code, list()]).toEqual([0, "S00\r\n"]);
});

test.each<[string, string, string, ...string[]]>([
  ["is renamed", 'SeniorSite("other", {', "CORPPDC"],
  ["has its server in another case", 'SeniorSite("CORP", {', "corppdc"],
  ["is replaced", 'SeniorSite("CORP", {', "CORPPDC", "--replace", "urn:pulumi:dev::attack::sms:index:SeniorSite::CORP"],
])(
  "a Senior.lst stays when its resource %s, and of two resources for it the second one is refused",
  async (_, name, pdc, ...args) => {
    const first = senior("central", "replace: true");
    const second = first.replace('SeniorSite("CORP", {', name).replace("CORPPDC", pdc);
    fs.symlinkSync("CORPPDC", path.join(folder, "corppdc"));
    write("CORPPDC", LIST, "S01\r\n");
    const lab = labOf(first);
    expect([(await lab.up()).code, list()]).toEqual([0, "S00\r\n"]);
    lab.write(second);
    expect([(await lab.up({ args })).code, list()]).toEqual([0, "S00\r\n"]);
    lab.write(`${second.replace("const senior", "const one").replace("senior.content", "one.content")}
new sms.SeniorSite("third", { domain: "CORP", pdc: "CorpPdc", site: primary, participants, replace: true });`);
    const refused = await lab.up();
    expect([isRefused(refused), list()]).toEqual([true, "S00\r\n"]);
    expect(refused.output).toContain("found a second one of CORP/");
  },
);

const AWAITED = `${DECLARED}
new sms.CopylogUpdate("CORP", { domain: "CORP", pdc: "CORPPDC", bdcs: ["CORPBDC1"], participants });`;

test.each(["SIGINT", "SIGTERM"] as const)("%s ends a wait at once", async (signal) => {
  write("CORPBDC1", "SMSLOGON\\Config\\Copylog.tcf", COPYLOG, new Date("2000-06-19T00:00:00Z"));
  let ended = 0;
  const outcome = await upWithPeople(labOf(AWAITED), [
    [
      /1 of 2 logon points of CORP are updated/,
      (run) => {
        ended = performance.now();
        run.kill(signal);
      },
    ],
  ]);
  expect([outcome.code === 0, ended > 0]).toEqual([false, true]);
  expect((performance.now() - ended) / 1000).toBeLessThan(20);
});

test("resources that exist on the servers already are imported by their ids", async () => {
  const lab = labOf(`${DECLARED}
new sms.SeniorSite("CORP", { domain: "CORP", pdc: "CORPPDC", site: central }, { import: "CORP/CORPPDC" });
new sms.HotfixInstallation("fix", { code: "S01", server: "SMSS01", hotfix: "Q249077" }, { import: "S01/SMSS01/Q249077" });`);
  const imported = await lab.up();
  expect([imported.code, imported.output]).toEqual([0, expect.stringContaining("2 imported")]);
  const outputs = lab.state_().flatMap(({ type, outputs: all }) => (type === "sms:index:SeniorSite" ? [all] : []));
  expect(outputs).toMatchObject([{ content: "S00\r\n", before: "S00\r\n", site: "S00" }]);
});

test("in a preview what these resources will show is pending, and what they are told wrong is one error", async () => {
  const program = (more: string) => `${DECLARED}
const fix = new sms.HotfixInstallation("fix", { code: "S01", server: "SMSS01", hotfix: "Q249077" });
new sms.CopylogUpdate("CORP", { domain: "CORP", pdc: "CORPPDC", participants, since: fix.installedAt ${more} });`;
  expect((await labOf(program("")).preview()).code).toBe(0);
  const wrong = await labOf(program(', timeout: "soon", bdcs: ["A/B"], colour: 1')).preview();
  for (const line of [
    "colour: found 1, expected one of domain, pdc, bdcs, participants, since, seniorSite, timeout",
    'bdcs[0]: found "A/B", expected the name of a server',
    'timeout: found "soon", expected a number of seconds',
  ]) {
    expect(wrong.output).toContain(line);
  }
  expect(wrong.code).not.toBe(0);
});

test.each([
  { what: "a component of its type", program: `new pulumi.ComponentResource("sms:index:HotfixInstallation", "x");` },
  {
    what: "a type that only ends in one of the plugin's",
    program: `new pulumi.CustomResource("sms:x$sms:index:SeniorSite", "x", {});`,
  },
])("$what is refused", async ({ program }) => {
  const refused = await labOf(program).preview();
  expect([isRefused(refused), refusedBy(refused)]).toEqual([true, ["upgrade-gate"]]);
});
