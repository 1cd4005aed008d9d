import { RULES } from "../../rules";
import { gate, inPreview, Run, upgrade, type Resource } from "../kit/analyzer";
import { findingsOf, hierarchy, RELEASE_FILES, type Changes, type Options } from "../kit/base";

const waiver = (expires: string) => ({
  waivers: [{ rule: "senior-site", subject: "CORP", reason: "r", owner: "o", expires }],
});
const secondary: Changes = { "sites/P01/type": "secondary" };
const point = (copylog: unknown): Changes => ({
  "domains/CORP/logonPoints/CORPBDC": { copylog, updatedSinceFix: true },
});
const sp2: Changes = { "sites/CEN/build": 1493, "sites/CEN/hotfixes": undefined };
const named = (code: string): Changes => ({
  "sites/P01": undefined,
  [`sites/${code}`]: { type: "primary", parent: "CEN", build: 1493, domains: [] },
});
const NT_LOGON = "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll";

/** The smallest change to a hierarchy without findings that brings each code about. */
const OF_FACTS: Record<string, [changes: Changes, options?: Options]> = {
  "missing-hotfix": [{ "sites/P01/hotfixes/Q249077": undefined }],
  "wrong-build-hotfix": [{ "sites/P01/hotfixes": RELEASE_FILES }],
  "evidence-too-old": [{ [NT_LOGON]: "2.0.1380.1104" }],
  "evidence-insufficient": [{ [NT_LOGON]: "2.0.1380.1405" }],
  "senior-site-ambiguous": [{ "domains/CORP/seniorList": undefined }],
  "senior-site-invalid": [{ "domains/CORP/seniorList": "OLD" }],
  "senior-site-not-honoured": [{ "sites/CEN/build": 1239 }],
  "copylog-not-updated": [{ "domains/CORP/logonPoints/CORPBDC": undefined }],
  "copylog-corrupt": [point({ corrupt: true })],
  "copylog-stale-site": [point({ sharedOwner: "OLD" })],
  order: [{ upgrades: ["P01"] }],
  "waiver-conditions": [waiver("2099-01-01")],
  "waiver-expired": [waiver("2000-06-30")],
  "waiver-unused": [waiver("2000-07-01")],
  "domain-name-case": [{ "sites/P01/domains": ["Corp"] }],
  "lower-case-site-code": [named("p01")],
  "site-code-equals-domain": [{ ...named("LAB"), "sites/LAB/build": 1380, "domains/LAB": { pdc: "LABPDC" } }],
  "older-facts": [{ "sites/P01/build": 1493 }],
  "full-version-mismatch": [{ ...secondary, "sites/P01/fullVersion": null }],
  "setup-type-mismatch": [{ ...secondary, "sites/P01/setupType": 6 }],
  "nt-logon-versions-differ": [{ [NT_LOGON]: "2.0.1380.1106" }],
  "remote-installation-off": [{ "sites/P01/remoteInstallation": false, "sites/P01/hotfixes/Q252717": undefined }],
  "boundaries-not-judged": [
    { "sites/S01": { type: "secondary", parent: "P01", build: 1380, domains: [] } },
    { reading: "shared-domains" },
  ],
  "half-upgraded-domain": [sp2],
  "partial-upgrade-plan": [{ upgrades: ["CEN"] }],
  "save-senior-list": [{ upgrades: ["CEN", "P01"] }],
  "rule-not-applicable": [{ "sites/P01/domains": [] }],
  "short-domain-name": [{ "domains/LAB": { pdc: "LABPDC" }, "sites/P01/domains": ["CORP", "LAB"] }],
  "left-domain-listed": [{ "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false }],
  "ccm-without-shared-domain": [{ "sites/P01/domains": [], "sites/P01/hotfixes/Q252717": undefined }],
  "alpha-network-monitor": [{ "sites/P01/platform": "alpha", upgrades: ["P01"] }],
  "mixed-service-packs": [{ "sites/P01/build": 1239 }],
  "pdc-not-logon-point": [{ "domains/CORP/logonPoints/CORPPDC": { logonPoint: false } }],
  "no-logon-point": [
    { "domains/CORP/logonPoints": { CORPPDC: { logonPoint: false }, CORPBDC: { logonPoint: false } } },
  ],
  "site-folder-missing": [point({ sharedOwner: "CEN", siteFolders: ["CEN"] })],
};

/** What only a policy pack finds: codes of upgrade-gate. */
const OF_RESOURCES: Record<string, Resource> = {
  "ungated-upgrade": upgrade("CEN", gate()),
  "incomplete-hierarchy": gate({ "sites/P01/build": 1400 }),
};

test("every code of every rule is in one of the tables", () => {
  const codes = RULES.flatMap((rule) => Object.keys(rule.codes));
  // Only a review finds that the pack refuses more than the rules.
  expect([...Object.keys(OF_FACTS), ...Object.keys(OF_RESOURCES), "refused-by-policy"].sort()).toEqual(codes.sort());
});

test.each(Object.entries(OF_FACTS))("%s is found", (code, [changes, options]) => {
  const rule = RULES.find(({ codes }) => Object.hasOwn(codes, code));
  const rows = findingsOf(hierarchy(changes), options).map((row) => row.split(" ").slice(0, 2).join(" "));
  expect(rows).toContain(`${rule?.id} ${code}`);
});

test("without any of these changes nothing is found", () => {
  expect(findingsOf(hierarchy())).toEqual([]);
});

test.each(Object.entries(OF_RESOURCES))("%s is found", async (code, resource) => {
  await inPreview(false);
  const [violation] = await new Run().analyze(resource);
  expect([violation?.policy, violation?.message.split("\n")[1]]).toEqual([
    "upgrade-gate",
    expect.stringContaining(`${code}: `),
  ]);
});
