import * as pulumi from "@pulumi/pulumi";
import { Domain, Hierarchy, Site, Sp2Upgrade, type HierarchyDocumentArgs } from "../../components";

/** A hierarchy of three sites and two domains, as a document. */
export function contosoDocument(): HierarchyDocumentArgs {
  return {
    hierarchy: "contoso",
    domains: {
      CORP: {
        pdc: "CORPPDC",
        bdcs: ["CORPBDC1"],
        seniorList: "CEN\r\n",
        logonPoints: {
          CORPPDC: { copylog: { text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\n" }, updatedSinceFix: true },
        },
      },
      SALES: { pdc: "SALESPDC", seniorList: null },
    },
    sites: {
      S01: { type: "secondary", parent: "P01", build: 1380, fullVersion: null, domains: ["SALES"] },
      P01: { type: "primary", parent: "CEN", build: 1380, domains: ["CORP", "SALES"] },
      CEN: { type: "central", build: 1493, domains: ["CORP"], hotfixes: { Q249077: { installed: false } } },
    },
    upgrades: ["S01", "CEN", "P01"],
    waivers: [{ rule: "senior-site", subject: "SALES", reason: "one site", owner: "j.doe", expires: "2000-08-01" }],
  };
}

/** The same hierarchy, declared by hand. */
export function declareContoso(): Record<string, pulumi.Resource> {
  const { upgrades, waivers } = contosoDocument();
  const hierarchy = new Hierarchy("contoso", { upgrades, waivers });
  const corp = new Domain("CORP", {
    hierarchy,
    pdc: "CORPPDC",
    bdcs: ["CORPBDC1"],
    seniorList: "CEN\r\n",
    logonPoints: {
      CORPPDC: {
        copylog: pulumi.output({ text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\n" }),
        updatedSinceFix: true,
      },
    },
  });
  const sales = new Domain("SALES", { hierarchy, pdc: "SALESPDC", seniorList: Promise.resolve(null) });
  const hotfixes = { Q249077: { installed: false as const } };
  const cen = new Site("CEN", { hierarchy, type: "central", build: 1493, domains: [corp], hotfixes });
  const p01 = new Site("P01", { hierarchy, type: "primary", parent: cen, build: 1380, domains: ["CORP", sales] });
  const s01 = new Site("S01", {
    hierarchy,
    type: "secondary",
    parent: p01,
    build: pulumi.output(1380 as const),
    fullVersion: pulumi.output(null),
    version: pulumi.output(undefined as unknown as string),
    domains: [sales],
  });
  for (const site of [cen, p01, s01]) new Sp2Upgrade(site.code, { site });
  return { hierarchy, corp, sales, cen, p01, s01 };
}
