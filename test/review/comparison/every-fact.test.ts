import { hierarchyJsonSchema } from "../../../domain/model/document";
import { compare } from "../../../review/comparison/compare";
import { hierarchy, type Changes } from "../../kit/base";
import { asBase, reviewOf } from "../../kit/review/samples";

const SITE = "sites/P01";
const FIX = `${SITE}/hotfixes/Q249077`;
const POINT = "domains/CORP/logonPoints/CORPBDC";
const FILE = `${POINT}/copylog`;
const S01 = { type: "secondary", parent: "CEN", build: 1380, domains: [] };
const WAIVER = { rule: "hotfix-evidence", subject: "P01", reason: "r", owner: "o", expires: "2000-07-31" };
const ATTESTED = { attestedBy: "j.doe", attestedOn: "2000-06-20" };
const waived = (change: object): Changes => ({ waivers: [{ ...WAIVER, ...change }] });

/** For every fact that can be declared, by the name of its key: a hierarchy, and the same with another value. */
const CHANGED: Readonly<Record<string, readonly [before: Changes, now: Changes]>> = {
  hierarchy: [{}, { hierarchy: "fabrikam" }],
  domains: [{}, { "domains/LAB": { pdc: "LABPDC" } }],
  pdc: [{}, { "domains/CORP/pdc": "CORPBDC", "domains/CORP/bdcs": ["CORPPDC"] }],
  bdcs: [{}, { "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2"] }],
  seniorList: [{}, { "domains/CORP/seniorList": " CEN\r\n" }],
  logonPoints: [{}, { [POINT]: undefined }],
  logonPoint: [{}, { [POINT]: { logonPoint: false } }],
  copylog: [{}, { [FILE]: undefined }],
  text: [{}, { [FILE]: { text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\n" } }],
  sharedOwner: [{}, { [`${FILE}/sharedOwner`]: "P01" }],
  owners: [{ [FILE]: { owners: ["CEN", "P01"] } }, { [FILE]: { owners: ["P01", "CEN"] } }],
  siteFolders: [{}, { [`${FILE}/siteFolders`]: ["CEN"] }],
  corrupt: [{}, { [FILE]: { corrupt: true } }],
  hash: [{ [`${FILE}/hash`]: "a" }, { [`${FILE}/hash`]: "b" }],
  modified: [{ [`${FILE}/modified`]: "2000-06-20T08:00:00Z" }, { [`${FILE}/modified`]: "2000-06-20T08:00:01Z" }],
  updatedSinceFix: [{}, { [`${POINT}/updatedSinceFix`]: undefined }],
  sites: [{}, { "sites/S01": S01 }],
  type: [{}, { [`${SITE}/type`]: "secondary" }],
  parent: [
    { "sites/S01": S01, "sites/P02": { ...S01, type: "primary" } },
    { "sites/S01": { ...S01, parent: "P02" }, "sites/P02": { ...S01, type: "primary" } },
  ],
  build: [{}, { [`${SITE}/build`]: 1239 }],
  version: [{}, { [`${SITE}/version`]: "2.0.1380.1000" }],
  fullVersion: [{}, { [`${SITE}/fullVersion`]: null }],
  setupType: [{ [`${SITE}/setupType`]: 2 }, { [`${SITE}/setupType`]: 6 }],
  platform: [{}, { [`${SITE}/platform`]: "alpha" }],
  logonInstallation: [{}, { [`${SITE}/logonInstallation`]: false }],
  logonDiscovery: [{}, { [`${SITE}/logonDiscovery`]: false }],
  remoteInstallation: [{}, { [`${SITE}/remoteInstallation`]: false }],
  copylogFixInstalled: [{}, { [`${SITE}/copylogFixInstalled`]: "2000-06-20T08:00:00Z" }],
  hotfixes: [{}, { [FIX]: undefined }],
  installed: [{ [FIX]: undefined }, { [FIX]: { installed: false } }],
  files: [{}, { [`${FIX}/files/Bin\\i386\\Nt_logon.dll`]: "2.0.1380.1106" }],
  attestedBy: [{ [FIX]: ATTESTED }, { [FIX]: { ...ATTESTED, attestedBy: "J.Doe" } }],
  attestedOn: [{ [FIX]: ATTESTED }, { [FIX]: { ...ATTESTED, attestedOn: "2000-06-21" } }],
  upgrades: [{ upgrades: ["CEN", "P01"] }, { upgrades: ["P01", "CEN"] }],
  waivers: [{}, waived({})],
  rule: [waived({}), waived({ rule: "hotfix-prerequisites" })],
  subject: [waived({}), waived({ subject: "p01" })],
  reason: [waived({}), waived({ reason: "another" })],
  owner: [waived({}), waived({ owner: "another" })],
  expires: [waived({}), waived({ expires: "2000-07-30" })],
};

/** The names of all keys of a hierarchy file. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [
    ...Object.keys(properties),
    ...Object.values(schema).flatMap(keysOf),
    ...Object.values(properties).flatMap(keysOf),
  ];
}

test("every fact that can be declared is in the table", () => {
  const { properties } = hierarchyJsonSchema() as { properties: Record<string, unknown> };
  const known = new Set(["properties", ...keysOf({ properties })]);
  expect(Object.keys(CHANGED).filter((key) => !known.has(key))).toEqual([]);
  const facts = [...known].filter((key) => !NO_FACTS.has(key) && !/^Q\d+$/.test(key));
  expect(facts.filter((key) => !Object.hasOwn(CHANGED, key))).toEqual([]);
});

const NO_FACTS = new Set(["properties"]);

test.each(Object.entries(CHANGED))("a change of %s is told, not as mere spelling", (_, [before, now]) => {
  const { changes } = compare(asBase(reviewOf([hierarchy(before)])), reviewOf([hierarchy(now)]));
  expect(changes.filter(({ kind }) => kind !== "spelling")).not.toEqual([]);
});
