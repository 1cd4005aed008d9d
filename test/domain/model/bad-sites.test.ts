import { hierarchy } from "../../kit/base";
import { issuesOf, type Expected } from "../../kit/issues";

const SITE_CODE = "a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)";
const BUILD = "a build of SMS 2.0, as a number: 1239, 1380 or 1493";
const VERSION = "a version of SMS 2.0 as 2.0.1380.1000, of build 1239, 1380 or 1493";
const FILE_VERSION = "a file version of SMS 2.0 as 2.0.1380.1105, of build 1239, 1380 or 1493";
const FILE = "a file below Bin\\i386 or Bin\\alpha, as Bin\\i386\\Ccm.dll";
const HOTFIX = "a hotfix that SP2 requires: Q251070, Q249077, Q252718, Q252717";
const WAIVABLE =
  "a rule that can be waived: hotfix-prerequisites, hotfix-evidence, senior-site, copylog-updated, copylog-owners, upgrade-order, upgrade-advice";
const DAY = "an existing day as YYYY-MM-DD";
const TIME = "an existing time with its zone, as 2000-06-20T14:30:00Z (UTC) or 2000-06-20T08:30:00-06:00";
const SINCE = "1999-02-01 or later: SMS 2.0 did not exist before";
const FULL_VERSION = "the text of the registry value, or null if it is missing";
const WHOLE = "a whole number, 0 or more";
const YES_NO = "true or false";

describe("sites, upgrades and waivers: what is malformed is refused with its place, value and expected form", () => {
  test.each<[string, unknown, Expected[]]>([
    ["sites as a list", hierarchy({ sites: [] }), [["sites", [], "sites by code"]]],
    ["no sites", hierarchy({ sites: {} }), [["sites", {}, "at least one site"]]],
    ["a site that is null", hierarchy({ "sites/P02": null }), [["sites.P02", null, "an object that describes a site"]]],
    [
      "an unknown key of a site",
      hierarchy({ "sites/P01/buidl": 1380 }),
      [
        [
          "sites.P01.buidl",
          1380,
          "one of the keys type, server, name, parent, build, version, fullVersion, setupType, platform, domains, logonInstallation, logonDiscovery, remoteInstallation, copylogFixInstalled, hotfixes, notRead; did you mean build?",
        ],
      ],
    ],
    [
      "a site code of two letters",
      hierarchy({ "sites/P1": { type: "primary", parent: "CEN", build: 1380, domains: [] } }),
      [["sites.P1", "P1", SITE_CODE]],
    ],
    [
      "a reserved site code",
      hierarchy({ "sites/Con": { type: "primary", parent: "CEN", build: 1380, domains: [] } }),
      [["sites.Con", "Con", SITE_CODE]],
    ],
    [
      "an unknown type",
      hierarchy({ "sites/P01/type": "Primary" }),
      [["sites.P01.type", "Primary", "central, primary or secondary; did you mean primary?"]],
    ],
    [
      "no type",
      hierarchy({ "sites/P01/type": undefined }),
      [["sites.P01.type", undefined, "central, primary or secondary"]],
    ],
    ["an unknown build", hierarchy({ "sites/P01/build": 1400 }), [["sites.P01.build", 1400, BUILD]]],
    ["no build", hierarchy({ "sites/P01/build": undefined }), [["sites.P01.build", undefined, BUILD]]],
    ["a build that is a text", hierarchy({ "sites/P01/build": "1380" }), [["sites.P01.build", "1380", BUILD]]],
    [
      "a version with three groups",
      hierarchy({ "sites/P01/version": "2.0.1380" }),
      [["sites.P01.version", "2.0.1380", VERSION]],
    ],
    [
      "a version of another product",
      hierarchy({ "sites/P01/version": "1.2.1380.0" }),
      [["sites.P01.version", "1.2.1380.0", VERSION]],
    ],
    [
      "an empty Full Version",
      hierarchy({ "sites/P01/fullVersion": "" }),
      [["sites.P01.fullVersion", "", FULL_VERSION]],
    ],
    [
      "a Full Version that is a number",
      hierarchy({ "sites/P01/fullVersion": 2 }),
      [["sites.P01.fullVersion", 2, FULL_VERSION]],
    ],
    ["a setup type that is a text", hierarchy({ "sites/P01/setupType": "2" }), [["sites.P01.setupType", "2", WHOLE]]],
    ["a setup type below zero", hierarchy({ "sites/P01/setupType": -1 }), [["sites.P01.setupType", -1, WHOLE]]],
    [
      "a setup type that is no whole number",
      hierarchy({ "sites/P01/setupType": 2.5 }),
      [["sites.P01.setupType", 2.5, WHOLE]],
    ],
    [
      "an unknown platform",
      hierarchy({ "sites/P01/platform": "x86" }),
      [["sites.P01.platform", "x86", "i386 or alpha"]],
    ],
    [
      "no domains of a site",
      hierarchy({ "sites/P01/domains": undefined }),
      [["sites.P01.domains", undefined, "a list of domain names"]],
    ],
    [
      "a domain of a site as a text",
      hierarchy({ "sites/P01/domains": "CORP" }),
      [["sites.P01.domains", "CORP", "a list of domain names"]],
    ],
    [
      "a logon method that is a text",
      hierarchy({ "sites/P01/logonInstallation": "on" }),
      [["sites.P01.logonInstallation", "on", YES_NO]],
    ],
    [
      "a day where a time is expected",
      hierarchy({ "sites/P01/copylogFixInstalled": "2000-06-20" }),
      [["sites.P01.copylogFixInstalled", "2000-06-20", TIME]],
    ],
    [
      "a time that does not exist",
      hierarchy({ "sites/P01/copylogFixInstalled": "2000-02-30T10:00:00Z" }),
      [["sites.P01.copylogFixInstalled", "2000-02-30T10:00:00Z", TIME]],
    ],
    [
      "a fix before SMS 2.0",
      hierarchy({ "sites/P01/copylogFixInstalled": "1999-01-31T10:00:00Z" }),
      [["sites.P01.copylogFixInstalled", "1999-01-31T10:00:00Z", SINCE]],
    ],
    ...["1900-01-01", "1998-12-31", "1999-01-31"].map((day): [string, unknown, Expected[]] => [
      `an attestation of ${day}`,
      hierarchy({ "sites/P01/hotfixes/Q249077": { attestedBy: "j.doe", attestedOn: day } }),
      [["sites.P01.hotfixes.Q249077.attestedOn", day, SINCE]],
    ]),
    [
      "hotfixes as a list",
      hierarchy({ "sites/P01/hotfixes": ["Q249077"] }),
      [["sites.P01.hotfixes", ["Q249077"], "hotfixes by article number, as Q249077"]],
    ],
    [
      "an unknown hotfix",
      hierarchy({ "sites/P01/hotfixes/Q253151": { installed: false } }),
      [["sites.P01.hotfixes.Q253151", "Q253151", HOTFIX]],
    ],
    [
      "a hotfix in lower case",
      hierarchy({ "sites/P01/hotfixes/q249077": { installed: false } }),
      [["sites.P01.hotfixes.q249077", "q249077", `${HOTFIX}; did you mean Q249077?`]],
    ],
    [
      "a hotfix that is true",
      hierarchy({ "sites/P01/hotfixes/Q249077": true }),
      [["sites.P01.hotfixes.Q249077", true, "an object with what is known of the hotfix"]],
    ],
    [
      "an unknown key of a hotfix",
      hierarchy({ "sites/P01/hotfixes/Q249077/version": "2.0.1380.1105" }),
      [
        [
          "sites.P01.hotfixes.Q249077.version",
          "2.0.1380.1105",
          "one of the keys installed, files, attestedBy, attestedOn",
        ],
      ],
    ],
    [
      "installed: true",
      hierarchy({ "sites/P01/hotfixes/Q249077": { installed: true } }),
      [
        [
          "sites.P01.hotfixes.Q249077.installed",
          true,
          "false; say attestedBy and attestedOn, or list files, for a hotfix that is there",
        ],
      ],
    ],
    [
      "a file without its folder",
      hierarchy({ "sites/P01/hotfixes/Q249077/files": { "Nt_logon.dll": "2.0.1380.1105" } }),
      [['sites.P01.hotfixes.Q249077.files["Nt_logon.dll"]', "Nt_logon.dll", FILE]],
    ],
    [
      "a file version that is a number",
      hierarchy({ "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll": 2 }),
      [['sites.P01.hotfixes.Q249077.files["Bin\\\\i386\\\\Nt_logon.dll"]', 2, FILE_VERSION]],
    ],
    [
      "a file version of an unknown build",
      hierarchy({ "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll": "2.0.1381.1" }),
      [['sites.P01.hotfixes.Q249077.files["Bin\\\\i386\\\\Nt_logon.dll"]', "2.0.1381.1", FILE_VERSION]],
    ],
    [
      "files as a list",
      hierarchy({ "sites/P01/hotfixes/Q249077/files": [] }),
      [["sites.P01.hotfixes.Q249077.files", [], "versions by file path, as Bin\\i386\\Ccm.dll: 2.0.1380.1125"]],
    ],
    [
      "an attestation by nobody",
      hierarchy({ "sites/P01/hotfixes/Q249077": { attestedBy: " ", attestedOn: "2000-06-20" } }),
      [["sites.P01.hotfixes.Q249077.attestedBy", " ", "who attests that the hotfix was installed"]],
    ],
    [
      "an attestation on a day that does not exist",
      hierarchy({ "sites/P01/hotfixes/Q249077": { attestedBy: "j.doe", attestedOn: "1999-02-29" } }),
      [["sites.P01.hotfixes.Q249077.attestedOn", "1999-02-29", DAY]],
    ],
    ["upgrades as a text", hierarchy({ upgrades: "CEN" }), [["upgrades", "CEN", "a list of site codes"]]],
    ["an upgrade that is no site code", hierarchy({ upgrades: ["CENTRAL"] }), [["upgrades[0]", "CENTRAL", SITE_CODE]]],
    ["waivers as an object", hierarchy({ waivers: {} }), [["waivers", {}, "a list of waivers"]]],
    [
      "a waiver with nothing in it",
      hierarchy({ waivers: [{}] }),
      [
        ["waivers[0].expires", undefined, DAY],
        ["waivers[0].owner", undefined, "who answers for the waiver"],
        ["waivers[0].reason", undefined, "the reason for the waiver"],
        ["waivers[0].rule", undefined, WAIVABLE],
        ["waivers[0].subject", undefined, "the site, domain or server that the waiver is for"],
      ],
    ],
    [
      "a waiver of upgrade-gate",
      hierarchy({
        waivers: [{ rule: "upgrade-gate", subject: "P01", reason: "x", owner: "j.doe", expires: "2000-08-01" }],
      }),
      [["waivers[0].rule", "upgrade-gate", WAIVABLE]],
    ],
    [
      "a waiver of waiver",
      hierarchy({ waivers: [{ rule: "waiver", subject: "P01", reason: "x", owner: "j.doe", expires: "2000-08-01" }] }),
      [["waivers[0].rule", "waiver", WAIVABLE]],
    ],
    [
      "a waiver of an unknown rule",
      hierarchy({
        waivers: [{ rule: "missing-hotfix", subject: "P01", reason: "x", owner: "j.doe", expires: "2000-08-01" }],
      }),
      [["waivers[0].rule", "missing-hotfix", WAIVABLE]],
    ],
    [
      "a waiver with blank texts",
      hierarchy({ waivers: [{ rule: "senior-site", subject: "", reason: "\u200b\u3164", owner: "\t", expires: "" }] }),
      [
        ["waivers[0].expires", "", DAY],
        ["waivers[0].owner", "\t", "who answers for the waiver"],
        ["waivers[0].reason", "\u200b\u3164", "the reason for the waiver"],
        ["waivers[0].subject", "", "the site, domain or server that the waiver is for"],
      ],
    ],
    [
      "a waiver with a time as its last day",
      hierarchy({
        waivers: [
          { rule: "senior-site", subject: "CORP", reason: "x", owner: "j.doe", expires: "2000-08-01T00:00:00Z" },
        ],
      }),
      [["waivers[0].expires", "2000-08-01T00:00:00Z", DAY]],
    ],
    [
      "a waiver with an unknown key",
      hierarchy({
        waivers: [
          {
            rule: "senior-site",
            subject: "CORP",
            reason: "x",
            owner: "j.doe",
            expires: "2000-08-01",
            code: "senior-site-invalid",
          },
        ],
      }),
      [["waivers[0].code", "senior-site-invalid", "one of the keys rule, subject, reason, owner, expires"]],
    ],
  ])("%s", (_, document, expected) => {
    expect(issuesOf(document)).toEqual(expected);
  });
});
