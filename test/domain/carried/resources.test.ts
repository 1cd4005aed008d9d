import {
  FUNCTION_INPUTS,
  inputIssues,
  RESOURCE_INPUTS,
  resourceIssues,
  type ServerResource,
} from "../../../domain/carried/resources";
import type { Members } from "../../../domain/model/plain-data";
import { PENDING } from "../../../domain/pending";

const UPGRADE = {
  hierarchy: "contoso",
  site: "CEN",
  clearance: PENDING,
  factsDigest: `sms2:${"0".repeat(64)}`,
};

/** Inputs with which nothing is wrong. */
const GOOD: Readonly<Record<ServerResource, Members>> = {
  hotfixInstallation: { code: "CEN", server: "SMSC01", hotfix: "Q249077", platform: "alpha", timeout: 0 },
  seniorSite: {
    domain: "CORP",
    pdc: "CORPPDC",
    site: "CEN",
    participants: { CEN: { build: 1380, takesPart: true }, P01: { build: 1239, takesPart: true } },
    replace: true,
  },
  copylogUpdate: {
    domain: "CORP",
    pdc: "CORPPDC",
    bdcs: ["CORPBDC1"],
    participants: {
      CEN: { build: 1380, logonInstallation: true, copylogFixInstalled: "2000-06-20T14:30:00Z" },
      P01: { build: 1493 },
    },
    seniorSite: "CEN",
    timeout: 60,
  },
  sp2Upgrade: { ...UPGRADE, waitFor: "server", server: "SMSC01", platform: "i386", timeout: 60 },
};

const said = (resource: ServerResource, changes: Members, isStrict?: boolean) =>
  resourceIssues(resource, { ...GOOD[resource], ...changes }, isStrict).map(({ message }) => message);

test.each(Object.keys(RESOURCE_INPUTS) as ServerResource[])("nothing is wrong with good inputs of %s", (resource) => {
  expect(said(resource, {}, true)).toEqual([]);
});

test.each<[ServerResource, Members, string[]]>([
  [
    "hotfixInstallation",
    { code: "CENT" },
    ['code: found "CENT", expected a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)'],
  ],
  [
    "hotfixInstallation",
    { hotfix: "Q1" },
    ['hotfix: found "Q1", expected a hotfix that SP2 requires: Q251070, Q249077, Q252718, Q252717'],
  ],
  ["hotfixInstallation", { platform: "mips" }, ['platform: found "mips", expected i386 or alpha']],
  ["hotfixInstallation", { timeout: -1 }, ["timeout: found -1, expected a number of seconds, 0 or more"]],
  ["hotfixInstallation", { timeout: "1" }, ['timeout: found "1", expected a number of seconds']],
  ["seniorSite", { replace: "yes" }, ['replace: found "yes", expected true or false']],
  ["seniorSite", { participants: [] }, ["participants: found [], expected the sites that take part in the domain"]],
  ["seniorSite", { participants: undefined, replace: undefined }, []],
  [
    "seniorSite",
    { participants: { CEN: { build: 1381, takesPart: true } } },
    ["participants.CEN.build: found 1381, expected a build of SMS 2.0, as a number: 1239, 1380 or 1493"],
  ],
  [
    "seniorSite",
    { participants: { CEN: { build: 1380, takesPart: true }, P01: { build: 1380, takesPart: false } } },
    ['participants.P01: found "P01", expected a site that takes part in domain CORP by a logon method'],
  ],
  [
    "seniorSite",
    { site: "P01" },
    [
      'site: found "P01 at build 1239", expected a site at SP1 or later: release sites do not honour Senior.lst (Q235726)',
    ],
  ],
  [
    "seniorSite",
    { site: "cen" },
    ['site: found "cen", expected a code in upper case: Senior.lst takes no other (Q235726)'],
  ],
  ["copylogUpdate", { bdcs: "CORPBDC1" }, ['bdcs: found "CORPBDC1", expected a list of server names']],
  [
    "copylogUpdate",
    { participants: undefined },
    ["participants: missing, expected the sites that take part in the domain"],
  ],
  [
    "copylogUpdate",
    {
      participants: { CEN: { build: 1380 }, S01: { build: 1239, copylogFixInstalled: null }, P01: { build: PENDING } },
    },
    [
      "since: missing, expected a time with its zone: copylogFixInstalled is not declared for CEN, S01, so nothing says how old Copylog.tcf may be",
    ],
  ],
  ["copylogUpdate", { participants: { CEN: { build: 1380 } }, since: "2000-07-01T00:00:00Z" }, []],
  ["sp2Upgrade", { server: undefined }, ["server: missing, expected the name of the site server, which waitFor reads"]],
  ["sp2Upgrade", { server: null }, ["server: missing, expected the name of the site server, which waitFor reads"]],
  ["sp2Upgrade", { server: null, waitFor: undefined }, []],
  ["sp2Upgrade", { waitFor: "gate" }, ['waitFor: found "gate", expected server, or nothing']],
  ["sp2Upgrade", { clearance: "ready" }, ['clearance: found "ready", expected the clearance of a gate']],
  [
    "sp2Upgrade",
    { factsDigest: "sms2:0" },
    ['factsDigest: found "sms2:0", expected a digest as sms2:<64 hexadecimal digits>'],
  ],
])("what is wrong with %s of %j", (resource, changes, expected) => {
  expect(said(resource, changes)).toEqual(expected);
});

test("a key of another policy pack is passed over, and is a mistake in a program, with the name that is meant", () => {
  expect(said("hotfixInstallation", { plattform: "alpha" })).toEqual([]);
  expect(said("hotfixInstallation", { plattform: "alpha" }, true)).toEqual([
    'plattform: found "alpha", expected one of code, server, hotfix, platform, timeout; did you mean platform?',
  ]);
});

test("nothing is said of a value in which something is not known yet", () => {
  expect(said("copylogUpdate", { bdcs: [PENDING, 7], participants: { CEN: { build: PENDING, other: 7 } } })).toEqual(
    [],
  );
});

test("the functions take what they are told, and a list of times", () => {
  const domain = { domain: "CORP", pdc: "CORPPDC", copylogFixInstalled: ["2000-06-20"] };
  expect(inputIssues(FUNCTION_INPUTS.inspectSite, { code: "CEN", server: "SMSC01" })).toEqual([]);
  expect(inputIssues(FUNCTION_INPUTS.inspectDomain, domain).map(({ message }) => message)).toEqual([
    'copylogFixInstalled[0]: found "2000-06-20", expected an existing time with its zone, as 2000-06-20T14:30:00Z (UTC) or 2000-06-20T08:30:00-06:00',
  ]);
});
