import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import { hierarchyJsonSchema } from "../../../domain/model/document";
import { fileToFacts } from "../../../domain/model/facts";
import { parseHierarchyFile, readHierarchyFile } from "../../../domain/text/hierarchy-file";
import { base, hierarchy, type Changes } from "../../kit/base";

const ROOT = path.join(__dirname, "../../..");
const accepts = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(
  hierarchyJsonSchema(),
);

/** Every hierarchy file below a folder, packages aside. */
function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesIn(file);
    return /\.(ya?ml|json)$/.test(file) && /^\s{0,2}"?hierarchy"?:/m.test(readFileSync(path.join(ROOT, file), "utf8"))
      ? [file]
      : [];
  });
}

/** The hierarchy file of a YAML block in a text. */
const EVERY_KEY: Changes = {
  "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2"],
  "domains/CORP/seniorList": null,
  "domains/CORP/logonPoints": {
    CORPPDC: {
      copylog: { text: "[FILE SOURCE]\r\na=CEN", modified: "2000-06-21T08:00:00.5+02:00" },
      updatedSinceFix: true,
    },
    CORPBDC: { copylog: { owners: ["CEN", "P01"], siteFolders: ["REM"], corrupt: false, clicore: null } },
    CORPBDC2: { logonPoint: false },
  },
  "sites/012": {
    type: "secondary",
    server: "SMS012",
    name: "London, 2nd floor",
    parent: "P01",
    build: 1239,
    version: "2.00.1239.0000",
    fullVersion: null,
    setupType: 6,
    platform: "alpha",
    domains: ["CORP"],
    logonInstallation: false,
    logonDiscovery: true,
    remoteInstallation: false,
    copylogFixInstalled: "2000-06-20T14:30:00Z",
    hotfixes: {
      Q251070: { files: { "Bin\\alpha\\Nt_logon.dll": "2.0.1239.62" } },
      Q252718: { attestedBy: "j.doe", attestedOn: "2000-06-20" },
      Q249077: { installed: false },
    },
  },
  "x-standard": { hotfixes: {} },
  upgrades: ["CEN", "P01", "012"],
  waivers: [{ rule: "senior-site", subject: "CORP", reason: "r", owner: "j.doe", expires: "2000-08-01" }],
};

test("the examples are hierarchy files, and the JSON Schema accepts each of them", () => {
  const files = filesIn("examples");
  expect(files).toContain("examples/hierarchy-file/ready.yaml");
  const refused = files.filter((file) => {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    // A team's part of a hierarchy names sites of the others: its form is that of a hierarchy file all the same.
    if (/^examples\/(teams|stacks)\//.test(file)) return !accepts(parse(text));
    const format = file.endsWith(".json") ? "json" : "yaml";
    parseHierarchyFile(text, format);
    return !accepts(readHierarchyFile(text, format).document);
  });
  expect(refused).toEqual([]);
});

test("the JSON Schema accepts every key, and so does the reader", () => {
  const document = hierarchy(EVERY_KEY);
  expect(() => fileToFacts(document)).not.toThrow();
  accepts(document);
  expect(accepts.errors).toBeNull();
});

test.each<[string, Changes]>([
  ["an unknown key at the root", { comment: "x" }],
  ["an unknown key of a domain", { "domains/CORP/primary": "X" }],
  ["an unknown key of a logon point", { "domains/CORP/logonPoints/CORPPDC/updated": true }],
  ["an unknown key of a Copylog.tcf", { "domains/CORP/logonPoints/CORPPDC/copylog/owner": "CEN" }],
  ["an unknown key of a site", { "sites/P01/buidl": 1380 }],
  ["an unknown key of a hotfix", { "sites/P01/hotfixes/Q249077/version": "2.0.1380.1105" }],
  ["an unknown hotfix", { "sites/P01/hotfixes/Q253151": { installed: false } }],
  ["a bad site code", { "sites/P1": base()["sites"] }],
  ["a reserved site code", { "sites/aux": { type: "primary", parent: "CEN", build: 1380, domains: [] } }],
  ["a bad parent", { "sites/P01/parent": "CENTRAL" }],
  ["a bad domain name", { "domains/CO\\RP": { pdc: "X" } }],
  ["a bad server name", { "domains/CORP/pdc": "\\\\CORPPDC" }],
  ["a bad logon point", { "domains/CORP/logonPoints/A|B": {} }],
  ["an unknown build", { "sites/P01/build": 1400 }],
  ["a build that is a text", { "sites/P01/build": "1380" }],
  ["a version of another build", { "sites/P01/version": "2.0.1400.1" }],
  ["a file without its folder", { "sites/P01/hotfixes/Q249077/files/Nt_logon.dll": "2.0.1380.1105" }],
  ["a file version that is no version", { "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Ccm.dll": "1125" }],
  ["installed: true", { "sites/P01/hotfixes/Q249077": { installed: true } }],
  ["a day that does not exist", { "sites/P01/hotfixes/Q249077": { attestedBy: "j.doe", attestedOn: "1999-02-29" } }],
  ["a time without offset", { "sites/P01/copylogFixInstalled": "2000-06-20T14:30:00" }],
  ["a blank name", { hierarchy: " " }],
  [
    "a waiver of a rule that cannot be waived",
    { waivers: [{ rule: "waiver", subject: "a", reason: "b", owner: "c", expires: "2000-08-01" }] },
  ],
  [
    "a waiver without an owner",
    { waivers: [{ rule: "senior-site", subject: "a", reason: "b", expires: "2000-08-01" }] },
  ],
  ["no sites", { sites: undefined }],
])("%s: neither the JSON Schema nor the reader accepts it", (_, changes) => {
  const document = hierarchy(changes);
  expect(accepts(document)).toBe(false);
  expect(() => fileToFacts(document)).toThrow();
});

test("the JSON Schema explains every key", () => {
  const unexplained: string[] = [];
  const visit = (schema: unknown, place: string): void => {
    if (typeof schema !== "object" || schema === null) return;
    const { properties, additionalProperties, items } = schema as Record<
      string,
      Record<string, { description?: string }>
    >;
    for (const [key, property] of Object.entries(properties ?? {})) {
      if (property.description === undefined) unexplained.push(`${place}.${key}`);
      visit(property, `${place}.${key}`);
    }
    visit(additionalProperties, `${place}.*`);
    visit(items, `${place}[]`);
  };
  visit(hierarchyJsonSchema(), "");
  expect(unexplained).toEqual([]);
  expect(hierarchyJsonSchema()).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "pulumi-sms hierarchy",
  });
});
