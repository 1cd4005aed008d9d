import * as sms from "pulumi-sms";

// A hierarchy to start from: every prerequisite of Q261931 holds, so its upgrades are cleared.
const contoso = new sms.Hierarchy("contoso", { upgrades: ["CEN", "P01", "S01"] });

const corp = new sms.Domain("CORP", {
  hierarchy: contoso,
  pdc: "CORPPDC",
  bdcs: ["CORPBDC1", "CORPBDC2"],
  seniorList: "CEN\r\n",
  logonPoints: {
    CORPPDC: { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true },
    CORPBDC1: { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true },
    CORPBDC2: { logonPoint: false },
  },
});

const sales = new sms.Domain("SALES", {
  hierarchy: contoso,
  pdc: "SALESPDC",
  seniorList: "P01\r\n",
  logonPoints: {
    SALESPDC: { copylog: { sharedOwner: "P01", corrupt: false }, updatedSinceFix: true },
  },
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
    Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } },
    Q252717: {
      files: {
        "Bin\\i386\\Ccm.dll": "2.0.1380.1125",
        "Bin\\i386\\Ccmbtldr.exe": "2.0.1380.1125",
        "Bin\\i386\\Baseobj.dll": "2.0.1380.1101",
      },
    },
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
    Q251070: { files: { "Bin\\alpha\\Nt_logon.dll": "2.0.1239.62" } },
    Q252718: { files: { "Bin\\alpha\\Ccm.dll": "2.0.1239.64", "Bin\\alpha\\Ccmbtldr.exe": "2.0.1239.64" } },
  },
});

// Each upgrade waits for the one of its parent site, and all for the gate of the hierarchy. What installs SP2 on a
// server depends on `cleared`.
export const cleared = [cen, p01, s01].map((site) => new sms.Sp2Upgrade(site.code, { site }).cleared);
