import * as fs from "node:fs";
import * as path from "node:path";
import { isRefused, Lab, ROOT, type Outcome } from "../kit/engine/lab";

const UPGRADE = "sms:index:Sp2Upgrade";

function passes({ code, output }: Outcome): string {
  return code === 0 ? "" : output;
}

/** A pack of others that changes what the program declares before policies look at it. */
function otherPack(lab: Lab, remediation: string): string {
  const folder = path.join(lab.project, "other-pack");
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  fs.writeFileSync(path.join(folder, "package.json"), '{ "name": "other", "version": "1.0.0", "main": "index.js" }');
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "junction");
  fs.writeFileSync(
    path.join(folder, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy");
     const remediateResource = (args) => { ${remediation} };
     new PolicyPack("other", { policies: [{ name: "fill-in", description: "d", enforcementLevel: "remediate", remediateResource }] });`,
  );
  return folder;
}

test("a gate whose clearance the program makes secret clears its upgrades", async () => {
  const lab = Lab.ofProgram(`
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) => type === "sms:index:Sp2Readiness"
      ? { props, opts: { ...opts, additionalSecretOutputs: ["clearance"] } } : undefined);
    sms.Hierarchy.fromFacts("contoso", facts());`);
  expect(passes(await lab.up())).toBe("");
  expect(lab.stored(UPGRADE)).toEqual(["CEN", "P01"]);
  expect(passes(await lab.preview({ args: ["--expect-no-changes"] }))).toBe("");
});

test("tags that another pack adds to all resources are no facts", async () => {
  const lab = Lab.ofProgram(`sms.Hierarchy.fromFacts("contoso", facts());`);
  const folder = otherPack(lab, "return { ...args.props, tags: { owner: 'it' } };");
  for (const packs of [["--policy-pack", folder], []]) expect(passes(await lab.up({ args: packs }))).toBe("");
  expect(lab.stored(UPGRADE)).toEqual(["CEN", "P01"]);
});

test("inputs that another pack takes away are refused in preview as at apply", async () => {
  const lab = Lab.ofProgram(`sms.Hierarchy.fromFacts("contoso", facts());`);
  const folder = otherPack(
    lab,
    "if (!args.type.endsWith('Sp2Readiness')) return; const { sites, hierarchy, ...others } = args.props; return others;",
  );
  const args = ["--policy-pack", folder];
  expect([isRefused(await lab.preview({ args })), isRefused(await lab.upWithoutPreview({ args }))]).toEqual([
    true,
    true,
  ]);
  expect(lab.stored(UPGRADE)).toEqual([]);
});

test("an applied hierarchy that is renamed is refused with the way out, and keeps its name under another resource", async () => {
  const lab = Lab.ofProgram(`sms.Hierarchy.fromFacts("contoso", facts());`);
  expect(passes(await lab.up())).toBe("");
  lab.write(`sms.Hierarchy.fromFacts("contoso", { ...facts(), hierarchy: "fabrikam" });`);
  const renamed = await lab.preview();
  expect([isRefused(renamed), renamed.output]).toEqual([
    true,
    expect.stringContaining("Name the hierarchy as before, with `hierarchy` in its arguments or in its file"),
  ]);
  lab.write(`sms.Hierarchy.fromFacts("fabrikam", facts(), { aliases: [{ name: "contoso" }] });`);
  expect(passes(await lab.preview())).toBe("");
});

test("an alias that adopts another resource is checked before it is an upgrade", async () => {
  const lab = Lab.ofProgram(`new Later("CEN", "1");`);
  expect(passes(await lab.up())).toBe("");
  lab.write(`
    const broken = facts(); broken.sites.S01.hotfixes.Q252717 = { installed: false };
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) => type === "sms:index:Sp2Upgrade"
      ? { props, opts: { ...opts, aliases: [{ type: "lab:index:Installation", parent: pulumi.rootStackResource }] } } : undefined);
    sms.Hierarchy.fromFacts("contoso", broken);`);
  for (const pack of [true, false]) expect(isRefused(await lab.upWithoutPreview({ pack }))).toBe(true);
  expect(lab.stored(UPGRADE)).toEqual([]);
});

test.each<[string, string]>([
  ["the name of the hierarchy", `{ ...facts(), hierarchy: pulumi.secret("hunter2") }`],
  ["the plan", `{ ...facts(), upgrades: pulumi.secret(["hunter2"]) }`],
  ["all sites", `{ ...facts(), sites: pulumi.secret({ hunter2: facts().sites.CEN }) }`],
])("a gate by hand with a secret is refused and its value never printed: %s", async (_, document) => {
  const lab = Lab.ofProgram(`
    class Raw extends pulumi.CustomResource { constructor(type, name, args) { super(type, name, args); } }
    new Raw("sms:index:Sp2Readiness", "contoso", ${document});`);
  await expectSilent(lab);
});

test("a secret deep among the facts of a site is refused and never printed", async () => {
  const lab = Lab.ofProgram(`const doc = facts();
    doc.sites.CEN.hotfixes.Q249077 = { attestedBy: pulumi.secret("hunter2"), attestedOn: "2000-06-20" };
    doc.domains.CORP.seniorList = pulumi.secret("hunter2");
    sms.Hierarchy.fromFacts("contoso", doc);`);
  await expectSilent(lab);
});

test("a secret setting is refused and never printed", async () => {
  const lab = Lab.ofProgram(`sms.Hierarchy.fromFacts("contoso", facts());`);
  const set = await lab.run("config set", { pack: false, args: ["--secret", "sms:levels", '{"hunter2":"hunter2"}'] });
  expect(passes(set)).toBe("");
  await expectSilent(lab);
});

/** Refused by preview and update, with and without the pack, and the word is nowhere. */
async function expectSilent(lab: Lab): Promise<void> {
  for (const outcome of [
    await lab.preview(),
    await lab.preview({ pack: false }),
    await lab.upWithoutPreview(),
    await lab.upWithoutPreview({ pack: false }),
  ]) {
    const said = [outcome.output, ...outcome.policies.map(({ message }) => message)].join("\n");
    expect([isRefused(outcome), said.includes("hunter2") ? said : ""]).toEqual([true, ""]);
  }
  expect(lab.stored(UPGRADE)).toEqual([]);
}
