import * as path from "node:path";
import { isRefused, Lab, newFolder, refusedBy, type Outcome } from "../kit/engine/lab";
import { facts } from "../kit/engine/program-kit.cjs";
import { fileUrl } from "../../tools/engine-env.cjs";

const UPGRADE = "sms:index:Sp2Upgrade";

/** A team's stack: a part of the hierarchy, with its own site in the domain of the centre. */
const EUROPE = `
  const { P01 } = facts().sites;
  exports.facts = sms.Hierarchy.fromFacts("contoso", { hierarchy: "contoso", sites: { P01 } }, { part: true }).facts;`;

/** Another team declares by hand, and one of its facts is what an installation in this very stack shows. */
const ASIA = (version: string) => `
  const contoso = new sms.Hierarchy("contoso", { part: true });
  const installed = new Later("S01-Q249077", ${JSON.stringify(version)});
  const { parent, hotfixes, ...S01 } = facts().sites.S01;
  new sms.Site("S01", { hierarchy: contoso, ...S01, parent, hotfixes: { ...hotfixes, Q249077: { files: installed.files } } });
  exports.facts = contoso.facts;`;

/** The stack with the gate: the centre, and what the teams share. */
const CENTRAL = `
  const { hierarchy, domains, sites: { CEN } } = facts();
  module.exports = (async () => {
    const teams = ["europe", "asia"].map((team) => sms.factsOf(\`organization/contoso-\${team}/dev\`));
    const own = { hierarchy, domains, sites: { CEN }, upgrades: ["CEN", "P01", "S01"] };
    const contoso = sms.Hierarchy.fromFacts("contoso", sms.mergeFacts(own, ...(await Promise.all(teams))));
    const { CEN: cen, P01: p01, S01: s01 } = contoso.upgrades;
    return { cleared: { CEN: cen.cleared, P01: p01.cleared, S01: s01.cleared } };
  })();`;

/** The installers of a team wait for the stack with the gate. */
const SETUP = `
  const central = new pulumi.StackReference("organization/contoso-central/dev");
  const cleared = central.requireOutput("cleared").apply(({ P01 }) => P01);
  class Setup extends pulumi.CustomResource {
    constructor(name, args) { super("lab:index:Setup", name, args); }
  }
  new Setup("P01", { server: "SMSP01", cleared });`;

function teams(backend = fileUrl(newFolder())) {
  const team = (name: string, program: string) => Lab.ofTeam(`contoso-${name}`, { "index.js": program }, backend);
  return {
    europe: team("europe", EUROPE),
    asia: team("asia", ASIA("2.0.1380.1104")),
    central: team("central", CENTRAL),
    setup: team("europe-setup", SETUP),
  };
}

test("three teams' stacks are one hierarchy: refused for what one team shares, then cleared, then installed", async () => {
  const { europe, asia, central, setup } = teams();
  // A part has no gate: the facts of a team are stored whatever they say.
  for (const team of [europe, asia]) expect(await team.up()).toMatchObject({ code: 0, policies: [] });
  expect(europe.stored("sms:index:Sp2Readiness")).toEqual([]);

  const refused = await central.preview();
  expect([isRefused(refused), refusedBy(refused)]).toEqual([true, ["hotfix-evidence", "upgrade-gate"]]);
  expect(refused.output).toContain("S01: Bin\\i386\\Nt_logon.dll is 2.0.1380.1104");
  const stopped = await central.upWithoutPreview({ pack: false });
  expect([isRefused(stopped), central.stored(UPGRADE)]).toEqual([true, []]);
  // Nothing is cleared, so the installers of Europe do not run.
  const early = await setup.up();
  expect([isRefused(early), early.output]).toEqual([true, expect.stringContaining("Required output 'cleared'")]);
  expect(setup.stored("lab:index:Setup")).toEqual([]);

  asia.write(ASIA("2.0.1380.1105"));
  // What a team has not deployed is not seen, not even by a preview.
  await asia.preview();
  expect(isRefused(await central.preview())).toBe(true);
  expect((await asia.up()).code).toBe(0);
  const cleared = await central.up();
  expect([isRefused(cleared), refusedBy(cleared), central.stored(UPGRADE)]).toEqual([false, [], ["CEN", "P01", "S01"]]);
  expect((await setup.up()).code).toBe(0);
  expect(setup.stored("lab:index:Setup")).toEqual(["P01"]);
  expect((await central.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
});

test("an update of a team that fails leaves its last successful facts to the others", async () => {
  const { asia } = teams();
  const shared = () => outputsOf(asia)["facts"] as { sites: { S01: { hotfixes: object } } };
  expect((await asia.up()).code).toBe(0);
  const before = shared();
  expect(before).toMatchObject({
    formatVersion: 1,
    stack: "organization/contoso-asia/dev",
    sites: { S01: { hotfixes: { Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1104" } } } } },
  });

  // The program is refused, or a resource that a fact comes from fails, or a gate of the team's own refuses.
  asia.write(`${ASIA("2.0.1380.1105")}\n new sms.Site("S02", { hierarchy: contoso, type: "secondary" });`);
  expect(isRefused(await asia.upWithoutPreview())).toBe(true);
  expect(shared()).toEqual(before);
  asia.write(`
    const Failing = class extends pulumi.CustomResource {
      constructor(name) { super("nowhere:index:Installation", name, { files: undefined }); }
    };
    ${ASIA("2.0.1380.1105").replace("new Later", "new Failing")}`);
  expect(isRefused(await asia.upWithoutPreview())).toBe(true);
  expect(shared()).toEqual(before);
  asia.write(`
    const document = facts();
    document.sites.CEN.hotfixes = {};
    exports.facts = sms.Hierarchy.fromFacts("contoso", document).facts;`);
  expect(isRefused(await asia.upWithoutPreview())).toBe(true);
  expect(shared()).toEqual(before);
});

test("facts that the stack with the gate produces itself are pending in preview, beside known ones of another stack", async () => {
  const { europe, central } = teams();
  expect((await europe.up()).code).toBe(0);
  const program = (version: string) => `
    const { hierarchy, domains, sites: { CEN } } = facts();
    const installed = new Later("CEN-Q249077", ${JSON.stringify(version)});
    module.exports = (async () => {
      const europe = await sms.factsOf(new pulumi.StackReference("organization/contoso-europe/dev"));
      CEN.hotfixes.Q249077 = { files: installed.files };
      const contoso = sms.Hierarchy.fromFacts("contoso", { hierarchy, domains, sites: { CEN }, upgrades: ["CEN", "P01"] }, { documents: [europe] });
      return { facts: contoso.facts };
    })();`;
  central.write(program("2.0.1380.1104"));
  const pending = await central.preview();
  expect([isRefused(pending), refusedBy(pending)]).toEqual([false, []]);
  const stopped = await central.up();
  expect([isRefused(stopped), refusedBy(stopped)]).toEqual([true, ["hotfix-evidence", "upgrade-gate"]]);
  expect(central.stored(UPGRADE)).toEqual([]);
  central.write(program("2.0.1380.1105"));
  expect(isRefused(await central.up())).toBe(false);
  expect(central.stored(UPGRADE)).toEqual(["CEN", "P01"]);
  // What it shares in turn is the whole hierarchy.
  expect(outputsOf(central)["facts"]).toMatchObject({ sites: { CEN: {}, P01: {} }, upgrades: ["CEN", "P01"] });
});

test("the review of the stack with the gate says what is of another stack, and puts it into no file of its own", async () => {
  const { asia, central } = teams();
  asia.write(`
    const { S01 } = facts().sites;
    exports.facts = sms.Hierarchy.fromFacts("contoso", { hierarchy: "contoso", sites: { S01: { ...S01, hotfixes: {} } } }, { part: true }).facts;`);
  expect((await asia.up()).code).toBe(0);
  const { sites, ...own } = facts() as { sites: Record<string, object> };
  const { S01: _, ...others } = sites;
  central.put({ "central.json": JSON.stringify({ ...own, sites: others }, undefined, 1) });
  central.write(`module.exports = (async () => {
    const asia = await sms.factsOf("organization/contoso-asia/dev");
    sms.Hierarchy.fromFile("contoso", "central.json", { documents: [asia] });
  })();`);
  const { code, review } = await central.review();
  expect([code, review.verdict, review.remarks]).toEqual([
    1,
    "undetermined",
    ["The facts of S01 are those that the last successful update of stack organization/contoso-asia/dev stored."],
  ]);
  const filesOf = (name: string) =>
    review.hierarchies.flatMap(({ findings }) =>
      findings.filter(({ subject }) => subject.name === name).map(({ place }) => path.basename(place?.file ?? "")),
    );
  expect([new Set(filesOf("CORP")), filesOf("S01").includes("central.json")]).toEqual([
    new Set(["central.json"]),
    false,
  ]);
});

describe("what another stack does not share is an error of its own, and no hierarchy", () => {
  const backend = fileUrl(newFolder());
  const reader = Lab.ofTeam("contoso-reader", { "index.js": "" }, backend);
  const other = Lab.ofTeam("contoso-other", { "index.js": "" }, backend);
  const OTHER = "organization/contoso-other/dev";

  /** A preview of a program that reads the facts, all that it prints in one line. */
  async function reading(stack: string, own = "{}"): Promise<Outcome> {
    reader.write(`module.exports = (async () => {
      const { hierarchy, domains, sites: { CEN } } = facts();
      const others = await sms.factsOf(${stack});
      sms.Hierarchy.fromFacts("contoso", sms.mergeFacts({ hierarchy, domains, sites: { CEN }, ...${own} }, others));
    })();`);
    const outcome = await reader.preview();
    return { ...outcome, output: outcome.output.replace(/\s+/g, " ") };
  }

  async function sharing(program: string): Promise<void> {
    other.write(program);
    expect((await other.up({ pack: false })).code).toBe(0);
  }

  test("a stack that does not exist, by name and by reference", async () => {
    const byName = await reading('"organization/contoso-nowhere/dev"');
    expect([byName.code !== 0, byName.output]).toEqual([
      true,
      expect.stringContaining(
        'The facts of stack "organization/contoso-nowhere/dev" cannot be read: unknown stack "organization/contoso-nowhere/dev". Write its name as organization/project/stack, and run pulumi up there first.',
      ),
    ]);
    const byReference = await reading('new pulumi.StackReference("organization/contoso-nowhere/dev")');
    expect([byReference.code !== 0, byReference.output]).toEqual([
      true,
      expect.stringContaining('unknown stack "organization/contoso-nowhere/dev"'),
    ]);
    expect([byName.output, byReference.output].join("")).not.toContain("sms:index:");
  });

  test("a stack that was never updated, and one without that output", async () => {
    const missing = (output: string) =>
      `There is no output "${output}" of stack ${OTHER}. Export \`facts\` of the Hierarchy there, and run pulumi up there first.`;
    const never = await reading(JSON.stringify(OTHER));
    expect([never.code !== 0, never.output]).toEqual([true, expect.stringContaining(missing("facts"))]);
    await sharing("exports.other = 1;");
    const absent = await reading(`new pulumi.StackReference(${JSON.stringify(OTHER)}), "hierarchyFacts"`);
    expect([absent.code !== 0, absent.output]).toEqual([true, expect.stringContaining(missing("hierarchyFacts"))]);
  });

  test("facts that are secret, by name and by reference, without their values", async () => {
    await sharing(`
      const { hierarchy, sites: { P01 } } = facts();
      P01.fullVersion = pulumi.secret("2.00.1380.1000");
      exports.facts = sms.Hierarchy.fromFacts("contoso", { hierarchy, sites: { P01 } }, { part: true }).facts;`);
    for (const stack of [JSON.stringify(OTHER), `new pulumi.StackReference(${JSON.stringify(OTHER)})`]) {
      const { code, output } = await reading(stack);
      expect([code !== 0, output]).toEqual([
        true,
        expect.stringContaining(`The output "facts" of stack ${OTHER} is secret.`),
      ]);
      expect(output).not.toContain("2.00.1380.1000");
    }
  });

  test.each([
    ["newer", 2, "Update pulumi-sms in the project that reads them."],
    ["older", 0, "Update pulumi-sms in the project that exports them and run pulumi up there."],
  ])("facts in the %s format", async (_, format, remedy) => {
    await sharing(`exports.facts = { formatVersion: ${format}, stack: "${OTHER}", hierarchy: "contoso", sites: {} };`);
    const { code, output } = await reading(JSON.stringify(OTHER));
    expect([code !== 0, output]).toEqual([true, expect.stringContaining(remedy)]);
    expect(output).toContain(`The output "facts" of stack ${OTHER} has facts in format ${format}`);
  });

  test("a site that two of them declare names both", async () => {
    await sharing(EUROPE);
    const { code, output } = await reading(JSON.stringify(OTHER), "{ sites: facts().sites }");
    expect([code !== 0, output]).toEqual([
      true,
      expect.stringContaining(
        `sites.P01: found "P01", expected a site that is declared once; this program has it (${OTHER})`,
      ),
    ]);
  });
});

test("a review of a part says that nothing is checked there", async () => {
  const { code, review } = await teams().europe.review();
  expect([code, review.verdict, review.ungated, review.failures]).toEqual([0, "not checked", ["contoso"], []]);
});

/** What the last successful update of a stack exported. */
function outputsOf(lab: Lab): Record<string, unknown> {
  return lab.state_().find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
}
