"use strict";
const pulumi = require("@pulumi/pulumi");

const nt = (version) => ({ files: { "Bin\\i386\\Nt_logon.dll": version } });
const ccm = () => ({
  files: {
    "Bin\\i386\\Ccm.dll": "2.0.1380.1125",
    "Bin\\i386\\Ccmbtldr.exe": "2.0.1380.1125",
    "Bin\\i386\\Baseobj.dll": "2.0.1380.1101",
  },
});
const point = () => ({ copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true });
const site = (type, parent) => ({
  type,
  ...(parent === undefined ? {} : { parent }),
  build: 1380,
  domains: ["CORP"],
  hotfixes: { Q249077: nt("2.0.1380.1105"), Q252717: ccm() },
});

/**
 * A hierarchy document whose upgrades are cleared: three sites that share one domain.
 *
 * @param network what the names of its controllers begin with: another hierarchy is in a network of its own.
 */
function facts(network = "") {
  const [pdc, bdc] = [`${network}PDC1`, `${network}BDC1`];
  return {
    hierarchy: "contoso",
    domains: {
      CORP: { pdc, bdcs: [bdc], seniorList: "CEN", logonPoints: { [pdc]: point(), [bdc]: point() } },
    },
    sites: { CEN: site("central"), P01: site("primary", "CEN"), S01: site("secondary", "P01") },
    upgrades: ["CEN", "P01"],
  };
}

/** A resource whose output `files` is unknown in preview and the given versions at apply. */
class Later extends pulumi.CustomResource {
  constructor(name, version, opts) {
    super("lab:index:Installation", name, { server: name, version, files: undefined }, opts);
  }
}

module.exports = { facts, Later };
