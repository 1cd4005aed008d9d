import { isRefused, Lab, refusedBy, type Outcome } from "../kit/engine/lab";
import { facts } from "../kit/engine/program-kit.cjs";

const UPGRADE = "sms:index:Sp2Upgrade";
const SECRET = "2.00.1380.4242";

interface Facts {
  hierarchy?: string;
  domains: Record<string, Record<string, unknown>>;
  sites: Record<string, Record<string, unknown>>;
  upgrades: string[];
}

const document = (change: (doc: Facts) => void = () => undefined): Facts => {
  const doc = facts() as Facts;
  change(doc);
  return doc;
};

/** A program with one Hierarchy, and what else is given. */
const program = (properties: object, { resources = {}, ...rest }: Record<string, object> = {}) => ({
  resources: { ...resources, contoso: { type: "sms:Hierarchy", properties } },
  ...rest,
});

/** The errors of a run, without what the engine puts before and after them. */
const errorsOf = ({ output }: Outcome) => /\nDiagnostics:\n([\s\S]*?)\n\S/.exec(output)?.[1] ?? output;

const LATER = { later: { type: "lab:Installation", properties: { server: "SMSCEN", version: "2.0.1380.1105" } } };
const notReady = (doc: Facts) => Object.assign(doc.sites["S01"] ?? {}, { hotfixes: { Q252717: { installed: false } } });

test("a hierarchy that is ready is cleared in preview, applied once, and a second run changes nothing", async () => {
  const lab = Lab.ofYaml(
    program(document(), {
      resources: {
        setup: { type: "lab:Setup", properties: { server: "SMSCEN", cleared: "${contoso.cleared.CEN}" } },
      },
      outputs: { verdict: "${contoso.verdict}", cleared: "${contoso.cleared}", facts: "${contoso.facts}" },
    }),
  );
  const preview = await lab.preview();
  expect([isRefused(preview) && preview.output, refusedBy(preview)]).toEqual([false, []]);
  const applied = await lab.up();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE), lab.stored("lab:index:Setup")]).toEqual([
    false,
    ["CEN", "P01"],
    ["setup"],
  ]);
  const stack = lab.state_().find(({ type }) => type === "pulumi:pulumi:Stack");
  expect(stack?.outputs).toEqual({
    verdict: "ready",
    cleared: { CEN: true, P01: true },
    facts: expect.objectContaining({ formatVersion: 1, stack: "organization/attack/dev", hierarchy: "contoso" }),
  });
  expect((await lab.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
});

test("a hierarchy that is not ready is refused in preview by the pack, and without it by the plugin", async () => {
  const setup = { type: "lab:Setup", properties: { server: "SMSCEN", cleared: "${contoso.cleared.CEN}" } };
  const lab = Lab.ofYaml(program(document(notReady), { resources: { setup } }));
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([true, ["hotfix-prerequisites", "upgrade-gate"]]);
  const applied = await lab.upWithoutPreview({ pack: false });
  expect([isRefused(applied), lab.stored(UPGRADE), lab.stored("lab:index:Setup")]).toEqual([true, [], []]);
  expect(errorsOf(applied)).toContain("Hierarchy contoso is not ready for SP2: blocked");
});

test("a fact that this update produces is pending in preview, and checked in the update", async () => {
  const pending = (version: string) => {
    const doc = document();
    Object.assign((doc.sites["CEN"]?.["hotfixes"] as Record<string, object>)["Q249077"] ?? {}, {
      files: "${later.files}",
    });
    return program(doc, { resources: { later: { type: "lab:Installation", properties: { server: "S", version } } } });
  };
  const good = Lab.ofYaml(pending("2.0.1380.1105"));
  const applied = await good.up();
  expect([isRefused(applied) && applied.output, good.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  const old = Lab.ofYaml(pending("2.0.1380.1000"));
  expect(isRefused(await old.preview())).toBe(false);
  const refused = await old.upWithoutPreview({ pack: false });
  expect([isRefused(refused), old.stored(UPGRADE)]).toEqual([true, []]);
  expect(refused.output).toContain("not ready for SP2");
});

test("a hierarchy of which too little is known waits in preview, says for what, and is checked in the update", async () => {
  const later = '${later.files["Bin\\i386\\Nt_logon.dll"]}';
  const doc = document((each) => Object.assign(each.domains["CORP"] ?? {}, { bdcs: ["BDC1", later] }));
  const lab = Lab.ofYaml(
    program({ ...doc, namePrefix: `${later}-` }, { resources: LATER, outputs: { verdict: "${contoso.verdict}" } }),
  );
  const preview = await lab.preview();
  const waits = "Hierarchy contoso is not checked in this preview: it waits for namePrefix";
  expect([isRefused(preview), preview.output]).toEqual([false, expect.stringContaining(waits)]);
  const reviewed = await lab.review();
  expect([reviewed.code, reviewed.review.verdict, reviewed.review.remarks]).toEqual([
    0,
    "pending",
    [expect.stringMatching(/^contoso waits for namePrefix, /)],
  ]);
  const refused = await lab.upWithoutPreview({ pack: false });
  expect([isRefused(refused), lab.stored(UPGRADE)]).toEqual([true, []]);
  expect(refused.output).toContain("Hierarchy contoso is not ready for SP2: undetermined");
  lab.writeYaml(program({ ...document(), namePrefix: `${later}-` }, { resources: LATER }));
  const applied = await lab.upWithoutPreview();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([
    false,
    ["2.0.1380.1105-CEN", "2.0.1380.1105-P01"],
  ]);
});

test("one of several hierarchies that waits is refused in preview: in the update the others would be upgraded before it", async () => {
  const { S01, ...sites } = document().sites;
  const { parent: _, ...alone } = { ...S01, type: "central" } as Record<string, unknown>;
  const fabrikam = { hierarchy: "fabrikam", domains: document().domains, sites: { S01: alone } };
  const resources = (namePrefix: string) => ({
    later: { ...LATER.later, options: { dependsOn: ["${contoso}"] } },
    contoso: { type: "sms:Hierarchy", properties: { ...document(), sites } },
    fabrikam: { type: "sms:Hierarchy", properties: { ...fabrikam, namePrefix } },
  });
  const lab = Lab.ofYaml({ resources: resources('${later.files["Bin\\i386\\Nt_logon.dll"]}-') });
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([true, ["complete-hierarchy"]]);
  expect(preview.output).toContain("it waits for namePrefix: whether it shares a domain with contoso is not known");
  const reviewed = await lab.review();
  expect([reviewed.code, reviewed.review.verdict]).toEqual([1, "blocked"]);
  expect([isRefused(await lab.up()), lab.stored(UPGRADE)]).toEqual([true, []]);
});

test("all that is wrong is one message, without a trace and without a value that the engine adds", async () => {
  const doc = document((each) => {
    Object.assign(each.sites["P01"] ?? {}, { parent: "XXX", build: 1381 });
    each.upgrades = ["CEN", "ZZZ"];
  });
  const refused = await Lab.ofYaml(program(doc)).preview();
  expect(isRefused(refused)).toBe(true);
  expect(
    errorsOf(refused)
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.trim()),
  ).toEqual([
    `error: sms:index:Hierarchy resource 'contoso' has a problem: Hierarchy "contoso" is refused:`,
    "- sites.P01.build: found 1381, expected a build of SMS 2.0, as a number: 1239, 1380 or 1493",
    expect.stringMatching(/^- sites\.P01\.parent: found "XXX", expected the code of a declared site/),
    expect.stringMatching(/^- upgrades\[1\]: found "ZZZ", expected a declared site/),
  ]);
});

test.each<[string, (doc: Facts) => void, string]>([
  [
    "a fact",
    (doc) => Object.assign(doc.sites["CEN"] ?? {}, { fullVersion: { "fn::secret": SECRET } }),
    "sites.CEN.fullVersion",
  ],
  [
    "a whole site",
    (doc) => (doc.sites["CEN"] = { "fn::secret": { ...doc.sites["CEN"], fullVersion: SECRET } }),
    "sites.CEN",
  ],
  [
    "all sites",
    (doc) => {
      Object.assign(doc.sites["CEN"] ?? {}, { fullVersion: SECRET });
      doc.sites = { "fn::secret": doc.sites };
    },
    "sites",
  ],
])("%s that is secret is refused, and its value is shown nowhere", async (_, change, where) => {
  const lab = Lab.ofYaml(program(document(change)));
  for (const outcome of [await lab.preview(), await lab.upWithoutPreview({ pack: false })]) {
    expect(isRefused(outcome)).toBe(true);
    expect(outcome.output).toContain(`- ${where}: found a secret`);
    expect(outcome.output).not.toContain(SECRET);
  }
});

test("noSeniorList and noFullVersion say what null says, which YAML loses", async () => {
  const carried = async (domain: object, site: object) => {
    const doc = document((each) => {
      const { seniorList: _, ...corp } = each.domains["CORP"] ?? {};
      each.domains["CORP"] = { ...corp, ...domain };
      Object.assign(each.sites["CEN"] ?? {}, site);
    });
    const lab = Lab.ofYaml(program(doc));
    await lab.up();
    const gate = lab.state_().find(({ type }) => type === "sms:index:Sp2Readiness")?.inputs;
    const { domains, sites } = gate as { domains: { CORP: string }; sites: { CEN: string } };
    return [JSON.parse(domains.CORP).seniorList, JSON.parse(sites.CEN).fullVersion];
  };
  expect(await carried({ noSeniorList: true }, { noFullVersion: true })).toEqual([null, null]);
  expect(await carried({ seniorList: null }, { fullVersion: null })).toEqual([undefined, undefined]);
  expect(await carried({ noSeniorList: false }, {})).toEqual([undefined, undefined]);
});

test("two hierarchies in one program are declared side by side with namePrefix", async () => {
  const other = { ...(facts("NEW") as Facts), hierarchy: "fabrikam", namePrefix: "new-" };
  const lab = Lab.ofYaml({
    resources: {
      contoso: { type: "sms:Hierarchy", properties: document() },
      fabrikam: { type: "sms:Hierarchy", properties: other },
    },
  });
  const applied = await lab.up();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([
    false,
    ["CEN", "P01", "new-CEN", "new-P01"],
  ]);
});

test("of two hierarchies in one program a refused one does not refuse the other", async () => {
  const bad = { ...document(), hierarchy: "fabrikam", namePrefix: "new-", upgrades: ["ZZZ"] };
  const refused = await Lab.ofYaml({
    resources: {
      contoso: { type: "sms:Hierarchy", properties: document() },
      fabrikam: { type: "sms:Hierarchy", properties: bad },
    },
  }).preview();
  expect(refused.output).toContain(`Hierarchy "fabrikam" is refused`);
  expect(refused.output).not.toContain(`Hierarchy "contoso" is refused`);
});

test.each([undefined, "program"])(
  "a hierarchy file is found from the folder of the project, main: %s",
  async (main) => {
    const resources = program({ file: "hierarchies/contoso.json" });
    const files = { "hierarchies/contoso.json": JSON.stringify(document()) };
    const lab =
      main === undefined
        ? Lab.ofYaml(resources, files)
        : Lab.ofYaml({}, { ...files, [`${main}/Main.yaml`]: JSON.stringify(resources) }, main);
    const applied = await lab.up();
    expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  },
);

test("facts that another stack shares are merged, and are known in preview", async () => {
  const { CEN, ...others } = document().sites;
  const team = Lab.ofYaml(
    program({ hierarchy: "contoso", part: true, sites: others }, { outputs: { facts: "${contoso.facts}" } }),
  );
  expect(isRefused(await team.up())).toBe(false);
  const reference = { type: "pulumi:pulumi:StackReference", properties: { name: "organization/attack/dev" } };
  const central = (change: object) =>
    program(
      { ...document(), sites: { CEN }, documents: ['${team.outputs["facts"]}'], ...change },
      { resources: { team: reference } },
    );
  const stack = team.beside("central", central({}));
  const applied = await stack.up();
  expect([isRefused(applied) && applied.output, stack.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  stack.writeYaml(central({ sites: { CEN, P01: CEN } }));
  const refused = await stack.preview();
  expect(refused.output).toContain("organization/attack/dev");
});
