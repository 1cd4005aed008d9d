import * as sms from "pulumi-sms";

const contoso = new sms.Hierarchy("contoso", { upgrades: ["CEN", "P01", "S01"] });

const corp = new sms.Domain("CORP", {
  hierarchy: contoso,
  pdc: "CORPPDC",
  bdcs: ["CORPBDC1", "CORPBDC2"],
  seniorList: "CEN\r\n",
  logonPoints: {
    CORPPDC: { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true },
    // The Senior Site has not been here since the Copylog fix.
    CORPBDC1: { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: false },
    CORPBDC2: { logonPoint: false },
  },
});

const sales = new sms.Domain("SALES", {
  hierarchy: contoso,
  pdc: "SALESPDC",
  // Senior.lst is not carried from CORP to SALES, and nobody put one here.
  seniorList: null,
  // Nobody looked at SALESPDC.
});

const cen = new sms.Site("CEN", {
  hierarchy: contoso,
  type: "central",
  build: 1380,
  fullVersion: "2.00.1380.1000",
  domains: [corp],
  hotfixes: {
    Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } },
    Q252717: { attestedBy: "j.doe", attestedOn: "2000-06-20" },
  },
});

const p01 = new sms.Site("P01", {
  hierarchy: contoso,
  type: "primary",
  parent: cen,
  build: 1380,
  domains: [corp, sales],
  hotfixes: {
    // Older than the fix.
    Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1104" } },
    // The fix of the release.
    Q252718: { attestedBy: "j.doe", attestedOn: "2000-03-01" },
  },
});

const s01 = new sms.Site("S01", {
  hierarchy: contoso,
  type: "secondary",
  parent: p01,
  build: 1239,
  platform: "alpha",
  domains: [sales],
  hotfixes: {
    Q251070: { installed: false },
    // An attestation proves nothing on a secondary site, and the installer is for Intel only.
    Q252718: { attestedBy: "j.doe", attestedOn: "2000-06-20" },
  },
});

export const cleared = [cen, p01, s01].map((site) => new sms.Sp2Upgrade(site.code, { site }).cleared);
