import { formatClearance, gateDigest } from "../../domain/carried/gate";
import { isRefused, Lab, type Outcome, type RunOptions } from "../kit/engine/lab";
import { facts } from "../kit/engine/program-kit.cjs";

const UPGRADE = "sms:index:Sp2Upgrade";

const good = facts();
const broken = facts();
Object.assign(broken.sites.S01.hotfixes, { Q252717: { installed: false } });
const digest = (doc: object) => String(gateDigest(doc as never));
const clear = (doc: { hierarchy: string }) => formatClearance({ digest: digest(doc), hierarchy: doc.hierarchy });

const hierarchy = (properties: object, options: object = {}) => ({ type: "sms:Hierarchy", properties, options });
const gate = (properties: object, options: object = {}) => ({ type: "sms:Sp2Readiness", properties, options });
const upgrade = (properties: object, options: object = {}) => ({ type: "sms:Sp2Upgrade", properties, options });
const takes = (doc: { hierarchy: string }, site = "CEN") => ({
  hierarchy: doc.hierarchy,
  site,
  factsDigest: digest(doc),
  clearance: "${gate.clearance}",
});
const forged = (doc: { hierarchy: string }, site = "CEN") => ({ ...takes(doc, site), clearance: clear(doc) });

const applied = { hierarchy: "contoso", site: "CEN", cleared: true, clearedUnder: clear(good) };

const said = ({ output, policies }: Outcome) => [output, ...policies.map(({ message }) => message)].join("\n");

/** Refused in preview and, where the last column says so, by `up --skip-preview` without the pack. */
test.each<[what: string, resources: object, says: string, isHeldByPlugin: boolean]>([
  [
    "an upgrade by hand with a literal clearance",
    { CEN: upgrade(forged(good)) },
    "no gate of contoso was checked in this run",
    false,
  ],
  [
    "an upgrade by hand with a literal clearance, beside a hierarchy that is refused",
    { contoso: hierarchy(broken), forged: upgrade(forged(good)) },
    "contoso is blocked",
    false,
  ],
  [
    "an upgrade by hand of a site that the hierarchy does not plan",
    { contoso: hierarchy(good), S01: upgrade(forged(good, "S01")) },
    "S01: its clearance does not come from the gate of its hierarchy",
    false,
  ],
  [
    "a second upgrade of a site by hand",
    { contoso: hierarchy(good), again: upgrade(forged(good), { dependsOn: ["${contoso}"] }) },
    "expected only",
    true,
  ],
  [
    "a gate by hand with better facts than the hierarchy beside it declares",
    { contoso: hierarchy(broken), gate: gate(good), forged: upgrade(takes(good)) },
    "contoso",
    false,
  ],
  [
    "a gate by hand without a site that a part of the hierarchy declares",
    {
      part: hierarchy({ hierarchy: "contoso", part: true, domains: {}, sites: { X99: { ...good.sites.P01 } } }),
      gate: gate(good),
      CEN: upgrade(takes(good)),
    },
    "the gate leaves out the sites X99",
    false,
  ],
  [
    "a forged digest of other facts than the gate's",
    { gate: gate(good), CEN: upgrade({ ...takes(broken) }) },
    "the facts that the program declares now are not those",
    true,
  ],
  [
    "ignoreChanges on a gate by hand",
    { gate: gate(good, { ignoreChanges: ["sites"] }), CEN: upgrade(takes(good)) },
    "ignoreChanges on gate",
    false,
  ],
  [
    "an upgrade that is read by its id",
    { CEN: { type: "sms:Sp2Upgrade", get: { id: "contoso/CEN", state: applied } } },
    "nothing to read by an id",
    true,
  ],
  ["an upgrade that is imported", { CEN: upgrade(forged(good), { import: "contoso/CEN" }) }, "import", true],
  [
    "a hierarchy that is refused under protect, retainOnDelete and aliases",
    {
      contoso: hierarchy(broken, {
        protect: true,
        retainOnDelete: true,
        ignoreChanges: ["sites", "domains"],
        aliases: [{ name: "other" }],
      }),
    },
    "contoso is blocked",
    true,
  ],
  [
    "one domain in two hierarchies, so that none of them shares it",
    {
      contoso: hierarchy({ ...good, sites: { CEN: good.sites.CEN }, upgrades: ["CEN"] }),
      other: hierarchy({
        ...good,
        hierarchy: "other",
        namePrefix: "other-",
        sites: { P01: { ...broken.sites.S01, type: "central", parent: undefined } },
        upgrades: [],
      }),
    },
    "expected a domain whose controllers are in one hierarchy",
    false,
  ],
  [
    "two hierarchies of one name",
    {
      contoso: hierarchy(good),
      other: hierarchy({ ...facts("NEW"), namePrefix: "other-" }),
    },
    "all sites of a hierarchy are declared in one",
    false,
  ],
])("%s is refused", async (_, resources, says, isHeldByPlugin) => {
  const lab = Lab.ofYaml({ resources });
  const preview = await lab.preview();
  expect([isRefused(preview) || preview.output, said(preview)]).toEqual([true, expect.stringContaining(says)]);
  if (!isHeldByPlugin) return;
  const applied = await lab.upWithoutPreview({ pack: false });
  const byHand = lab.stored(UPGRADE).filter((name) => ["forged", "again"].includes(name));
  expect([isRefused(applied) || applied.output, byHand]).toEqual([true, []]);
});

describe("on a stack whose first upgrade is applied", () => {
  const plan = (doc: object, options: object = {}, other: object = {}) => ({
    resources: { contoso: hierarchy(doc, options), ...other },
  });
  const setup = { setup: { type: "lab:Setup", properties: { server: "SMSP01", cleared: "${contoso.cleared.P01}" } } };
  let lab: Lab;

  beforeAll(async () => {
    lab = Lab.ofYaml(plan({ ...good, upgrades: ["CEN"] }));
    const applied = await lab.up();
    expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN"]]);
  });

  test.each<[what: string, options: object, run: RunOptions]>([
    ["broken facts", {}, {}],
    ["broken facts, with the pack", {}, { pack: true }],
    ["--target on the new upgrade", {}, { args: ["--target", "**P01"] }],
    ["--target on the hierarchy and its dependents", {}, { args: ["--target", "**contoso", "--target-dependents"] }],
    ["--exclude of the gate", {}, { args: ["--exclude", "**sms:index:Sp2Readiness::contoso"] }],
    ["--continue-on-error", {}, { args: ["--continue-on-error"] }],
    ["--refresh", {}, { args: ["--refresh"] }],
    ["ignoreChanges", { ignoreChanges: ["sites", "domains", "*"] }, {}],
    ["protect and retainOnDelete", { protect: true, retainOnDelete: true }, {}],
    ["replaceOnChanges", { replaceOnChanges: ["*"] }, {}],
  ])("%s does not apply another upgrade, nor what depends on it", async (_, options, run) => {
    lab.writeYaml(plan(broken, options, setup));
    const applied = await lab.upWithoutPreview({ pack: false, ...run });
    expect([isRefused(applied) || applied.output, lab.stored(UPGRADE), lab.stored("lab:index:Setup")]).toEqual([
      true,
      ["CEN"],
      [],
    ]);
  });

  test("--target on the hierarchy alone reaches no child: nothing is applied, and nothing is cleared", async () => {
    lab.writeYaml(plan(broken, {}, setup));
    await lab.upWithoutPreview({ pack: false, args: ["--target", "**Hierarchy::contoso"] });
    expect([lab.stored(UPGRADE), lab.stored("lab:index:Setup")]).toEqual([["CEN"], []]);
  });

  test("an upgrade by hand under an alias of an applied one is refused", async () => {
    const aliases = ["urn:pulumi:dev::attack::sms:index:Hierarchy$sms:index:Sp2Upgrade::CEN"];
    lab.writeYaml({ resources: { P01: upgrade(forged(good, "P01"), { aliases }) } });
    for (const pack of [true, false]) {
      expect(isRefused(await lab.upWithoutPreview({ pack }))).toBe(true);
      expect(lab.stored(UPGRADE)).not.toContain("P01");
    }
  });
});

describe("what is right passes", () => {
  test("a provider of the program's own, protect and a renamed hierarchy resource with an alias", async () => {
    const own = { type: "pulumi:providers:sms" };
    const options = { providers: ["${own}"], protect: false };
    const lab = Lab.ofYaml({ resources: { own, contoso: hierarchy(good, options) } });
    const applied = await lab.up();
    expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
    const aliases = [{ name: "contoso" }];
    lab.writeYaml({ resources: { own, renamed: hierarchy(good, { ...options, aliases }) } });
    const renamed = await lab.up();
    expect([isRefused(renamed) && renamed.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  });

  test("a change of facts is no change of an upgrade, also with the hierarchy and its dependents as targets", async () => {
    const lab = Lab.ofYaml({ resources: { contoso: hierarchy(good) } });
    expect(isRefused(await lab.up())).toBe(false);
    const changed = facts();
    Object.assign(changed.sites.S01, { setupType: 2 });
    lab.writeYaml({ resources: { contoso: hierarchy(changed) } });
    const targeted = await lab.preview({ args: ["--target", "**contoso", "--target-dependents"] });
    expect(isRefused(targeted) && targeted.output).toBe(false);
    expect(isRefused(await lab.up())).toBe(false);
    expect((await lab.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
  });
});
