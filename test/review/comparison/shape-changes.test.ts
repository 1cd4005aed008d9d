import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { shapeChanges } from "../../../review/comparison/shape-changes";
import { hierarchy, type Changes } from "../../kit/base";

const BOTH_OFF = { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false };
const NO_LOGON_POINTS =
  "site P01 manages no logon points any more: logon client installation and logon client discovery are off";
const S01 = { type: "secondary", parent: "P01", build: 1380, domains: ["CORP"] };

test.each<[string, Changes, Changes, string[]]>([
  ["nothing", {}, {}, []],
  ["a site added", {}, { "sites/S01": S01 }, ["shape other site S01 added"]],
  ["a site removed", { "sites/S01": S01 }, {}, ["shape weaker site S01 removed: it is not judged any more"]],
  ["a domain added", {}, { "domains/LAB": { pdc: "LABPDC" } }, ["shape other domain LAB added"]],
  [
    "a domain removed",
    { "domains/LAB": { pdc: "LABPDC" } },
    {},
    ["shape weaker domain LAB removed: it is not judged any more"],
  ],
  [
    "a logon point added",
    {},
    { "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2"] },
    ["shape other logon point CORPBDC2 of CORP added"],
  ],
  [
    "a controller that is said to be no logon point",
    {},
    { "domains/CORP/logonPoints/CORPBDC": { logonPoint: false } },
    ["shape weaker CORPBDC of CORP is declared to be no logon point: it is not judged any more"],
  ],
  [
    "the same in another case of its name",
    {},
    { "domains/CORP/logonPoints/CORPBDC": undefined, "domains/CORP/logonPoints/corpbdc": { logonPoint: false } },
    ["shape weaker CORPBDC of CORP is declared to be no logon point: it is not judged any more"],
  ],
  [
    "a controller that is no longer said to be no logon point",
    { "domains/CORP/logonPoints/CORPBDC": { logonPoint: false } },
    {},
    ["shape stronger CORPBDC of CORP is no longer declared to be no logon point: it is judged now"],
  ],
  [
    "a controller that was no logon point, removed",
    { "domains/CORP/bdcs": ["CORPBDC", "X"], "domains/CORP/logonPoints/X": { logonPoint: false } },
    {},
    ["shape other domain controller X of CORP removed"],
  ],
  [
    "a logon point removed",
    {},
    { "domains/CORP/bdcs": [], "domains/CORP/logonPoints/CORPBDC": undefined },
    ["shape weaker logon point CORPBDC of CORP removed: it is not judged any more"],
  ],
  [
    "PDC and BDC that changed places",
    {},
    { "domains/CORP/pdc": "CORPBDC", "domains/CORP/bdcs": ["CORPPDC"] },
    ["shape other PDC of domain CORP: CORPPDC before, CORPBDC now"],
  ],
  [
    "a domain and its controllers in another case",
    {},
    {
      "domains/CORP": undefined,
      "domains/Corp": { pdc: "corppdc", bdcs: ["CORPBDC"] },
      "sites/P01/domains": ["Corp"],
    },
    [
      "spelling other domain: spelt Corp now, CORP before",
      "spelling other domain of site P01: spelt Corp now, CORP before",
      "spelling other domain controller of Corp: spelt corppdc now, CORPPDC before",
    ],
  ],
  [
    "a site code in another case, which is another site",
    { "sites/S01": S01 },
    { "sites/s01": S01 },
    ["shape weaker site S01 removed: it is not judged any more", "shape other site s01 added"],
  ],
  ["both logon methods switched off", {}, BOTH_OFF, [`scope weaker ${NO_LOGON_POINTS}`]],
  [
    "the last logon method switched off",
    { "sites/P01/logonDiscovery": false },
    BOTH_OFF,
    [`scope weaker ${NO_LOGON_POINTS}`],
  ],
  [
    "one of two logon methods switched off",
    {},
    { "sites/P01/logonDiscovery": false },
    ["shape other logon client discovery of site P01: on before, off now"],
  ],
  [
    "another spelling of Full Version",
    { "sites/P01/fullVersion": "2.00.1380.1000" },
    { "sites/P01/fullVersion": "2.0.1380.1000" },
    ["spelling other Full Version of site P01: spelt 2.0.1380.1000 now, 2.00.1380.1000 before"],
  ],
  [
    "a Full Version that reads as if it were missing",
    { "sites/P01/fullVersion": null },
    { "sites/P01/fullVersion": "missing" },
    ['shape other Full Version of site P01: missing before, "missing" now'],
  ],
  ["a controller that is pending", {}, { "domains/CORP/logonPoints/CORPBDC": PENDING }, []],
  ["a site that left a domain", {}, { "sites/P01/domains": [] }, ["shape weaker site P01 left domain CORP"]],
  ["a site that joined a domain", { "sites/P01/domains": [] }, {}, ["shape other site P01 joined domain CORP"]],
  ["another build", {}, { "sites/P01/build": 1493 }, ["shape other site P01 is at SP2 now: 1380 SP1 before"]],
  [
    "a build that is taken back",
    { "sites/P01/build": 1493 },
    {},
    ["shape other build of site P01: 1493 before, 1380 now"],
  ],
  [
    "what is said of a site",
    { "sites/P01/platform": "alpha", "sites/P01/logonDiscovery": false },
    { "sites/P01/fullVersion": null, "sites/P01/setupType": 2, "sites/P01/build": PENDING },
    [
      "shape other build of site P01: 1380 before, pending now",
      "shape other Full Version of site P01: not stated before, missing now",
      "shape other setup type of site P01: not stated before, 2 now",
      "shape other platform of site P01: alpha before, i386 now",
      "shape other logon client discovery of site P01: off before, on now",
    ],
  ],
  ["an upgrade planned", {}, { upgrades: ["CEN"] }, ["plan other upgrade of CEN planned"]],
  ["an upgrade given up", { upgrades: ["CEN"] }, {}, ["plan other upgrade of CEN no longer planned"]],
  [
    "another order",
    { upgrades: ["CEN", "P01"] },
    { upgrades: ["P01", "CEN"] },
    ["plan other order of the upgrades: CEN, P01 before, P01, CEN now"],
  ],
  [
    "an upgrade planned between two others",
    { "sites/S01": S01, upgrades: ["CEN", "S01"] },
    { "sites/S01": S01, upgrades: ["CEN", "P01", "S01"] },
    ["plan other upgrade of P01 planned"],
  ],
])("%s", (_, before, now, expected) => {
  const changes = shapeChanges(toFacts(hierarchy(before)), toFacts(hierarchy(now)));
  expect(changes.map(({ kind, effect, message }) => `${kind} ${effect} ${message}`)).toEqual(expected);
});
