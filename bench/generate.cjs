// @ts-check
/**
 * Hierarchies to measure with: the same facts for the same size, on every machine.
 *
 *     node bench/generate.cjs 1000 > hierarchy.json
 *
 * Domains of ten sites and twenty controllers. Most hotfixes are shown by file versions, some are attested; most logon
 * points have a summary of their Copylog.tcf, some primary domain controllers its text. About one site in a hundred and
 * one logon point in two hundred have a fault, of each kind in turn, and one Senior.lst in a hundred.
 */
"use strict";

const { item } = require("./lib/item.cjs");

const SITES_PER_DOMAIN = 10;
const CONTROLLERS_PER_SITE = 2;
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const RESERVED = ["CON", "PRN", "AUX", "NUL"];

/** Every site code that is allowed, case aside. */
const MOST_SITES = DIGITS.length ** 3 - RESERVED.length;

/**
 * Files that show each hotfix, at the lowest version that does.
 * @type {Record<HotfixId, Record<string, string>>}
 */
const FILES = {
  Q251070: { "Nt_logon.dll": "2.0.1239.62" },
  Q252718: { "Ccm.dll": "2.0.1239.64", "Ccmbtldr.exe": "2.0.1239.64" },
  Q249077: { "Nt_logon.dll": "2.0.1380.1105" },
  Q252717: { "Ccm.dll": "2.0.1380.1125", "Ccmbtldr.exe": "2.0.1380.1125", "Baseobj.dll": "2.0.1380.1101" },
};
/**
 * The same in other spellings, and at later versions where the sites of a domain need not agree (Q253151).
 * @type {typeof FILES}
 */
const OTHER_SPELLINGS = {
  Q251070: { "Nt_logon.dll": "2.00.1239.0062" },
  Q252718: { "Ccm.dll": "2.00.1239.0100", "Ccmbtldr.exe": "2.00.1239.0100" },
  Q249077: { "NT_LOGON.DLL": "2.00.1380.01105" },
  Q252717: { "CCM.DLL": "2.0.1380.1130", "CCMBTLDR.EXE": "2.0.1380.1125", "BASEOBJ.DLL": "2.0.1380.1101" },
};
const HOTFIXES_OF = /** @type {const} */ ({ 1239: ["Q251070", "Q252718"], 1380: ["Q249077", "Q252717"], 1493: [] });
const FULL_VERSIONS = { 1239: "2.00.1239.0000", 1380: "2.00.1380.1000", 1493: "2.00.1493.2005" };

const ATTESTED = { attestedBy: "j.doe", attestedOn: "2000-06-20" };
const FIX_INSTALLED = "2000-06-20T08:00:00Z";
const MODIFIED = "2000-06-27T03:15:00+02:00";
const MODIFIED_BEFORE = "2000-06-20T09:59:00+02:00";

const SHARED_FILES = [
  ..."smsboot1.exe boot32wn.exe clicore.exe 00000409\\smsman.exe boot16wn.exe 00000409\\smsman16.exe"
    .split(" ")
    .map((name) => `x86.bin\\${name}`),
  ..."ntlgdsca.exe baseutil.dll baseobj.dll smsperf.dll mfc42.dll msvcrt.dll".split(" ").map((name) => `i386\\${name}`),
];

/**
 * @typedef {1239 | 1380 | 1493} Build
 * @typedef {"Q251070" | "Q252718" | "Q249077" | "Q252717"} HotfixId
 * @typedef {{ files?: Record<string, string>, installed?: false, attestedBy?: string, attestedOn?: string }} Hotfix
 * @typedef {object} Site
 * @property {"central" | "primary" | "secondary"} type
 * @property {string} [parent]
 * @property {Build} build
 * @property {string} [version]
 * @property {string | null} [fullVersion]
 * @property {number} [setupType]
 * @property {"alpha"} [platform]
 * @property {string[]} domains
 * @property {string} [copylogFixInstalled]
 * @property {Record<string, Hotfix>} hotfixes
 *
 * @typedef {object} LogonPoint
 * @property {boolean} [logonPoint]
 * @property {Record<string, unknown>} [copylog]
 * @property {boolean} [updatedSinceFix]
 */

/** What can be wrong with the evidence of a site. An attestation alone proves nothing at a secondary site. */
const SITE_FAULTS = [
  function copylogFixMissing(/** @type {Site} */ site) {
    site.hotfixes[copylogFixOf(site)] = { installed: false };
  },
  function ccmFixNotMentioned(/** @type {Site} */ site) {
    delete site.hotfixes[ccmFixOf(site)];
  },
  function nothingMentioned(/** @type {Site} */ site) {
    site.hotfixes = {};
  },
  function fixesOfOtherBuild(/** @type {Site} */ site) {
    const other = site.build === 1380 ? 1239 : 1380;
    site.hotfixes = Object.fromEntries(
      HOTFIXES_OF[other].map((id) => [id, { files: below(platformOf(site), FILES[id]) }]),
    );
  },
  function fileOfOtherBuild(/** @type {Site} */ site) {
    site.hotfixes[copylogFixOf(site)] = {
      files: below(platformOf(site), { "Nt_logon.dll": site.build === 1380 ? "2.0.1239.62" : "2.0.1380.1105" }),
    };
  },
  function fileTooOld(/** @type {Site} */ site) {
    site.hotfixes[copylogFixOf(site)] = {
      files: below(platformOf(site), { "Nt_logon.dll": site.build === 1380 ? "2.0.1380.1062" : "2.0.1239.9" }),
    };
  },
  function fileNotListed(/** @type {Site} */ site) {
    const id = ccmFixOf(site);
    site.hotfixes[id] = { files: below(platformOf(site), withoutLast(FILES[id])) };
  },
  function filesOfOtherPlatform(/** @type {Site} */ site) {
    const id = ccmFixOf(site);
    site.hotfixes[id] = { files: below(platformOf(site) === "i386" ? "alpha" : "i386", FILES[id]) };
  },
  function fileOfClientPack(/** @type {Site} */ site) {
    site.hotfixes[copylogFixOf(site)] = {
      files: below(platformOf(site), { "Nt_logon.dll": site.build === 1380 ? "2.0.1380.1405" : "2.0.1239.405" }),
    };
  },
  function attestedOnly(/** @type {Site} */ site) {
    site.hotfixes[copylogFixOf(site)] = { ...ATTESTED };
  },
  function attestedOnAlpha(/** @type {Site} */ site) {
    site.platform = "alpha";
    site.hotfixes = Object.fromEntries(required(site).map((id) => [id, { ...ATTESTED }]));
  },
  function attestedWithoutFullVersion(/** @type {Site} */ site) {
    site.fullVersion = null;
    site.hotfixes[ccmFixOf(site)] = { ...ATTESTED };
  },
];

/** What can be wrong with a logon point; undefined: nothing is known of it. */
const LOGON_POINT_FAULTS = [
  (/** @type {string} */ owner) => ({ copylog: { sharedOwner: owner, corrupt: false }, updatedSinceFix: false }),
  (/** @type {string} */ owner) => ({ copylog: { sharedOwner: owner, corrupt: false } }),
  (/** @type {string} */ owner) => ({ copylog: { sharedOwner: owner, modified: MODIFIED_BEFORE } }),
  () => ({ copylog: { modified: MODIFIED }, updatedSinceFix: true }),
  () => ({ updatedSinceFix: true }),
  () => ({ copylog: { corrupt: true }, updatedSinceFix: true }),
  () => ({ copylog: { owners: [] }, updatedSinceFix: true }),
  () => ({ copylog: { text: "" }, updatedSinceFix: true }),
  () => ({ copylog: { text: "[FILE SOURCE]\r\nSITES\\000\\cli_inst.cfg=000\r\n" }, updatedSinceFix: true }),
  () => ({}),
  () => undefined,
];

/**
 * @typedef {object} Domain
 * @property {string} pdc
 * @property {string[]} bdcs
 * @property {string | null} seniorList
 * @property {Record<string, LogonPoint>} logonPoints
 *
 * @typedef {object} Hierarchy
 * @property {string} hierarchy
 * @property {Record<string, Domain>} domains
 * @property {Record<string, Site>} sites
 * @property {string[]} upgrades
 *
 * @param {number} count of sites
 * @param {{ faults?: boolean }} [options] without faults every upgrade is ready
 * @returns {Hierarchy}
 */
function generate(count, { faults = true } = {}) {
  if (!Number.isInteger(count) || count < 1 || count > MOST_SITES) {
    throw new RangeError(`${count} sites: from 1 to ${MOST_SITES} are possible`);
  }
  const codes = siteCodes(count);
  /** @type {Hierarchy} */
  const made = { hierarchy: `${count} sites`, domains: {}, sites: {}, upgrades: codes };
  for (let number = 0; number * SITES_PER_DOMAIN < count; number++) {
    const members = codes.slice(number * SITES_PER_DOMAIN, (number + 1) * SITES_PER_DOMAIN);
    const name = `DOMAIN-${String(number).padStart(4, "0")}`;
    const above =
      number === 0 ? undefined : item(codes, Math.floor((number - 1) / SITES_PER_DOMAIN) * SITES_PER_DOMAIN);
    members.forEach((code, place) => {
      made.sites[code] = { ...site(number, place), ...family(place, above, item(members, 0)), domains: [name] };
    });
    made.domains[name] = domain(number, members);
  }
  if (faults) {
    addFaults(made);
  }
  return made;
}

/** @param {Hierarchy} hierarchy */
function addFaults({ sites, domains, upgrades: codes }) {
  codes.forEach((code, index) => {
    const site = sites[code];
    if (site && index % 99 === 37 && required(site).length > 0) {
      item(SITE_FAULTS, Math.floor(index / 99) % SITE_FAULTS.length)(site);
    }
  });
  Object.values(domains).forEach((domain, number) => {
    const owner = item(codes, number * SITES_PER_DOMAIN);
    [domain.pdc, ...domain.bdcs].forEach((server, place) => {
      const index = number * SITES_PER_DOMAIN * CONTROLLERS_PER_SITE + place;
      if (index % 199 === 73) {
        const point = item(LOGON_POINT_FAULTS, Math.floor(index / 199) % LOGON_POINT_FAULTS.length)(owner);
        domain.logonPoints[server] = /** @type {LogonPoint} */ (point);
      }
    });
    if (number % 100 === 61) {
      domain.seniorList = null;
    }
  });
}

/**
 * The first two sites of a domain are primary sites, the first of them below the first site of another domain; the others
 * are secondary sites.
 * @param {number} place in the domain
 * @param {string | undefined} above
 * @param {string} first site of the domain
 * @returns {Pick<Site, "type" | "parent" | "setupType">}
 */
function family(place, above, first) {
  if (place === 0) {
    return above === undefined ? { type: "central" } : { type: "primary", parent: above };
  }
  return place === 1 ? { type: "primary", parent: first } : { type: "secondary", parent: first, setupType: 2 };
}

/**
 * @param {number} number of the domain
 * @param {number} place in the domain
 * @returns {Omit<Site, "type" | "domains">}
 */
function site(number, place) {
  const index = number * SITES_PER_DOMAIN + place;
  const build = place < 5 ? 1380 : number % 10 === 6 ? 1239 : number % 100 === 33 ? 1493 : 1380;
  const isAlpha = index % 25 === 16;
  /** @type {Record<string, Hotfix>} */
  const hotfixes = {};
  for (const id of HOTFIXES_OF[build]) {
    const files = index % 7 === 3 ? OTHER_SPELLINGS[id] : FILES[id];
    const isAttested = place === 1 && number % 3 === 0 && !isAlpha;
    hotfixes[id] = isAttested ? { ...ATTESTED } : { files: below(isAlpha ? "alpha" : "i386", files) };
  }
  return {
    build,
    ...(build === 1493 && { version: "2.0.1493.2005" }),
    fullVersion: FULL_VERSIONS[build],
    ...(isAlpha && { platform: "alpha" }),
    ...(hasTimes(number) && { copylogFixInstalled: FIX_INSTALLED }),
    hotfixes,
  };
}

/**
 * @param {number} number
 * @param {string[]} members
 * @returns {Domain}
 */
function domain(number, members) {
  const prefix = `D${String(number).padStart(4, "0")}`;
  const servers = Array.from({ length: members.length * CONTROLLERS_PER_SITE }, (_, place) =>
    place === 0 ? `${prefix}-PDC` : `${prefix}-BDC${String(place).padStart(2, "0")}`,
  );
  const logonPoints = Object.fromEntries(servers.map((server, place) => [server, logonPoint(number, place, members)]));
  return { pdc: item(servers, 0), bdcs: servers.slice(1), seniorList: `${members[0]}\r\n`, logonPoints };
}

/**
 * @param {number} number of the domain
 * @param {number} place in the domain
 * @param {string[]} members of the domain
 * @returns {LogonPoint}
 */
function logonPoint(number, place, members) {
  if (place === 19) {
    return { logonPoint: false };
  }
  const updated = hasTimes(number) ? {} : { updatedSinceFix: true };
  const modified = hasTimes(number) ? { modified: MODIFIED } : {};
  const owner = item(members, 0);
  if (place === 0 && number % 4 === 0) {
    return { copylog: { text: copylogText(owner, members), ...modified }, ...updated };
  }
  if (place === 1) {
    return { copylog: { owners: [owner], siteFolders: members, corrupt: false, ...modified }, ...updated };
  }
  return { copylog: { sharedOwner: owner, corrupt: false, ...modified }, ...updated };
}

/** Whether times tell when Copylog.tcf was updated in this domain; in the others it is stated. */
function hasTimes(/** @type {number} */ number) {
  return number % 5 === 4;
}

/** @param {string} owner @param {string[]} members */
function copylogText(owner, members) {
  const shared = SHARED_FILES.map((file) => `${file}=${owner}`);
  const own = members.map((code) => `SITES\\${code}\\cli_inst.cfg=${code}`);
  return ["[FILE SOURCE]", ...own, ...shared, ""].join("\r\n");
}

/** @param {"i386" | "alpha"} platform @param {Record<string, string>} files */
function below(platform, files) {
  return Object.fromEntries(Object.entries(files).map(([name, version]) => [`Bin\\${platform}\\${name}`, version]));
}

/** @param {Site} site @returns {"i386" | "alpha"} */
function platformOf(site) {
  return site.platform ?? "i386";
}

function copylogFixOf(/** @type {Site} */ { build }) {
  return build === 1380 ? "Q249077" : "Q251070";
}

function ccmFixOf(/** @type {Site} */ { build }) {
  return build === 1380 ? "Q252717" : "Q252718";
}

function withoutLast(/** @type {Record<string, string>} */ files) {
  return Object.fromEntries(Object.entries(files).slice(0, -1));
}

/** @param {Site} site @returns {readonly HotfixId[]} */
function required(site) {
  return HOTFIXES_OF[site.build];
}

/** @param {number} count */
function siteCodes(count) {
  const codes = [];
  for (let number = 0; codes.length < count; number++) {
    const code = number.toString(DIGITS.length).padStart(3, "0").toUpperCase();
    if (!RESERVED.includes(code)) {
      codes.push(code);
    }
  }
  return codes;
}

if (require.main === module) {
  process.stdout.write(`${JSON.stringify(generate(Number(process.argv[2])))}\n`);
}

module.exports = { generate, siteCodes, MOST_SITES };
