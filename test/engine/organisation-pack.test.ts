import * as fs from "node:fs";
import * as path from "node:path";
import { blocksOf } from "../kit/docs/markdown";
import { isRefused, Lab, newFolder, PACK, refusedBy, ROOT } from "../kit/engine/lab";

/** The pack as the documentation writes it, with a policy of the organisation's own beside ours. */
const [DOCUMENTED] = blocksOf("docs/policies.md").filter(({ info: [language] }) => language === "ts");

const PROGRAM = (document: string, owner = "") => `
  const document = facts();
  ${document}
  const contoso = sms.Hierarchy.fromFacts("contoso", document);
  new Later("setup", "1"${owner});`;
const READY = PROGRAM("");
const REFUSED = PROGRAM("document.sites.S01.hotfixes = {};");

/** A pack of an organisation, written in TypeScript as \`pulumi policy new\` makes it. */
function packOf(source: string): string {
  const folder = path.join(newFolder(), "pack");
  fs.mkdirSync(folder);
  const files = {
    "PulumiPolicy.yaml": "runtime: nodejs\nmain: index.ts\n",
    "package.json": '{ "name": "contoso", "version": "1.2.0", "main": "index.ts" }\n',
    "tsconfig.json": '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext" } }\n',
    "index.ts": source,
  };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  // What `npm install` of a folder does.
  fs.mkdirSync(path.join(folder, "node_modules"));
  fs.symlinkSync(ROOT, path.join(folder, "node_modules", "pulumi-sms"), "junction");
  return folder;
}

const underPack = (folder: string, ...more: string[]) => ({
  pack: false,
  args: ["--policy-pack", folder, ...more],
});

let lab: Lab;
let documented: string;
beforeAll(() => {
  lab = Lab.ofProgram(READY);
  documented = packOf(DOCUMENTED?.text ?? "");
});

test("the pack of the documentation, in TypeScript, clears what is ready and refuses what is not", async () => {
  const cleared = await lab.preview(underPack(documented));
  expect([isRefused(cleared), refusedBy(cleared)]).toEqual([false, []]);
  expect(cleared.output).toContain("contoso@v1.2.0");
  lab.write(REFUSED);
  for (const run of [() => lab.preview(underPack(documented)), () => lab.upWithoutPreview(underPack(documented))]) {
    const refused = await run();
    expect([isRefused(refused), refusedBy(refused)]).toEqual([true, ["hotfix-prerequisites", "upgrade-gate"]]);
  }
});

test("settings, policies of the organisation's own, and the review of a preview under that pack", async () => {
  const mixed = packOf(`
    import { PolicyPack, type ResourceValidationPolicy } from "@pulumi/policy";
    import { policies } from "pulumi-sms/policy-pack";

    const owner: ResourceValidationPolicy = {
      name: "has-owner",
      description: "Every installation says who answers for it.",
      enforcementLevel: "mandatory",
      validateResource: ({ type, props }, report) => {
        if (type === "lab:index:Installation" && props["owner"] === undefined) report("no owner");
      },
    };
    new PolicyPack("contoso", { policies: [...policies, owner] });`);
  lab.write(READY);
  const ours = await lab.preview(underPack(mixed));
  expect([isRefused(ours), refusedBy(ours)]).toEqual([true, ["has-owner"]]);

  const config = path.join(newFolder(), "config.json");
  fs.writeFileSync(config, JSON.stringify({ "has-owner": "advisory", "upgrade-gate": { minimumEvidence: "files" } }));
  lab.write(
    PROGRAM(
      'document.sites.P01.fullVersion = "2.00.1380.1000"; document.sites.P01.hotfixes.Q252717 = { attestedBy: "j.doe", attestedOn: "2000-06-20" };',
    ),
  );
  const attested = await lab.preview(underPack(mixed, "--policy-pack-config", config));
  expect([isRefused(attested), refusedBy(attested)]).toEqual([true, ["hotfix-evidence", "upgrade-gate"]]);

  const { code, review } = await lab.review(underPack(mixed, "--policy-pack-config", config));
  expect([code, review.verdict, review.failures]).toEqual([1, "undetermined", []]);
});

test("a pack without our policies, in whatever language, leaves the plugin, which refuses the update by itself", async () => {
  const foreign = packOf(`
    import { PolicyPack } from "@pulumi/policy";
    new PolicyPack("contoso", { policies: [] });`);
  lab.write(REFUSED);
  const preview = await lab.preview(underPack(foreign));
  const update = await lab.upWithoutPreview(underPack(foreign));
  expect([preview.code, update.code !== 0, update.output]).toEqual([
    0,
    true,
    expect.stringContaining("S01: Q249077: no evidence declared"),
  ]);
  expect(lab.stored("sms:index:Sp2Upgrade")).toEqual([]);
  // A review does not take the green preview for an answer, and a second pack gives one.
  const { code, review } = await lab.review(underPack(foreign));
  expect([code, review.failures.length > 0]).toEqual([2, true]);
  const both = await lab.preview(underPack(foreign, "--policy-pack", PACK));
  expect(refusedBy(both)).toEqual(["hotfix-prerequisites", "upgrade-gate"]);
});
