import * as fs from "node:fs";
import * as path from "node:path";
import { Lab, ROOT, type Reviewed } from "../kit/engine/lab";

/** The first line of a program of the lab, below what the lab puts before it. */
const FIRST = 6;
const BROKEN = "doc.sites.S01.hotfixes.Q252717 = { installed: false };";
const program = (change = "", after = "") =>
  `const doc = facts(); ${change}\nsms.Hierarchy.fromFacts("contoso", doc);\n${after}`;
const gate = (settings: Record<string, unknown>) => ({ "upgrade-gate": settings });

/** Findings as `code subject file:line`, sorted; advice only where it is asked for. */
function findingsIn({ review }: Reviewed, shown = "mandatory"): string[] {
  const all = [...review.engineFindings, ...review.hierarchies.flatMap(({ findings }) => findings)];
  return all
    .filter(({ level }) => level === shown)
    .map(({ code, subject, place, waivedBy }) => {
      const at = place === undefined ? "nowhere" : `${path.posix.basename(place.file)}:${place.line}`;
      return `${code} ${subject.name} ${at}${waivedBy === undefined ? "" : " waived"}`;
    })
    .sort();
}

const summary = ({ code, review }: Reviewed) => [
  code,
  review.verdict,
  ...review.failures.map(({ kind, message }) => `${kind}: ${message.split("\n").slice(0, 2).join(" ").slice(0, 160)}`),
];

/** The line of a file of the checkout that has a text, from 1. */
const lineOf = (file: string, text: string) =>
  fs
    .readFileSync(path.join(ROOT, file), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(text)) + 1;

describe("the examples", () => {
  test("every finding of the refused program is at the line that declares its subject", async () => {
    const at = (text: string) => `index.ts:${lineOf("examples/refused/index.ts", text)}`;
    const reviewed = await Lab.ofProject("examples/refused").review();
    expect(summary(reviewed)).toEqual([1, "blocked"]);
    expect(findingsIn(reviewed)).toEqual([
      `copylog-not-updated CORPBDC1 ${at('sms.Domain("CORP"')}`,
      `copylog-not-updated SALESPDC ${at('sms.Domain("SALES"')}`,
      `evidence-insufficient S01 ${at('sms.Site("S01"')}`,
      `evidence-too-old P01 ${at('sms.Site("P01"')}`,
      `missing-hotfix S01 ${at('sms.Site("S01"')}`,
      `senior-site-ambiguous SALES ${at('sms.Domain("SALES"')}`,
      `wrong-build-hotfix P01 ${at('sms.Site("P01"')}`,
    ]);
  });

  test("the root project is ready, and its subject is project and stack", async () => {
    const reviewed = await Lab.ofProject(".").review();
    expect([...summary(reviewed), reviewed.review.subject]).toEqual([0, "ready", expect.stringMatching(/.\/dev$/)]);
  });

  test("every finding of a hierarchy file is at its line of the file", async () => {
    const lab = Lab.ofProject("examples/hierarchy-file", { "contoso-hierarchy-file:file": "refused.yaml" });
    const reviewed = await lab.review();
    const at = (text: string) => `refused.yaml:${lineOf("examples/hierarchy-file/refused.yaml", text)}`;
    expect(summary(reviewed)).toEqual([1, "blocked"]);
    expect(findingsIn(reviewed)).toEqual([
      `copylog-not-updated CORPBDC1 ${at("CORPBDC1: {")}`,
      `copylog-not-updated SALESPDC ${at("pdc: SALESPDC")}`,
      expect.stringMatching(/^evidence-insufficient S01 refused.yaml:\d+$/),
      expect.stringMatching(/^evidence-too-old P01 refused.yaml:\d+$/),
      expect.stringMatching(/^missing-hotfix S01 refused.yaml:\d+$/),
      `senior-site-ambiguous SALES ${at("seniorList: null")}`,
      expect.stringMatching(/^wrong-build-hotfix P01 refused.yaml:\d+$/),
    ]);
  });

  test("evidence that this update will produce is pending, and refuses nothing", async () => {
    const config = { "contoso-evidence-at-apply:ntLogonVersion": "2.0.1380.1105" };
    const reviewed = await Lab.ofProject("examples/evidence-at-apply", config).review();
    expect(summary(reviewed)).toEqual([0, "pending"]);
  });
});

describe("a preview that fails", () => {
  test.each<[string, string, string, number | undefined]>([
    ["throws before its upgrades", `throw new TypeError("too early");`, "TypeError: too early", FIRST],
    ["throws after its upgrades", program("", `throw new TypeError("too late");`), "TypeError: too late", FIRST + 2],
    ["does not compile", "const = ;", "SyntaxError", undefined],
    [
      "gives a component a wrong input",
      `new sms.Hierarchy("contoso", { upgrades: ["TOOLONG"] });`,
      'Hierarchy "contoso" is refused',
      FIRST,
    ],
    [
      "has a secret among its facts",
      program(`doc.sites.CEN.fullVersion = pulumi.secret("x");`),
      "found a secret",
      undefined,
    ],
    ["has no plugin", `new pulumi.CustomResource("none:index:None", "none", {});`, "pulumi-resource-none", undefined],
    ["declares no hierarchy", `new pulumi.ComponentResource("a:b:C", "c");`, "declares no SMS hierarchy", undefined],
  ])("is told with its reason and is never green: a program that %s", async (_, text, says, line) => {
    const { code, review } = await Lab.ofProgram(text).review();
    const [first] = review.failures;
    expect([code, review.verdict, review.failures.length]).toEqual([2, "failed", 1]);
    expect(first?.message).toContain(says);
    expect(first?.message).not.toMatch(/node_modules/);
    if (line !== undefined) expect(first?.place).toMatchObject({ file: expect.stringMatching(/index\.js$/), line });
  });

  test("a TypeScript program that does not compile is told with its line", async () => {
    const { code, review } = await Lab.ofTypeScript(`export const a = 1;\nconst b: string = a;\n`).review();
    expect([code, review.failures.map(({ place }) => place?.line)]).toEqual([2, [2]]);
  });

  test("a stack that does not exist", async () => {
    const { code, review } = await Lab.ofProgram(program()).review({ args: ["--stack", "nowhere"] });
    expect([code, review.failures.map(({ message }) => message)]).toEqual([
      2,
      [expect.stringContaining("no stack named")],
    ]);
  });

  test("words of a secret stay hidden, and make no difference where other texts share them", async () => {
    const lab = Lab.ofProgram(program(BROKEN));
    await lab.run("config set --secret", { pack: false, args: ["attack:name", "contoso"] });
    const files = await lab.previewFiles();
    expect(summary(await lab.reviewOf(files))).toEqual([1, "blocked"]);
    lab.write(`throw new Error("the name is contoso");`);
    const { output, review } = await lab.review();
    expect(review.failures[0]?.message).toContain("the name is [secret]");
    expect(output).not.toContain("is contoso");
  });
});

describe("what decides is told", () => {
  test("the configuration after -- is the review's too", async () => {
    const pack = gate({ levels: { "hotfix-prerequisites": "advisory" } });
    const lab = Lab.ofProgram(program(BROKEN));
    const reviewed = await lab.review({ pack });
    expect(summary(reviewed)).toEqual([1, "blocked"]);
    expect(reviewed.review.remarks).toEqual([expect.stringContaining("lowered by the organisation alone")]);
    await lab.configure("sms:levels", JSON.stringify({ "hotfix-prerequisites": "advisory" }));
    const both = await lab.review({ pack });
    expect(summary(both)).toEqual([0, "ready"]);
    expect(both.review.hierarchies[0]?.governance.levels).toEqual({ "hotfix-prerequisites": "advisory" });
  });

  test("the same preview under another configuration is a difference", async () => {
    const lab = Lab.ofProgram(program(BROKEN), {
      "sms:levels": JSON.stringify({ "hotfix-prerequisites": "advisory" }),
    });
    const files = await lab.previewFiles({ pack: gate({ reading: "every-site" }) });
    expect(summary(await lab.reviewOf(files, gate({ reading: "every-site" })))).toEqual([1, "blocked"]);
    expect(summary(await lab.reviewOf(files, { other: { enforcementLevel: "advisory" } }))).toEqual([1, "blocked"]);
    const lowered = await lab.reviewOf(files, gate({ levels: { "hotfix-prerequisites": "advisory" } }));
    expect(summary(lowered)).toEqual([
      2,
      "failed",
      "difference: the policy advice of sms 0.1.0 does not report at contoso what the rules find.",
    ]);
    const unreadable = await lab.reviewOf(files, gate({ reading: "loose" }));
    expect(summary(unreadable)).toEqual([2, "failed", expect.stringContaining("input: --policy-pack-config: found")]);
  });

  test.each<[string, Record<string, unknown>, unknown[]]>([
    [
      "upgrade-gate switched off",
      { "upgrade-gate": "disabled" },
      [2, "failed", expect.stringContaining("did not check")],
    ],
    ["every policy made advice", { all: "advisory" }, [2, "failed", expect.stringContaining("refuses nothing")]],
    ["the policy of a rule switched off, which lifts nothing", { "hotfix-prerequisites": "disabled" }, [1, "blocked"]],
    ["waivers forbidden, and none there", gate({ waivers: "none", minimumEvidence: "files" }), [1, "blocked"]],
  ])("%s", async (_, pack, expected) => {
    expect(summary(await Lab.ofProgram(program(BROKEN)).review({ pack }))).toEqual(expected);
  });

  test.each([
    { what: "a pack without the policies", pack: "", broken: "", says: "did not check the gate" },
    {
      what: "a pack that refuses what the rules let pass",
      pack: REFUSES("never on a stack"),
      broken: "",
      says: "never on a stack",
    },
  ])("$what is no green review", async ({ pack, broken, says }) => {
    const lab = Lab.ofProgram(program(broken));
    const own = packIn(lab, pack);
    const both = pack === "" ? [] : ["--policy-pack", path.join(ROOT, "policy-pack")];
    const reviewed = await lab.review({ args: ["--policy-pack", own, ...both] });
    expect(summary(reviewed)).toEqual([2, "failed", expect.stringContaining(says)]);
  });
});

describe("what the facts of a gate do not show", () => {
  const RAW = `
class Raw extends pulumi.CustomResource { constructor(type, name, args, opts) { super(type, name, { clearance: undefined, ...args }, opts); } }
const { gateDigest, formatClearance } = require(${JSON.stringify(path.join(ROOT, "dist", "domain", "carried", "gate.js"))});
const good = facts(); const { parent, ...s01 } = good.sites.S01;
const gate = (doc) => ["sms:index:Sp2Readiness", "contoso", doc];
const upgrade = (doc, clearance) => ["sms:index:Sp2Upgrade", "CEN", { hierarchy: "contoso", site: "CEN", factsDigest: gateDigest(doc), clearance }];
const clear = (doc) => formatClearance({ digest: gateDigest(doc), hierarchy: doc.hierarchy });
`;
  const LINE = FIRST + RAW.split("\n").length - 1;

  test.each<[string, string, string[]]>([
    [
      "a clearance that does not come from the gate",
      `const g = new Raw(...gate(good));\nnew Raw(...upgrade(good, clear(good)), { dependsOn: g });`,
      [`ungated-upgrade CEN index.js:${LINE + 1}`],
    ],
    [
      "an upgrade without any gate",
      `new Raw(...upgrade(good, clear(good)));`,
      [`ungated-upgrade CEN index.js:${LINE}`, `ungated-upgrade CEN index.js:${LINE}`],
    ],
    [
      "a site that the gate leaves out",
      `const h = new sms.Hierarchy("contoso", { upgrades: ["CEN"] }); new sms.Domain("CORP", { hierarchy: h, ...good.domains.CORP });
const cen = new sms.Site("CEN", { hierarchy: h, ...good.sites.CEN }); new sms.Site("S01", { hierarchy: h, ...s01, parent: cen });
const doc = facts(); doc.upgrades = ["CEN"]; delete doc.sites.S01; delete doc.sites.P01;
const g = new Raw(...gate(doc)); new Raw(...upgrade(doc, g.clearance));`,
      [`incomplete-hierarchy contoso index.js:${LINE + 3}`],
    ],
  ])("%s is refused at its line", async (_, text, expected) => {
    const reviewed = await Lab.ofProgram(RAW + text).review();
    expect([...summary(reviewed), ...findingsIn(reviewed)]).toEqual([1, "blocked", ...expected]);
  });
});

test("each of two hierarchies is judged, with the waivers that are in force", async () => {
  const day = (ahead: number) => new Date(Date.now() + ahead * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const waiver = (subject: string, ahead: number) =>
    `{ rule: "hotfix-prerequisites", subject: "${subject}", reason: "lab\\nsite", owner: "j.doe", expires: "${day(ahead)}" }`;
  const reviewed = await Lab.ofProgram(
    `
const doc = facts(); ${BROKEN} doc.waivers = [${waiver("S01", 0)}];
const other = facts("X"); other.hierarchy = "another"; other.sites.S01.hotfixes.Q252717 = { installed: false };
other.waivers = [${waiver("S01", -1)}];
sms.Hierarchy.fromFacts("contoso", doc);
sms.Hierarchy.fromFacts("another", other, { namePrefix: "other-" });`,
  ).review();
  expect(summary(reviewed)).toEqual([1, "blocked"]);
  expect(reviewed.review.hierarchies.map(({ hierarchy, verdict }) => [hierarchy, verdict])).toEqual([
    ["another", "blocked"],
    ["contoso", "ready"],
  ]);
  expect(findingsIn(reviewed)).toEqual([
    `missing-hotfix S01 index.js:${FIRST + 4} waived`,
    `missing-hotfix S01 index.js:${FIRST + 5}`,
  ]);
});

test("a hierarchy without an upgrade is not judged, and that is no failure", async () => {
  const reviewed = await Lab.ofProgram(
    `
const hierarchy = new sms.Hierarchy("contoso");
new sms.Site("CEN", { hierarchy, type: "central", build: 1380, domains: [] });`,
  ).review();
  expect([...summary(reviewed), reviewed.review.ungated]).toEqual([0, "not checked", ["contoso"]]);
});

test("a stack that is applied is judged like a new one, in part, refreshed, and once the hierarchy is gone", async () => {
  const lab = Lab.ofProgram(program("", `new pulumi.ComponentResource("a:b:C", "c");`));
  expect((await lab.upWithoutPreview()).code).toBe(0);
  expect(summary(await lab.review())).toEqual([0, "ready"]);
  const component = `new pulumi.ComponentResource("a:b:C", "c");`;
  lab.write(program(BROKEN, component));
  const part = await lab.review({ args: ["--target", "urn:pulumi:dev::attack::a:b:C::c"] });
  // What is not a target keeps its facts; the review says that others are declared.
  expect(summary(part)).toEqual([0, "ready"]);
  expect(findingsIn(part, "advisory")).toContain(`incomplete-hierarchy contoso index.js:${FIRST + 1}`);
  expect(part.review.remarks).toEqual([expect.stringContaining("checked as the last update left it")]);
  lab.write(program(BROKEN));
  expect(summary(await lab.review({ args: ["--refresh"] }))).toEqual([1, "blocked"]);
  lab.write(component);
  const gone = await lab.review({ args: ["--refresh"] });
  expect(summary(gone)).toEqual([2, "failed", expect.stringContaining("declares no SMS hierarchy")]);
});

test.each<[string, string, string[], string]>([
  [
    "a folder of the plugin that is not there",
    "plugins: { providers: [{ name: sms, path: no/such }] }",
    [],
    "no folder at path",
  ],
  ["a policy pack that is not there", "", ["--policy-pack", "nope"], "nope"],
  ["a program that is not there", "main: nope.js", [], "nope.js"],
])("what the engine says before its first event is told in its words: %s", async (_, line, args, says) => {
  const lab = Lab.ofProgram(program(""));
  const file = path.join(lab.project, "Pulumi.yaml");
  const own = fs.readFileSync(file, "utf8");
  const key = line.split(":")[0] ?? "";
  fs.writeFileSync(
    file,
    line === "" ? own : `${own.replace(new RegExp(`^${key}:[^]*?(?=^\\S|$(?![^]))`, "m"), "")}${line}\n`,
  );
  const reviewed = await lab.review({ args });
  expect(summary(reviewed)).toEqual([2, "failed", expect.stringContaining(says)]);
  expect(reviewed.review.subject).not.toBe("");
});

test("a preview of something else alone says that it leaves out the gate", async () => {
  const lab = Lab.ofProgram(program("", `new pulumi.ComponentResource("a:b:C", "c");`));
  const reviewed = await lab.review({ args: ["--target", "urn:pulumi:dev::attack::a:b:C::c"] });
  expect(summary(reviewed)).toEqual([2, "failed", expect.stringContaining("The preview has no gate of contoso")]);
});

test("places are right below folders with blanks and umlauts, with main in a sub-folder, in a JSON file", async () => {
  const facts = { hierarchy: "filed", sites: { CEN: { type: "central", build: 1380, domains: ["CORP"] } } };
  const file = JSON.stringify(
    { ...facts, domains: { CORP: { pdc: "XPDC1" } }, upgrades: ["CEN", "P01"] },
    undefined,
    1,
  );
  const text = file.replace(
    '"CEN": {',
    '"P01": { "type": "primary", "parent": "CEN", "build": 1380, "domains": ["CORP"] },\n  "CEN": {',
  );
  const lab = Lab.ofFiles(
    {
      "src/über uns/index.js": `sms.Hierarchy.fromFile("filed", "src/daten/h 1.json");\n${program(BROKEN).replace("fromFacts(", "fromFacts(\n ").replace("doc)", 'doc, { namePrefix: "x-" })')}`,
      "src/daten/h 1.json": text,
    },
    "src/über uns/index.js",
    "ein Projekt/mit ä",
  );
  const reviewed = await lab.review();
  expect(summary(reviewed)).toEqual([1, "blocked"]);
  const line = (found: string) => text.split("\n").findIndex((one) => one.includes(found)) + 1;
  expect([...new Set(findingsIn(reviewed))]).toEqual([
    `copylog-not-updated XPDC1 h 1.json:${line('"pdc"')}`,
    `missing-hotfix CEN h 1.json:${line('"CEN": {')}`,
    `missing-hotfix P01 h 1.json:${line('"P01": {')}`,
    `missing-hotfix S01 index.js:${FIRST + 2}`,
    `senior-site-ambiguous CORP h 1.json:${line('"CORP": {')}`,
  ]);
  const folder = path.relative(ROOT, lab.project).split(path.sep).join("/");
  const places = reviewed.review.hierarchies.flatMap(({ findings }) => findings.map(({ place }) => place?.file));
  expect([...new Set(places)].sort()).toEqual([`${folder}/src/daten/h 1.json`, `${folder}/src/über uns/index.js`]);
});

test("an ES module is judged, though the SDK does not tell its lines", async () => {
  const kit = path.join(__dirname, "../kit/engine/program-kit.cjs");
  const text = `import * as sms from "pulumi-sms";\nimport { createRequire } from "node:module";
const { facts } = createRequire(import.meta.url)(${JSON.stringify(kit)});\n${program(BROKEN)}`;
  const reviewed = await Lab.ofFiles({ "index.mjs": text }, "index.mjs", "project").review();
  expect([...summary(reviewed), ...findingsIn(reviewed)]).toEqual([1, "blocked", "missing-hotfix S01 nowhere"]);
});

function REFUSES(message: string): string {
  return `{ name: "no-stacks", description: "No stacks.", enforcementLevel: "mandatory", validateStack: (_, report) => report("${message}") }`;
}

/** A policy pack of an organisation with these policies, beside the project. */
function packIn(lab: Lab, policies: string): string {
  const folder = path.join(path.dirname(lab.project), "own-pack");
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  fs.writeFileSync(
    path.join(folder, "package.json"),
    `{ "name": "${path.basename(path.dirname(folder))}", "version": "1.0.0", "main": "index.js" }`,
  );
  fs.writeFileSync(
    path.join(folder, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy"); new PolicyPack("own", { policies: [${policies}] });`,
  );
  return folder;
}
