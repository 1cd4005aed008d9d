import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { shapeChanges } from "../../../review/comparison/shape-changes";
import { hierarchy, type Changes } from "../../kit/base";
import { scopeChanges } from "../../../review/comparison/shape-changes";

const BOTH_OFF = { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false };
const NO_LOGON_POINTS =
  "site P01 no longer manages logon points: logon client installation and logon client discovery are off";
const S01 = { type: "secondary", parent: "P01", build: 1380, domains: ["CORP"] };

test.each<[string, Changes, Changes, string[]]>([
  ["nothing", {}, {}, []],
  ["a site added", {}, { "sites/S01": S01 }, ["shape other site S01 added"]],
  ["a site removed", { "sites/S01": S01 }, {}, ["shape weaker site S01 removed: it is no longer checked"]],
  ["a domain added", {}, { "domains/LAB": { pdc: "LABPDC" } }, ["shape other domain LAB added"]],
  [
    "a domain removed",
    { "domains/LAB": { pdc: "LABPDC" } },
    {},
    ["shape weaker domain LAB removed: it is no longer checked"],
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
    ["shape weaker CORPBDC of CORP is declared to be no logon point: it is no longer checked"],
  ],
  [
    "the same in another case of its name",
    {},
    { "domains/CORP/logonPoints/CORPBDC": undefined, "domains/CORP/logonPoints/corpbdc": { logonPoint: false } },
    ["shape weaker CORPBDC of CORP is declared to be no logon point: it is no longer checked"],
  ],
  [
    "a controller that is no longer said to be no logon point",
    { "domains/CORP/logonPoints/CORPBDC": { logonPoint: false } },
    {},
    ["shape stronger CORPBDC of CORP is no longer declared to be no logon point: it is checked now"],
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
    ["shape weaker logon point CORPBDC of CORP removed: it is no longer checked"],
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
      "spelling other domain: spelled Corp now, CORP before",
      "spelling other domain of site P01: spelled Corp now, CORP before",
      "spelling other domain controller of Corp: spelled corppdc now, CORPPDC before",
    ],
  ],
  [
    "a site code in another case, which is another site",
    { "sites/S01": S01 },
    { "sites/s01": S01 },
    ["shape weaker site S01 removed: it is no longer checked", "shape other site s01 added"],
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
    ["spelling other Full Version of site P01: spelled 2.0.1380.1000 now, 2.00.1380.1000 before"],
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
      "shape other Full Version of site P01: not declared before, missing now",
      "shape other setup type of site P01: not declared before, 2 now",
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

const P02 = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"] };
const ALONE = "weaker domain CORP is no longer shared: CEN alone manages logon points in it";
const EXEMPT =
  "weaker Q261931 no longer applies to this hierarchy: no two sites manage logon points in the same domain";
const OFF = { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false };

test.each<[string, Changes, Changes, string[]]>([
  ["nothing", {}, {}, []],
  ["the second site of the only domain left", {}, { "sites/P01/domains": [] }, [EXEMPT, ALONE]],
  ["its logon methods off", {}, OFF, [EXEMPT, ALONE]],
  ["one logon method off", {}, { "sites/P01/logonDiscovery": false }, []],
  [
    "logon methods that are pending",
    {},
    { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": false },
    [],
  ],
  ["the site removed", {}, { "sites/P01": undefined }, [EXEMPT, ALONE]],
  ["one of three sites left", { "sites/P02": P02 }, { "sites/P02": P02, "sites/P01/domains": [] }, []],
  [
    "no site left",
    {},
    { "sites/P01/domains": [], "sites/CEN/domains": [] },
    [EXEMPT, "weaker domain CORP is no longer shared: no site manages logon points in it"],
  ],
  ["another case of the domain", {}, { "sites/P01/domains": ["corp"] }, []],
  [
    "a domain that is shared now",
    { "sites/P01/domains": [] },
    {},
    [
      "stronger Q261931 applies now: several sites manage logon points in the same domain",
      "stronger domain CORP is shared now: CEN, P01 manage logon points in it",
    ],
  ],
  [
    "one of two shared domains removed",
    { "domains/LAB": { pdc: "LABPDC" }, "sites/CEN/domains": ["CORP", "LAB"], "sites/P01/domains": ["CORP", "LAB"] },
    {},
    [],
  ],
])("%s", (_, before, now, expected) => {
  const changes = scopeChanges(toFacts(hierarchy(before)), toFacts(hierarchy(now)));
  expect(changes.map(({ effect, message }) => `${effect} ${message}`)).toEqual(expected);
  expect(changes.filter(({ kind }) => kind !== "scope")).toEqual([]);
});
