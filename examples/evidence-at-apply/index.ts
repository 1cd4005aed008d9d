import * as pulumi from "@pulumi/pulumi";
import * as sms from "pulumi-sms";
import { Installation } from "./installation";

const config = new pulumi.Config();

const contoso = new sms.Hierarchy("contoso", { upgrades: ["CEN"] });
const corp = new sms.Domain("CORP", {
  hierarchy: contoso,
  pdc: "CORPPDC",
  seniorList: "CEN\r\n",
  logonPoints: { CORPPDC: { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true } },
});
const ccmFix = { attestedBy: "j.doe", attestedOn: "2000-06-20" };
const cen = new sms.Site("CEN", {
  hierarchy: contoso,
  type: "central",
  build: 1380,
  domains: [corp],
  hotfixes: { Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } }, Q252717: ccmFix },
});

// Which versions the installation leaves behind is known when it has run: in preview the verdict is `pending`, at
// apply the gate is judged on what is there.
const installation = new Installation("P01-Q249077", { server: "P01SRV", version: config.require("ntLogonVersion") });
new sms.Site("P01", {
  hierarchy: contoso,
  type: "primary",
  parent: cen,
  build: 1380,
  domains: [corp],
  hotfixes: { Q249077: { files: installation.files }, Q252717: ccmFix },
});

export const cleared = new sms.Sp2Upgrade("CEN", { site: cen }).cleared;
