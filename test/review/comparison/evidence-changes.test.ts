import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { evidenceChanges } from "../../../review/comparison/evidence-changes";
import { CONFIRMED, hierarchy, type Changes } from "../../kit/base";

const FIX = "sites/P01/hotfixes/Q249077";
const FILE = "Bin\\i386\\Nt_logon.dll";
const POINT = "domains/CORP/logonPoints/CORPPDC";
const LIST = "domains/CORP/seniorList";
const SP2_SITE = { type: "primary", parent: "CEN", build: 1493, domains: ["CORP"] };

test.each<[string, Changes, Changes, string[]]>([
  ["nothing", {}, {}, []],
  [
    "an older file",
    {},
    { [`${FIX}/files/${FILE}`]: "2.0.1380.1104" },
    [`weaker ${FILE} of Q249077 at site P01: 2.0.1380.1105 before, 2.0.1380.1104 now`],
  ],
  [
    "a younger file",
    { [`${FIX}/files/${FILE}`]: "2.0.1380.999" },
    {},
    [`stronger ${FILE} of Q249077 at site P01: 2.0.1380.999 before, 2.0.1380.1105 now`],
  ],
  [
    "another spelling of a file",
    {},
    { [FIX]: { files: { "bin/I386/NT_LOGON.DLL": "2.0.1380.1105" } } },
    [`spelling file of Q249077 at site P01: spelled bin/I386/NT_LOGON.DLL now, ${FILE} before`],
  ],
  [
    "another spelling of a version",
    {},
    { [`${FIX}/files/${FILE}`]: "2.00.1380.01105" },
    [`spelling ${FILE} of Q249077 at site P01: spelled 2.00.1380.01105 now, 2.0.1380.1105 before`],
  ],
  [
    "a file that went away",
    {},
    { [FIX]: undefined },
    [`weaker ${FILE} of Q249077 at site P01: 2.0.1380.1105 before, not declared now`],
  ],
  [
    "evidence that is new",
    { [FIX]: undefined },
    {},
    [`stronger ${FILE} of Q249077 at site P01: not declared before, 2.0.1380.1105 now`],
  ],
  [
    "an attestation in the place of a file",
    {},
    { [FIX]: { attestedBy: "j.doe", attestedOn: "2000-06-20" } },
    [
      `weaker ${FILE} of Q249077 at site P01: 2.0.1380.1105 before, not declared now`,
      "stronger attestation of Q249077 at site P01: not declared before, j.doe on 2000-06-20 now",
    ],
  ],
  [
    "another attestation",
    { [FIX]: { attestedBy: "j.doe", attestedOn: "2000-06-20" } },
    { [FIX]: { attestedBy: "a.roe", attestedOn: "2000-06-20" } },
    ["other attestation of Q249077 at site P01: j.doe on 2000-06-20 before, a.roe on 2000-06-20 now"],
  ],
  [
    "that a fix is not there",
    { [FIX]: undefined },
    { [FIX]: { installed: false } },
    ["weaker installed of Q249077 at site P01: not declared before, no now"],
  ],
  [
    "that nobody says any more that a fix is not there",
    { [FIX]: { installed: false } },
    { [FIX]: undefined },
    ["other installed of Q249077 at site P01: no before, not declared now"],
  ],
  [
    "files that this update will produce",
    {},
    { [FIX]: { files: PENDING } },
    ["other evidence of Q249077 at site P01: declared before, pending now"],
  ],
  [
    "hotfixes that are known now",
    { "sites/P01/hotfixes": PENDING },
    {},
    [
      "other evidence of Q249077 at site P01: pending before, declared now",
      "other evidence of Q252717 at site P01: pending before, declared now",
    ],
  ],
  [
    "one file that is pending",
    {},
    { [`${FIX}/files/${FILE}`]: PENDING },
    [`weaker ${FILE} of Q249077 at site P01: 2.0.1380.1105 before, pending now`],
  ],
  [
    "an attestation that is pending",
    { [FIX]: { attestedBy: PENDING, attestedOn: "2000-06-20" } },
    { [FIX]: { attestedBy: "j.doe", attestedOn: "2000-06-20" } },
    ["stronger attestation of Q249077 at site P01: pending before, j.doe on 2000-06-20 now"],
  ],
  ["a Senior.lst that went away", {}, { [LIST]: null }, ['other Senior.lst of domain CORP: "CEN" before, no file now']],
  [
    "a Senior.lst that nobody looked at",
    {},
    { [LIST]: undefined },
    ['weaker Senior.lst of domain CORP: "CEN" before, not declared now'],
  ],
  [
    "a Senior.lst that is pending",
    {},
    { [LIST]: PENDING },
    ['weaker Senior.lst of domain CORP: "CEN" before, pending now'],
  ],
  [
    "white space behind the code in Senior.lst",
    {},
    { [LIST]: "CEN" },
    ['spelling Senior.lst of domain CORP: spelled "CEN" now, "CEN\\r\\n" before'],
  ],
  [
    "a blank before the code in Senior.lst",
    {},
    { [LIST]: " CEN\r\n" },
    ['other Senior.lst of domain CORP: "CEN" before, " CE" now'],
  ],
  [
    "a logon point that is not updated",
    {},
    { [`${POINT}/updatedSinceFix`]: false },
    ["weaker updated since the fix of logon point CORPPDC of CORP: yes before, no now"],
  ],
  [
    "a corrupt Copylog.tcf that is resolved",
    { [`${POINT}/copylog`]: { corrupt: true } },
    { [`${POINT}/copylog`]: { corrupt: false } },
    ["stronger Copylog.tcf corrupt of logon point CORPPDC of CORP: yes before, no now"],
  ],
  [
    "another owner",
    {},
    { [`${POINT}/copylog/sharedOwner`]: "P01" },
    ["other owners in Copylog.tcf of logon point CORPPDC of CORP: CEN before, P01 now"],
  ],
  [
    "a Copylog.tcf that is pending",
    {},
    { [`${POINT}/copylog`]: PENDING },
    ["other Copylog.tcf of logon point CORPPDC of CORP: declared before, pending now"],
  ],
  [
    "a logon point of which nothing is known any more",
    { [POINT]: { updatedSinceFix: true } },
    { [POINT]: undefined },
    ["weaker updated since the fix of logon point CORPPDC of CORP: yes before, not declared now"],
  ],
  ["another case of a server", {}, { [POINT]: undefined, "domains/CORP/logonPoints/CorpPdc": CONFIRMED }, []],
  [
    "logon points that are pending as a whole",
    {},
    { "domains/CORP/logonPoints": PENDING },
    [
      "other evidence of logon point CORPPDC of CORP: declared before, pending now",
      "other evidence of logon point CORPBDC of CORP: declared before, pending now",
    ],
  ],
  [
    "hotfixes that were to be read, and are not stated",
    { "sites/P01/hotfixes": PENDING },
    { "sites/P01/hotfixes": undefined },
    ["weaker hotfixes of site P01: pending before, not declared now"],
  ],
  [
    "owner of clicore.exe, time and site folders of Copylog.tcf",
    { [`${POINT}/copylog`]: { owners: ["CEN"], siteFolders: ["P01", "CEN"], clicore: "CEN" } },
    {
      [`${POINT}/copylog`]: { owners: ["cen"], siteFolders: ["CEN"], clicore: null, modified: "2000-06-30T00:00:00Z" },
    },
    [
      "spelling owners in Copylog.tcf of logon point CORPPDC of CORP: spelled cen now, CEN before",
      "other site folders in Copylog.tcf of logon point CORPPDC of CORP: CEN, P01 before, CEN now",
      "other owner of clicore.exe in Copylog.tcf of logon point CORPPDC of CORP: CEN before, no line now",
      "stronger time of Copylog.tcf of logon point CORPPDC of CORP: not declared before, 2000-06-30T00:00:00Z now",
    ],
  ],
  [
    "the time of the Copylog hotfix",
    {
      "sites/P01/copylogFixInstalled": "2000-06-20T08:00:00Z",
      "sites/CEN/copylogFixInstalled": "2000-06-20T08:00:00Z",
    },
    { "sites/CEN/copylogFixInstalled": "2000-06-20T10:00:00+02:00" },
    [
      "spelling time of the Copylog hotfix of site CEN: spelled 2000-06-20T10:00:00+02:00 now, 2000-06-20T08:00:00Z before",
      "weaker time of the Copylog hotfix of site P01: 2000-06-20T08:00:00Z before, not declared now",
    ],
  ],
  [
    "a controller that is declared to be a logon point",
    {},
    { [`${POINT}/logonPoint`]: true },
    ["other role of logon point CORPPDC of CORP: not declared before, logon point now"],
  ],
  [
    "a controller that is declared to be no logon point, which is told elsewhere",
    {},
    { [POINT]: { logonPoint: false } },
    [],
  ],
  ["evidence that is dropped with the upgrade to SP2", {}, { "sites/P01": SP2_SITE }, []],
  [
    "evidence that a site at SP2 does not need any more",
    { "sites/P01/build": 1493 },
    { "sites/P01": SP2_SITE },
    [
      `other ${FILE} of Q249077 at site P01: 2.0.1380.1105 before, not declared now`,
      ...["Ccm.dll", "Ccmbtldr.exe"].map(
        (name) => `other Bin\\i386\\${name} of Q252717 at site P01: 2.0.1380.1125 before, not declared now`,
      ),
      "other Bin\\i386\\Baseobj.dll of Q252717 at site P01: 2.0.1380.1101 before, not declared now",
    ],
  ],
  ["a site that is new", {}, { "sites/P02": { type: "primary", parent: "CEN", build: 1380, domains: [] } }, []],
])("%s", (_, before, now, expected) => {
  const changes = evidenceChanges(toFacts(hierarchy(before)), toFacts(hierarchy(now)));
  expect(changes.map(({ kind, effect, message }) => `${kind === "spelling" ? kind : effect} ${message}`)).toEqual(
    expected,
  );
  expect(changes.filter(({ kind }) => kind !== "evidence" && kind !== "spelling")).toEqual([]);
});
