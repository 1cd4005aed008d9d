import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { Domain, Hierarchy, Site, Sp2Upgrade } from "../../components";
import { factsDigest, gateDigest, TYPES, type GateInputs } from "../../domain/carried/gate";
import { contosoDocument, declareContoso } from "../kit/contoso";
import { CLEARANCE, register } from "../kit/recorder";

const folder = mkdtempSync(join(tmpdir(), "pulumi-sms-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CORP = {
  pdc: "CORPPDC",
  bdcs: ["CORPBDC1"],
  seniorList: "CEN\r\n",
  logonPoints: {
    CORPPDC: {
      copylog: {
        corrupt: false,
        owners: ["CEN"],
        siteFolders: [],
        clicore: "CEN",
      },
      updatedSinceFix: true,
    },
  },
};
const SALES = { pdc: "SALESPDC", seniorList: null };
const CEN = { type: "central", build: 1493, domains: ["CORP"], hotfixes: { Q249077: { installed: false } } };
const P01 = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP", "SALES"] };
const S01 = { type: "secondary", parent: "P01", build: 1380, fullVersion: null, domains: ["SALES"] };
const GATE = {
  hierarchy: "contoso",
  domains: { CORP, SALES },
  sites: { CEN, P01, S01 },
  upgrades: ["S01", "CEN", "P01"],
  waivers: [{ rule: "senior-site", subject: "SALES", reason: "one site", owner: "j.doe", expires: "2000-08-01" }],
  reading: "every-site",
  minimumEvidence: "attested",
};

const component = (type: string, name: string, parent: string | undefined, outputs: object) => ({
  type: `sms:index:${type}`,
  name,
  ...(parent === undefined ? {} : { parent }),
  inputs: {},
  outputs,
});
const logonPoint = (domain: string, server: string) =>
  component("LogonPoint", `${domain}/${server}`, domain, { hierarchy: "contoso", domain, server });
const upgrade = (
  site: string,
  after: string[],
  clearance = CLEARANCE,
  factsDigest = gateDigest(GATE as GateInputs),
) => ({
  type: "sms:index:Sp2Upgrade",
  name: site,
  parent: "contoso",
  inputs: { hierarchy: "contoso", site, clearance, factsDigest },
  after,
});

const EVERYTHING = [
  component("Domain", "CORP", "contoso", { hierarchy: "contoso", domain: "CORP", digest: factsDigest(CORP) }),
  component("Domain", "SALES", "contoso", { hierarchy: "contoso", domain: "SALES", digest: factsDigest(SALES) }),
  component("Hierarchy", "contoso", undefined, { hierarchy: "contoso", upgrades: ["S01", "CEN", "P01"] }),
  logonPoint("CORP", "CORPBDC1"),
  logonPoint("CORP", "CORPPDC"),
  logonPoint("SALES", "SALESPDC"),
  component("Site", "CEN", "contoso", { hierarchy: "contoso", code: "CEN", digest: factsDigest(CEN as never) }),
  component("Site", "P01", "contoso", { hierarchy: "contoso", code: "P01", digest: factsDigest(P01 as never) }),
  component("Site", "S01", "contoso", { hierarchy: "contoso", code: "S01", digest: factsDigest(S01 as never) }),
  { type: "sms:index:Sp2Readiness", name: "contoso", parent: "contoso", inputs: GATE },
  upgrade("CEN", ["contoso"]),
  upgrade("P01", ["CEN", "contoso"]),
  upgrade("S01", ["P01", "contoso"]),
];

test("a hierarchy that is declared by hand registers its parts, one gate with every fact, and its upgrades", async () => {
  expect(await register(declareContoso)).toEqual(EVERYTHING);
});

test("a document registers what the same declarations by hand do", async () => {
  expect(await register(() => Hierarchy.fromFacts("contoso", contosoDocument()))).toEqual(EVERYTHING);
});

test.each([
  { file: "contoso.yaml", text: stringify(contosoDocument()) },
  { file: "contoso.yml", text: stringify(contosoDocument()) },
  { file: "contoso.json", text: JSON.stringify(contosoDocument()) },
])("the file $file registers what the same declarations by hand do", async ({ file, text }) => {
  const path = join(folder, file);
  writeFileSync(path, text);
  const registered = await register(() => Hierarchy.fromFile("contoso", path));
  const fromProject = relative(pulumi.getRootDirectory(), path).split(sep).join("/");
  expect(registered).toEqual(
    EVERYTHING.map((one) =>
      one.type === TYPES.hierarchy
        ? { ...one, outputs: { hierarchy: "contoso", upgrades: ["S01", "CEN", "P01"], file: fromProject } }
        : one,
    ),
  );
});

test("several files register what one document does", async () => {
  const { sites, domains, waivers, ...head } = contosoDocument() as unknown as Record<string, Record<string, object>>;
  const places = Object.entries({
    "central.json": { ...head, sites: { CEN: sites?.["CEN"] }, domains },
    "others.json": {
      sites: Object.fromEntries(Object.entries(sites ?? {}).filter(([code]) => code !== "CEN")),
      waivers,
    },
  }).map(([name, part]) => {
    const place = join(folder, name);
    writeFileSync(place, JSON.stringify(part));
    return place;
  });
  const registered = await register(() => Hierarchy.fromFiles("contoso", places));
  const file = places.map((place) => relative(pulumi.getRootDirectory(), place).split(sep).join("/"));
  const whole = EVERYTHING.map((one) =>
    one.type === TYPES.hierarchy
      ? { ...one, outputs: { hierarchy: "contoso", upgrades: ["S01", "CEN", "P01"], file } }
      : one,
  );
  expect(registered).toEqual(expect.arrayContaining(whole));
  expect(registered).toHaveLength(whole.length);
});

test("a file beside the hierarchy file registers what its text does", async () => {
  const text = "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\n";
  writeFileSync(join(folder, "copylog.tcf"), text);
  const path = join(folder, "beside.json");
  const inline = `"text":${JSON.stringify(text)}`;
  writeFileSync(
    path,
    JSON.stringify(contosoDocument()).replace(inline, () => '"file":"copylog.tcf"'),
  );
  const registered = await register(() => Hierarchy.fromFile("contoso", path));
  expect(registered.filter(({ type }) => type !== TYPES.hierarchy)).toEqual(
    EVERYTHING.filter(({ type }) => type !== TYPES.hierarchy),
  );
});

test("a name prefix tells two documents of one stack apart, and changes no fact", async () => {
  const prefixed = await register(() => Hierarchy.fromFacts("test", contosoDocument(), { namePrefix: "test-" }));
  expect(prefixed.map(({ name, inputs, outputs }) => ({ name, inputs, outputs }))).toEqual(
    EVERYTHING.map(({ name, inputs, ...rest }) => ({
      name: name === "contoso" ? "test" : `test-${name}`,
      inputs,
      outputs: "outputs" in rest ? rest.outputs : undefined,
    })),
  );
});

test("a parent can be named by its code, as a domain can", async () => {
  const declare = (byCode: boolean) =>
    register(() => {
      const hierarchy = new Hierarchy("contoso", { upgrades: ["CEN", "P01"] });
      const cen = new Site("CEN", { hierarchy, type: "central", build: 1380, domains: [] });
      const parent = byCode ? "CEN" : cen;
      const p01 = new Site("P01", { hierarchy, type: "primary", parent, build: 1380, domains: [] });
      for (const site of [cen, p01]) new Sp2Upgrade(site.code, { site });
    });
  expect(await declare(true)).toEqual(await declare(false));
});

test("a document without upgrades registers the gate alone", async () => {
  const document = { ...contosoDocument(), upgrades: [], waivers: undefined };
  const custom = (await register(() => Hierarchy.fromFacts("contoso", document))).filter(({ type }) =>
    type.includes("Sp2"),
  );
  expect(custom).toEqual([
    {
      type: "sms:index:Sp2Readiness",
      name: "contoso",
      parent: "contoso",
      inputs: { ...GATE, upgrades: [], waivers: [] },
    },
  ]);
});

test("readiness makes the gate at its first use, once", async () => {
  const registered = await register(() => {
    const { hierarchy } = declareContoso();
    const first = (hierarchy as Hierarchy).readiness;
    expect((hierarchy as Hierarchy).readiness).toBe(first);
  });
  expect(registered).toEqual(EVERYTHING);
});

test("the gate carries what the stack configuration says of the judgement, and every digest counts it", async () => {
  const config = {
    "sms:reading": "shared-domains",
    "sms:minimumEvidence": "files",
    "sms:levels": '{"upgrade-order":"mandatory"}',
  };
  const registered = await register(declareContoso, { config });
  const settings = { reading: "shared-domains", minimumEvidence: "files", levels: { "upgrade-order": "mandatory" } };
  const [gate, upgraded] = registered.filter(({ type }) => type.includes("Sp2"));
  expect(gate?.inputs).toEqual({ ...GATE, ...settings });
  expect(upgraded?.inputs["factsDigest"]).toBe(gateDigest({ ...GATE, ...settings } as GateInputs));
  expect(upgraded?.inputs["factsDigest"]).not.toBe(gateDigest(GATE as GateInputs));
});

test("what the program changes in its arguments afterwards changes nothing", async () => {
  const declareAnd = (change: (plan: string[], domain: object, site: { hotfixes: Record<string, object> }) => void) =>
    register(() => {
      const plan = ["CEN"];
      const domain = { pdc: "PDC1", logonPoints: { PDC1: { updatedSinceFix: pulumi.output(true) } } };
      const site = {
        type: "central",
        build: 1380,
        fullVersion: pulumi.output("x"),
        hotfixes: { Q249077: {} },
      } as const;
      const hierarchy = new Hierarchy("contoso", { upgrades: plan });
      const corp = new Domain("CORP", { hierarchy, ...domain });
      const made = new Site("CEN", { hierarchy, ...site, domains: [corp] });
      new Sp2Upgrade("CEN", { site: made });
      change(plan, domain.logonPoints.PDC1, site);
    });
  const changed = await declareAnd((plan, point, site) => {
    plan.push("P01");
    Object.assign(point, { updatedSinceFix: false });
    Object.assign(site.hotfixes["Q249077"]!, { installed: false });
  });
  expect(changed).toEqual(await declareAnd(() => undefined));
});

test("a hierarchy without upgrades whose readiness nobody uses has no gate", async () => {
  const registered = await register(() => new Hierarchy("contoso", {}));
  expect(registered).toEqual([component("Hierarchy", "contoso", undefined, { hierarchy: "contoso", upgrades: [] })]);
});

test("the name of the hierarchy and the codes of its sites can differ from the names of their resources", async () => {
  const registered = await register(() => {
    const hierarchy = new Hierarchy("h", { hierarchy: "contoso", upgrades: ["CEN"] });
    const domain = new Domain("d", { hierarchy, domain: "CORP", pdc: "PDC1" });
    const site = new Site("s", { hierarchy, code: "CEN", type: "central", build: 1380, domains: [domain] });
    new Sp2Upgrade("u", { site });
  });
  const [, , point, , gate, upgraded] = registered;
  expect(registered.map(({ name }) => name)).toEqual(["d", "h", "d/PDC1", "s", "h", "u"]);
  expect(point?.outputs).toEqual({ hierarchy: "contoso", domain: "CORP", server: "PDC1" });
  expect(gate?.inputs).toMatchObject({
    hierarchy: "contoso",
    domains: { CORP: { pdc: "PDC1" } },
    sites: { CEN: { domains: ["CORP"] } },
  });
  expect(upgraded).toMatchObject({ parent: "h", inputs: { hierarchy: "contoso", site: "CEN" } });
});

test("a site or domain of which everything is known travels as one text, others in single values", async () => {
  const document = {
    hierarchy: "contoso",
    domains: { CORP: { pdc: "PDC1", bdcs: undefined }, SALES: { pdc: "PDC2", seniorList: pulumi.output("CEN") } },
    sites: {
      CEN: { type: "central", domains: ["CORP"], build: 1380 },
      P01: { type: "primary", parent: "CEN", build: 1380, domains: [], fullVersion: Promise.resolve(null) },
    },
  } as const;
  const registered = await register(() => Hierarchy.fromFacts("contoso", document as never), { packed: true });
  expect(registered.find(({ type }) => type.endsWith("Sp2Readiness"))?.inputs).toMatchObject({
    domains: { CORP: '{"pdc":"PDC1"}', SALES: { pdc: "PDC2", seniorList: "CEN" } },
    sites: {
      CEN: '{"build":1380,"domains":["CORP"],"type":"central"}',
      P01: { type: "primary", parent: "CEN", build: 1380, domains: [], fullVersion: null },
    },
  });
});

describe("in preview", () => {
  test("a fact that is not known yet travels alone as unknown, and so does every digest that rests on it", async () => {
    const registered = await register(
      () => {
        const hierarchy = new Hierarchy("contoso", { upgrades: ["CEN"] });
        const corp = new Domain("CORP", {
          hierarchy,
          pdc: "PDC1",
          logonPoints: {
            PDC1: { copylog: { text: later<string>(), modified: "2000-06-20T14:30:00Z" }, updatedSinceFix: true },
          },
        });
        const files = { "Bin\\i386\\Nt_logon.dll": later<string>() };
        const known = { type: "central", build: 1380, domains: [corp] } as const;
        const site = new Site("CEN", {
          hierarchy,
          ...known,
          hotfixes: { Q249077: { files }, Q252717: { installed: false } },
        });
        new Site("P01", { hierarchy, type: "primary", parent: site, build: 1239, domains: [], hotfixes: later() });
        new Site("P02", { hierarchy, type: "primary", parent: site, build: 1239, domains: [] });
        new Sp2Upgrade("CEN", { site });
      },
      { preview: true },
    );
    const [domain, , , cen, p01, p02, gate, upgraded] = registered;
    expect([domain, cen, p01, p02].map((one) => String(one?.outputs?.["digest"]).slice(0, 9))).toEqual([
      "(unknown)",
      "(unknown)",
      "(unknown)",
      factsDigest({ type: "primary", parent: "CEN", build: 1239, domains: [] }).toString().slice(0, 9),
    ]);
    expect(gate?.inputs).toMatchObject({
      domains: { CORP: { logonPoints: { PDC1: { copylog: "(unknown)", updatedSinceFix: true } } } },
      sites: {
        CEN: {
          hotfixes: { Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "(unknown)" } }, Q252717: { installed: false } },
        },
        P01: { build: 1239, hotfixes: "(unknown)" },
      },
    });
    expect(upgraded?.inputs).toEqual({
      hierarchy: "contoso",
      site: "CEN",
      clearance: "(unknown)",
      factsDigest: "(unknown)",
    });
  });

  test("the digest of facts that are all known is known, though the clearance is not", async () => {
    const registered = await register(declareContoso, { preview: true });
    const upgrades = registered.filter(({ type }) => type === "sms:index:Sp2Upgrade");
    expect(upgrades.map(({ inputs }) => inputs)).toEqual(
      ["CEN", "P01", "S01"].map((site) => ({
        hierarchy: "contoso",
        site,
        clearance: "(unknown)",
        factsDigest: gateDigest(GATE as GateInputs),
      })),
    );
  });
});

/** An output that is not known in preview. */
function later<T>(): pulumi.Output<T> {
  return new Later().value as pulumi.Output<T>;
}

class Later extends pulumi.CustomResource {
  declare readonly value: pulumi.Output<unknown>;
  constructor() {
    super("test:index:Later", `later-${later.count++}`, { value: undefined });
  }
}
later.count = 0;
