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

/** For every fact that can be declared, by its path: a hierarchy, and the same with another value. */
const CHANGED: Readonly<Record<string, readonly [before: Changes, now: Changes]>> = {
  hierarchy: [{}, { hierarchy: "fabrikam" }],
  domains: [{}, { "domains/LAB": { pdc: "LABPDC" } }],
  "domains.*.pdc": [{}, { "domains/CORP/pdc": "CORPBDC", "domains/CORP/bdcs": ["CORPPDC"] }],
  "domains.*.bdcs": [{}, { "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2"] }],
  "domains.*.seniorList": [{}, { "domains/CORP/seniorList": " CEN\r\n" }],
  "domains.*.logonPoints": [{}, { [POINT]: undefined }],
  "domains.*.logonPoints.*.logonPoint": [{}, { [POINT]: { logonPoint: false } }],
  "domains.*.logonPoints.*.copylog": [{}, { [FILE]: undefined }],
  "domains.*.logonPoints.*.copylog.text": [{}, { [FILE]: { text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\n" } }],
  "domains.*.logonPoints.*.copylog.sharedOwner": [{}, { [`${FILE}/sharedOwner`]: "P01" }],
  "domains.*.logonPoints.*.copylog.owners": [
    { [FILE]: { owners: ["CEN", "P01"] } },
    { [FILE]: { owners: ["P01", "CEN"] } },
  ],
  "domains.*.logonPoints.*.copylog.siteFolders": [{}, { [`${FILE}/siteFolders`]: ["CEN"] }],
  "domains.*.logonPoints.*.copylog.corrupt": [{}, { [FILE]: { corrupt: true } }],
  "domains.*.logonPoints.*.copylog.clicore": [
    { [FILE]: { owners: ["CEN"], clicore: "CEN" } },
    { [FILE]: { owners: ["CEN"], clicore: null } },
  ],
  "domains.*.logonPoints.*.copylog.modified": [
    { [`${FILE}/modified`]: "2000-06-20T08:00:00Z" },
    { [`${FILE}/modified`]: "2000-06-20T08:00:01Z" },
  ],
  "domains.*.logonPoints.*.updatedSinceFix": [{}, { [`${POINT}/updatedSinceFix`]: undefined }],
  "domains.*.logonPoints.*.notRead": [{ [POINT]: {} }, { [POINT]: { notRead: "timed out" } }],
  sites: [{}, { "sites/S01": S01 }],
  "sites.*.server": [{}, { [`${SITE}/server`]: "SMSP01" }],
  "sites.*.name": [{ [`${SITE}/name`]: "London" }, { [`${SITE}/name`]: "Paris" }],
  "sites.*.domains": [{}, { [`${SITE}/domains`]: [] }],
  "sites.*.type": [{}, { [`${SITE}/type`]: "secondary" }],
  "sites.*.parent": [
    { "sites/S01": S01, "sites/P02": { ...S01, type: "primary" } },
    { "sites/S01": { ...S01, parent: "P02" }, "sites/P02": { ...S01, type: "primary" } },
  ],
  "sites.*.build": [{}, { [`${SITE}/build`]: 1239 }],
  "sites.*.version": [{}, { [`${SITE}/version`]: "2.0.1380.1000" }],
  "sites.*.fullVersion": [{}, { [`${SITE}/fullVersion`]: null }],
  "sites.*.setupType": [{ [`${SITE}/setupType`]: 2 }, { [`${SITE}/setupType`]: 6 }],
  "sites.*.platform": [{}, { [`${SITE}/platform`]: "alpha" }],
  "sites.*.logonInstallation": [{}, { [`${SITE}/logonInstallation`]: false }],
  "sites.*.logonDiscovery": [{}, { [`${SITE}/logonDiscovery`]: false }],
  "sites.*.remoteInstallation": [{}, { [`${SITE}/remoteInstallation`]: false }],
  "sites.*.copylogFixInstalled": [{}, { [`${SITE}/copylogFixInstalled`]: "2000-06-20T08:00:00Z" }],
  "sites.*.notRead": [{}, { [`${SITE}/notRead`]: "timed out" }],
  "sites.*.hotfixes": [{}, { [FIX]: undefined }],
  "sites.*.hotfixes.*.installed": [{ [FIX]: undefined }, { [FIX]: { installed: false } }],
  "sites.*.hotfixes.*.files": [{}, { [`${FIX}/files/Bin\\i386\\Nt_logon.dll`]: "2.0.1380.1106" }],
  "sites.*.hotfixes.*.attestedBy": [{ [FIX]: ATTESTED }, { [FIX]: { ...ATTESTED, attestedBy: "J.Doe" } }],
  "sites.*.hotfixes.*.attestedOn": [{ [FIX]: ATTESTED }, { [FIX]: { ...ATTESTED, attestedOn: "2000-06-21" } }],
  upgrades: [{ upgrades: ["CEN", "P01"] }, { upgrades: ["P01", "CEN"] }],
  waivers: [{}, waived({})],
  "waivers.rule": [waived({}), waived({ rule: "hotfix-prerequisites" })],
  "waivers.subject": [waived({}), waived({ subject: "p01" })],
  "waivers.reason": [waived({}), waived({ reason: "another" })],
  "waivers.owner": [waived({}), waived({ owner: "another" })],
  "waivers.expires": [waived({}), waived({ expires: "2000-07-30" })],
};

/** The paths of all keys of a hierarchy file; names that people choose are a star. */
function pathsOf(schema: unknown, path = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, additionalProperties, ...others } = schema as Record<string, unknown>;
  return [
    ...Object.entries(properties as object).flatMap(([key, own]) => {
      const at = `${path}${/^Q\d+$/.test(key) ? "*" : key}`;
      return [...(at.endsWith("*") ? [] : [at]), ...pathsOf(own, `${at}.`)];
    }),
    ...pathsOf(additionalProperties, `${path}*.`),
    ...Object.values(others).flatMap((own) => pathsOf(own, path)),
  ];
}

test("every fact that can be declared is in the table", () => {
  const known = new Set(pathsOf(hierarchyJsonSchema()));
  expect(Object.keys(CHANGED).filter((path) => !known.has(path))).toEqual([]);
  expect([...known].filter((path) => !NO_FACTS.has(path) && !Object.hasOwn(CHANGED, path))).toEqual([]);
});

/** A file is read when the document is: its text is the fact. */
const NO_FACTS = new Set(["domains.*.logonPoints.*.copylog.file"]);

test.each(Object.entries(CHANGED))("a change of %s is told, not as mere spelling", (_, [before, now]) => {
  const { changes } = compare(asBase(reviewOf([hierarchy(before)])), reviewOf([hierarchy(now)]));
  expect(changes.filter(({ kind }) => kind !== "spelling")).not.toEqual([]);
});
