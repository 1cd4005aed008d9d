import * as pulumi from "@pulumi/pulumi";
import * as sms from "pulumi-sms";

const timeout = Number(new pulumi.Config().require("timeout"));
const contoso = new sms.Hierarchy("contoso", { upgrades: ["CEN", "P01"] });
const controllers = { domain: "CORP", pdc: "CORPPDC", bdcs: ["CORPBDC1", "CORPBDC2"] };

/** A site with the build that its server shows, and with hotfixes that are awaited there. */
async function declareSite(code: string, place: { type: "central" } | { type: "primary"; parent: sms.Site }) {
  const server = `SMS${code}`;
  const { build } = await sms.inspectSite({ code, server });
  const shown = (hotfix: "Q249077" | "Q252717") =>
    new sms.HotfixInstallation(`${code}-${hotfix}`, { code, server, hotfix, timeout });
  const [copylogFix, ccmFix] = [shown("Q249077"), shown("Q252717")];
  const site = new sms.Site(code, {
    hierarchy: contoso,
    ...place,
    server,
    build,
    domains: ["CORP"],
    hotfixes: { Q249077: copylogFix.evidence, Q252717: ccmFix.evidence },
    copylogFixInstalled: copylogFix.installedAt,
  });
  return { site, fixes: [copylogFix, ccmFix] };
}

async function declareContoso() {
  const central = await declareSite("CEN", { type: "central" });
  const primary = await declareSite("P01", { type: "primary", parent: central.site });
  const participants = [central.site, primary.site];
  const seniorSite = new sms.SeniorSite(
    "CORP",
    { domain: "CORP", pdc: "CORPPDC", site: central.site, participants },
    { dependsOn: [...central.fixes, ...primary.fixes] },
  );
  const copylog = new sms.CopylogUpdate("CORP", { ...controllers, participants, seniorSite, timeout });
  new sms.Domain("CORP", {
    hierarchy: contoso,
    ...controllers,
    seniorList: copylog.seniorList,
    logonPoints: copylog.logonPoints,
  });
  const upgrades = participants.map((site) => new sms.Sp2Upgrade(site.code, { site, waitFor: "server", timeout }));
  return { upgraded: upgrades.map((upgrade) => upgrade.site) };
}

module.exports = declareContoso();
