import * as pulumi from "@pulumi/pulumi";
import { CopylogUpdate, Domain, Hierarchy, HotfixInstallation, SeniorSite, Site, Sp2Upgrade } from "../../components";
import { register } from "../kit/recorder";

test("the prerequisite work is registered with what each step needs to know of the sites", async () => {
  const all = await register(() => {
    const hierarchy = new Hierarchy("contoso", { upgrades: ["CEN"] });
    const fix = new HotfixInstallation("fix", { code: "CEN", server: "SMSCEN", hotfix: "Q249077", timeout: 60 });
    const site = new Site("CEN", {
      hierarchy,
      type: "central",
      server: "SMSCEN",
      build: 1380,
      domains: ["CORP"],
      hotfixes: { Q249077: fix.evidence },
      copylogFixInstalled: fix.installedAt,
      logonDiscovery: pulumi.output(false),
    });
    const other = new Site("P01", { hierarchy, type: "primary", parent: site, build: 1493, domains: ["corp"] });
    const seniorSite = new SeniorSite("senior", { domain: "CORP", pdc: "CORPPDC", site, participants: [other] });
    const copylog = new CopylogUpdate("copylog", {
      domain: "CORP",
      pdc: "CORPPDC",
      bdcs: ["CORPBDC1"],
      participants: [site, other],
      seniorSite,
    });
    new Domain("CORP", {
      hierarchy,
      pdc: "CORPPDC",
      bdcs: ["CORPBDC1"],
      seniorList: copylog.seniorList,
      logonPoints: copylog.logonPoints,
    });
    new Sp2Upgrade("CEN", { site, waitFor: "server" });
  });
  const inputsOf = (type: string) => all.find((one) => one.type === `sms:index:${type}`)?.inputs;
  expect(inputsOf("HotfixInstallation")).toEqual({ code: "CEN", server: "SMSCEN", hotfix: "Q249077", timeout: 60 });
  expect(inputsOf("SeniorSite")).toEqual({
    domain: "CORP",
    pdc: "CORPPDC",
    site: "CEN",
    participants: { CEN: { build: 1380, takesPart: true }, P01: { build: 1493, takesPart: true } },
  });
  expect(inputsOf("CopylogUpdate")).toMatchObject({
    domain: "CORP",
    pdc: "CORPPDC",
    bdcs: ["CORPBDC1"],
    participants: { CEN: { build: 1380, logonDiscovery: false }, P01: { build: 1493 } },
    seniorSite: "CEN",
  });
  expect(inputsOf("Sp2Upgrade")).toMatchObject({ site: "CEN", waitFor: "server", server: "SMSCEN" });
});
