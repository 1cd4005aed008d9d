import { fileToFacts, toFacts, writtenFacts } from "../../../domain/model/facts";
import type { HierarchyInput } from "../../../domain/model/document";
import { PENDING } from "../../../domain/pending";
import { hierarchy, type Changes } from "../../kit/base";

const POINT = "domains/CORP/logonPoints/CORPPDC";
const TEXT = "[FILE SOURCE]\r\nx86.bin\\clicore.exe=cen\r\ni386\\msvcrt.dll=P01\r\nSITES\\REM\\netconf.ncf=REM\r\n";
const SUMMARY = {
  corrupt: false,
  owners: ["CEN", "P01"],
  siteFolders: ["REM"],
  clicore: "CEN",
};

function pointOf(changes: Changes): unknown {
  const points = toFacts(hierarchy(changes)).domains["CORP"]?.logonPoints as Record<string, unknown>;
  const text = JSON.stringify(points["CORPPDC"], (_, value) => (value === PENDING ? "pending" : value));
  return JSON.parse(text);
}

test("a smallest hierarchy gets its defaults: Intel, both logon methods and remote installation on", () => {
  const facts = { hierarchy: "h", sites: { CEN: { type: "central", build: 1239, domains: [] } } };
  expect(fileToFacts(facts)).toEqual({
    hierarchy: "h",
    domains: {},
    sites: {
      CEN: {
        type: "central",
        build: 1239,
        platform: "i386",
        domains: [],
        logonInstallation: true,
        logonDiscovery: true,
        remoteInstallation: true,
      },
    },
    upgrades: [],
    waivers: [],
  });
  expect(toFacts(facts)).toEqual(fileToFacts(facts));
});

test("nothing that a document says is lost or changed", () => {
  const document = hierarchy({
    "sites/P01/version": "2.00.1380.1000",
    "sites/P01/fullVersion": null,
    "sites/P01/setupType": 6,
    "sites/P01/remoteInstallation": false,
    "domains/CORP/seniorList": null,
    upgrades: ["CEN", "P01"],
    waivers: [{ rule: "senior-site", subject: "corp", reason: "é", owner: "j.doe", expires: "2000-08-01" }],
  });
  const facts = fileToFacts(document);
  expect(writtenFacts(facts)).toMatchObject({ ...document, domains: {} });
  expect(facts.domains["CORP"]?.seniorList).toBeNull();
  expect(facts.sites["P01"]?.fullVersion).toBeNull();
});

test.each<[string, Changes]>([
  ["an upgrade of a site that is at SP2", { "sites/P01/build": 1493, upgrades: ["P01"] }],
  [
    "an upgrade of a site at SP2 that states its version",
    { "sites/P01/build": 1493, "sites/P01/version": "2.0.1493.2005", upgrades: ["P01"] },
  ],
  ["a site at SP3 that is not to be upgraded", { "sites/P01/build": 1493, "sites/P01/version": "2.0.1493.3000" }],
  ["a Full Version that is not the build: a fact, not a fault", { "sites/P01/fullVersion": "2.00.1239.0000" }],
  ["a Full Version that is no version at all", { "sites/P01/fullVersion": "000" }],
  ["domain names in another case", { "sites/P01/domains": ["Corp"] }],
  ["logon points in another case", { "domains/CORP/logonPoints": { corppdc: {}, CorpBdc: { logonPoint: false } } }],
  [
    "a text that agrees with what else is said of it",
    { [`${POINT}/copylog`]: { text: TEXT, sharedOwner: "CEN", corrupt: false } },
  ],
  [
    "updatedSinceFix beside a site without its fix",
    { [`${POINT}/updatedSinceFix`]: true, "sites/P01/hotfixes": undefined },
  ],
  ["other-build evidence beside good evidence", { "sites/P01/hotfixes/Q251070": { installed: false } }],
  ["pending facts", { "sites/P01/build": PENDING, "sites/P01/hotfixes": PENDING, [`${POINT}/copylog`]: PENDING }],
  ["top-level keys for anchors and other programs", { "x-standard": { any: ["thing"] }, "x-": null }],
  ["members that are undefined", { "sites/P01/version": undefined, "sites/P01/hotfixes/Q249077/installed": undefined }],
])("%s is no bad input", (_, changes) => {
  expect(() => toFacts(hierarchy(changes))).not.toThrow();
});

describe("what a Copylog.tcf is said to hold", () => {
  test.each<[string, unknown, unknown]>([
    ["a text becomes its summary", { text: TEXT }, SUMMARY],
    ["a text and its owner", { text: TEXT, sharedOwner: "cen", corrupt: false }, SUMMARY],
    ["sharedOwner becomes the only owner, upper case", { sharedOwner: "cen" }, { owners: ["CEN"] }],
    ["owners stay as they are", { owners: ["CEN", "x"], corrupt: false }, { owners: ["CEN", "x"], corrupt: false }],
    ["a corrupt file without owners", { corrupt: true }, { corrupt: true }],
    ["a pending text", { text: PENDING }, { owners: "pending", corrupt: "pending" }],
    ["a pending owner", { sharedOwner: PENDING }, { owners: "pending" }],
    ["nothing", {}, {}],
  ])("%s", (_, copylog, expected) => {
    expect(pointOf({ [POINT]: { copylog } })).toEqual({ copylog: expected });
  });

  test("facts as a document are the same facts, without the text", () => {
    const document = hierarchy({
      [POINT]: { copylog: { text: TEXT, modified: "2000-06-21T08:00:00Z" } },
      "sites/P01/version": "2.00.1380.1000",
      "sites/P01/hotfixes/Q249077": {
        files: {
          "bin/I386/NT_LOGON.dll": "2.0.01380.1105",
          "Bin\\alpha\\Ccm.dll": null,
          "Bin\\i386\\Ccm.dll": PENDING,
        },
      },
      "sites/P01/hotfixes/Q252717": PENDING,
    });
    const written = writtenFacts(toFacts(document));
    expect(JSON.stringify(written)).not.toContain("FILE SOURCE");
    expect(toFacts(written)).toEqual(toFacts(document));
    expect(written.sites["P01"]).toMatchObject((document["sites"] as HierarchyInput["sites"])["P01"] as object);
  });
});

test("a member that is undefined is a member that is not there", () => {
  const said = hierarchy({ "sites/P01/hotfixes": { Q249077: undefined, Q252717: { installed: false } } });
  expect(toFacts(said).sites["P01"]?.hotfixes).toEqual({ Q252717: { installed: false } });
});
