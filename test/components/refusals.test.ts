import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { CopylogUpdate, Domain, Hierarchy, HotfixInstallation, SeniorSite, Site, Sp2Upgrade } from "../../components";
import { contosoDocument } from "../kit/contoso";
import { refusal } from "../kit/recorder";

const contoso = (upgrades: string[] = []) => new Hierarchy("contoso", { upgrades });
const central = (hierarchy: Hierarchy) => new Site("CEN", { hierarchy, type: "central", build: 1380, domains: [] });

const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (content: string | Buffer) => {
  const file = path.join(folder, "hierarchy.yaml");
  writeFileSync(file, content);
  return file;
};

const primary = { type: "primary", build: 1380, domains: [] } as const;

/**
 * Every program is refused with all of these problems, when it had registered what is listed. Of what the model of the
 * facts expects only the beginning is told.
 */
const REFUSED: { what: string; program: () => unknown; problems: string[]; registered: string[] }[] = [
  ...[
    () => Hierarchy.fromFile("contoso", undefined as never),
    () => Hierarchy.fromFile("contoso", pulumi.output("contoso.yaml") as never),
    () => Hierarchy.fromFile("contoso", "con\0toso.yaml"),
    () => Hierarchy.fromFiles("contoso", "contoso.yaml" as never),
    () => Hierarchy.fromFiles("contoso", []),
  ].map((program) => ({
    what: `hierarchy files that are no paths: ${String(program)}`,
    program,
    problems: ["file: expected the path of a hierarchy file, from the folder of the project"],
    registered: [],
  })),
  {
    what: "hierarchy documents whose names begin with what is known only later",
    program: () => Hierarchy.fromFacts("contoso", contosoDocument(), { namePrefix: pulumi.output("eu-") as never }),
    problems: ["namePrefix: expected a text, known while the program runs"],
    registered: [],
  },
  {
    what: "a hierarchy with an upgrade that is listed twice, one that is no code, and an incomplete waiver",
    program: () =>
      new Hierarchy("contoso", { upgrades: ["CEN", "CEN", "PRN"], waivers: [{ rule: "senior-site" } as never] }),
    problems: [
      'upgrades[1]: found "CEN", expected a site that is listed once',
      'upgrades[2]: found "PRN", expected a site code: three letters or digits',
      "waivers[0].expires: missing, expected an existing day as YYYY-MM-DD",
      "waivers[0].owner: missing, expected who answers for the waiver",
      "waivers[0].reason: missing, expected the reason for the waiver",
      "waivers[0].subject: missing, expected the site, domain or server that the waiver is for",
    ],
    registered: [],
  },
  {
    what: "a hierarchy whose file is no path",
    program: () => new Hierarchy("contoso", { file: 7 } as never),
    problems: ["file: found 7, expected the path of a hierarchy file, from the folder of the project"],
    registered: [],
  },
  {
    what: "a hierarchy with an argument that does not exist",
    program: () => new Hierarchy("contoso", { upgrade: ["CEN"] } as never),
    problems: ['upgrade: unknown key "upgrade"; did you mean upgrades?'],
    registered: [],
  },
  {
    what: "a hierarchy whose upgrades are an output",
    program: () => new Hierarchy("contoso", { upgrades: pulumi.output(["CEN"]) as never }),
    problems: ["upgrades: found an Output or a promise, expected a list of site codes, known while the program runs"],
    registered: [],
  },
  {
    what: "a site without a hierarchy",
    program: () => new Site("CEN", { type: "central", build: 1380, domains: [] } as never),
    problems: ["hierarchy: missing, expected a Hierarchy"],
    registered: [],
  },
  {
    what: "a site without arguments",
    program: () => new Site("CEN", undefined as never),
    problems: ["hierarchy: missing, expected a Hierarchy"],
    registered: [],
  },
  {
    what: "a domain whose hierarchy is a name",
    program: () => new Domain("CORP", { hierarchy: "contoso" as never, pdc: "PDC1" }),
    problems: ['hierarchy: found "contoso", expected a Hierarchy'],
    registered: [],
  },
  {
    what: "a site with several faults",
    program: () =>
      new Site("CEN", {
        hierarchy: contoso(),
        type: "main" as never,
        build: 1381 as never,
        domains: ["CORP"],
        hotfixes: { Q249077: { attestedBy: "j.doe", files: { "Nt_logon.dll": "2.0.1380.1105" } } },
        color: "red",
      } as never),
    problems: [
      "build: found 1381, expected a build of SMS 2.0",
      'color: unknown key "color", expected one of the keys type, ',
      "hotfixes.Q249077.attestedOn: missing, expected the day",
      'hotfixes.Q249077.files["Nt_logon.dll"]: found the key "Nt_logon.dll", expected a file below',
      'type: found "main", expected central, primary or secondary',
    ],
    registered: ["contoso"],
  },
  {
    what: "a site in a domain that is not declared when the gate is created",
    program: () => {
      const hierarchy = contoso();
      new Site("CEN", { hierarchy, type: "central", build: 1380, domains: ["CORP"] });
      return hierarchy.readiness;
    },
    problems: ['sites.CEN.domains[0]: found "CORP", expected a declared domain; none is declared'],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a site whose code is none",
    program: () => new Site("CENTRAL", { hierarchy: contoso(), type: "central", build: 1380, domains: [] }),
    problems: ['code: found "CENTRAL", expected a site code: three letters or digits'],
    registered: ["contoso"],
  },
  {
    what: "a primary site without a parent",
    program: () => new Site("P01", { hierarchy: contoso(), ...primary }),
    problems: ["parent: missing, expected the code of the parent site"],
    registered: ["contoso"],
  },
  {
    what: "a site whose parent is a code that nobody declares",
    program: () => {
      const hierarchy = contoso();
      central(hierarchy);
      new Site("P01", { hierarchy, ...primary, parent: "CEX" });
    },
    problems: ['parent: found "CEX", expected the code of a declared site; declared: CEN'],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a parent and a domain of another hierarchy",
    program: () => {
      const hierarchy = contoso();
      const other = new Hierarchy("fabrikam");
      const parent = new Site("F01", { hierarchy: other, type: "central", build: 1380, domains: [] });
      const domain = new Domain("FAB", { hierarchy: other, pdc: "PDC1" });
      new Site("P01", { hierarchy, ...primary, parent, domains: [domain] });
    },
    problems: [
      "parent: found site F01 of another hierarchy, expected a Site of contoso",
      "domains[0]: found domain FAB of another hierarchy, expected a Domain of contoso",
    ],
    registered: ["contoso", "fabrikam", "F01", "FAB", "FAB/PDC1"],
  },
  {
    what: "a site code that is declared twice, case aside",
    program: () => {
      const hierarchy = contoso();
      const parent = central(hierarchy);
      new Site("second", { hierarchy, code: "cen", ...primary, parent });
    },
    problems: ['code: found "cen", expected a site code that is declared once, case aside; CEN is there already'],
    registered: ["contoso", "CEN"],
  },
  {
    what: "the same site code twice, and a second central site",
    program: () => {
      const hierarchy = contoso();
      new Site("CEN", { hierarchy, type: "central", build: 1380, domains: [] });
      central(hierarchy);
    },
    problems: ["code: found CEN, expected a site code that is declared once"],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a second central site",
    program: () => {
      const hierarchy = contoso();
      central(hierarchy);
      new Site("100", { hierarchy, type: "central", build: 1380, domains: [] });
    },
    problems: ['type: found "central", expected one central site; CEN is one already'],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a domain that is declared twice, case aside, with a controller of it",
    program: () => {
      const hierarchy = contoso();
      new Domain("CORP", { hierarchy, pdc: "PDC1" });
      new Domain("Corp", { hierarchy, pdc: "pdc1", logonPoints: { PDC9: {} } });
    },
    problems: [
      'domain: found "Corp", expected a domain that is declared once, case aside; CORP is there already',
      'logonPoints.PDC9: found "PDC9", expected the pdc or a bdc of Corp; declared: pdc1',
      'pdc: found "pdc1", expected a server that is a controller once; domain CORP has it already',
    ],
    registered: ["contoso", "CORP", "CORP/PDC1"],
  },
  {
    what: "a domain whose controllers are outputs",
    program: () =>
      new Domain("CORP", {
        hierarchy: contoso(),
        pdc: pulumi.output("PDC1") as never,
        bdcs: Promise.resolve([]) as never,
      }),
    problems: [
      "bdcs: found an Output or a promise, expected a list of server names, known while the program runs",
      "pdc: found an Output or a promise, expected the name of a server",
    ],
    registered: ["contoso"],
  },
  {
    what: "a Copylog.tcf whose statement contradicts its text",
    program: () =>
      new Domain("CORP", {
        hierarchy: contoso(),
        pdc: "PDC1",
        logonPoints: { PDC1: { copylog: { text: "", corrupt: false } } },
      }),
    problems: ["logonPoints.PDC1.copylog.corrupt: found false, expected what the text says: true"],
    registered: ["contoso"],
  },
  {
    what: "facts that are no plain data",
    program: () =>
      new Site("CEN", {
        hierarchy: contoso(),
        type: "central",
        build: 1380,
        domains: [],
        fullVersion: new Date(0) as never,
      }),
    problems: ['fullVersion: found "(Date)", expected plain data'],
    registered: ["contoso"],
  },
  {
    what: "an upgrade of nothing",
    program: () => new Sp2Upgrade("CEN", {} as never),
    problems: ["site: missing, expected a Site"],
    registered: [],
  },
  {
    what: "an upgrade that is not planned",
    program: () => new Sp2Upgrade("CEN", { site: central(contoso(["P01", "P02"])) }),
    problems: ["site: found CEN, expected a site in the upgrades of hierarchy contoso: P01, P02"],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a second upgrade of one site",
    program: () => {
      const site = central(contoso(["CEN"]));
      new Sp2Upgrade("CEN", { site });
      new Sp2Upgrade("again", { site });
    },
    problems: ["site: found CEN, expected a site that has no Sp2Upgrade yet"],
    registered: ["contoso", "CEN", "contoso", "CEN"],
  },
  {
    what: "an upgrade before that of a planned site two levels above it",
    program: () => {
      const hierarchy = contoso(["CEN", "S01"]);
      const parent = new Site("P01", { hierarchy, ...primary, parent: central(hierarchy) });
      new Sp2Upgrade("S01", { site: new Site("S01", { hierarchy, ...primary, type: "secondary", parent }) });
    },
    problems: [
      "site: found S01 before CEN, a planned site above it: declare the Sp2Upgrade of CEN first, since sites are upgraded from the central site downwards (Q264630)",
    ],
    registered: ["contoso", "CEN", "P01", "S01"],
  },
  {
    what: "a site after the first upgrade",
    program: () => {
      const hierarchy = contoso(["CEN"]);
      const parent = central(hierarchy);
      new Sp2Upgrade("CEN", { site: parent });
      new Site("P01", { hierarchy, ...primary, parent });
    },
    problems: [
      "hierarchy: Q261931 is about every site, so the gate carries all of contoso, and it is created already: declare every site and domain before the first upgrade, and before readiness or facts is used",
    ],
    registered: ["contoso", "CEN", "contoso", "CEN"],
  },
  {
    what: "a domain after the first use of readiness",
    program: () => {
      const hierarchy = contoso();
      central(hierarchy);
      void hierarchy.readiness;
      new Domain("CORP", { hierarchy, pdc: "PDC1" });
    },
    problems: [
      "hierarchy: Q261931 is about every site, so the gate carries all of contoso, and it is created already: declare every site and domain before the first upgrade, and before readiness or facts is used",
    ],
    registered: ["contoso", "CEN", "contoso"],
  },
  {
    what: "a site after the first use of facts",
    program: () => {
      const hierarchy = contoso();
      const parent = central(hierarchy);
      void hierarchy.facts;
      new Site("P01", { hierarchy, ...primary, parent });
    },
    problems: [
      "hierarchy: Q261931 is about every site, so the facts carry all of contoso, and they are used already: declare every site and domain before the first upgrade, and before readiness or facts is used",
    ],
    registered: ["contoso", "CEN"],
  },
  {
    what: "facts of a hierarchy without a site",
    program: () => contoso().facts,
    problems: ["sites: found {}, expected at least one site"],
    registered: ["contoso"],
  },
  {
    what: "a part with upgrades",
    program: () => new Hierarchy("contoso", { part: true, upgrades: ["CEN"] }),
    problems: ["upgrades: expected no upgrades in a part of a hierarchy: plan them in the stack that has the gate"],
    registered: [],
  },
  {
    what: "a part that is an output",
    program: () => new Hierarchy("contoso", { part: pulumi.output(true) as never }),
    problems: ["part: found an Output or a promise, expected true or false, known while the program runs"],
    registered: [],
  },
  {
    what: "a part that is a word",
    program: () => new Hierarchy("contoso", { part: "europe" as never }),
    problems: ['part: found "europe", expected true or false'],
    registered: [],
  },
  {
    what: "a hierarchy with a stack of which nothing is named",
    program: () => new Hierarchy("contoso", { stacks: { "organization/eu/dev": "P01" as never } }),
    problems: ['stacks["organization/eu/dev"]: found "P01", expected the names of sites and domains'],
    registered: [],
  },
  {
    what: "the gate of a part",
    program: () => new Hierarchy("contoso", { part: true }).readiness,
    problems: ["part: a part of a hierarchy has no gate; the stack that reads its facts has one, for all parts"],
    registered: ["contoso"],
  },
  {
    what: "a document with upgrades as a part",
    program: () => Hierarchy.fromFacts("contoso", contosoDocument(), { part: true }),
    problems: [
      'upgrades: found ["S01","CEN","P01"], expected no upgrades in a part of a hierarchy: plan them in the stack that has the gate',
    ],
    registered: [],
  },
  {
    what: "a site of a part whose parent and domain are nearly those that are declared",
    program: () => {
      const hierarchy = new Hierarchy("contoso", { part: true });
      central(hierarchy);
      new Site("P01", { hierarchy, ...primary, parent: "cen" });
    },
    problems: ['parent: found "cen", expected the code of a declared site; CEN is declared'],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a gate of planned sites that are not declared",
    program: () => {
      const hierarchy = contoso(["P01"]);
      central(hierarchy);
      void hierarchy.readiness;
    },
    problems: ['upgrades[0]: found "P01", expected a declared site; declared: CEN'],
    registered: ["contoso", "CEN"],
  },
  {
    what: "an upgrade that is read from elsewhere",
    program: () => {
      const site = central(contoso(["CEN"]));
      new Sp2Upgrade("CEN", { site }, { id: "contoso/CEN", urn: "urn:pulumi:dev::p::t::CEN" });
    },
    problems: [
      "opts.id: expected an upgrade that the program declares, not one that it reads from elsewhere",
      "opts.urn: expected an upgrade that the program declares, not one that it reads from elsewhere",
    ],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a document with faults all over",
    program: () => {
      const document = contosoDocument();
      document.sites["P01"]!.parent = "X01";
      document.domains!["SALES"]!.seniorList = 7 as never;
      document.upgrades = ["P09"];
      Hierarchy.fromFacts("contoso", document);
    },
    problems: [
      "domains.SALES.seniorList: found 7, expected the text of Senior.lst, or null if there is none",
      'sites.P01.parent: found "X01", expected the code of a declared site; declared: S01, P01, CEN',
      'upgrades[0]: found "P09", expected a declared site; declared: S01, P01, CEN',
    ],
    registered: [],
  },
  {
    what: "a document that is none",
    program: () => Hierarchy.fromFacts("contoso", "contoso.yaml" as never),
    problems: ['found "contoso.yaml", expected an object with hierarchy, domains and sites'],
    registered: [],
  },
  {
    what: "a file that is not there",
    program: () => Hierarchy.fromFile("contoso", "nowhere.yaml"),
    problems: [`No such file (looked for at ${path.resolve(pulumi.getRootDirectory(), "nowhere.yaml")})`],
    registered: [],
  },
  {
    what: "a file in UTF-16",
    program: () => Hierarchy.fromFile("contoso", fileOf(Buffer.from("\uFEFFhierarchy: contoso", "utf16le"))),
    problems: ["UTF-16 text. Save it as UTF-8 (looked for at "],
    registered: [],
  },
  {
    what: "a hotfix installation with every argument wrong, and one that is read by an id",
    program: () =>
      new HotfixInstallation("fix", { code: "CENTRAL", server: "", hotfix: "Q1", timeout: -1, color: 1 } as never, {
        id: "x",
      }),
    problems: [
      "color: found 1, expected one of code, server, hotfix, platform, timeout",
      'code: found "CENTRAL", expected a site code',
      'server: found "", expected the name of a server',
      'hotfix: found "Q1", expected a hotfix that SP2 requires: Q251070, Q249077, Q252718, Q252717',
      "timeout: found -1, expected a number of seconds, 0 or more",
      "opts.id: expected a resource that the program declares, not one that it reads from elsewhere",
    ],
    registered: [],
  },
  {
    what: "a Senior Site at the release build, and a participant in another domain",
    program: () => {
      const hierarchy = contoso();
      const site = new Site("CEN", { hierarchy, type: "central", build: 1239, domains: ["CORP"] });
      const other = new Site("P01", { hierarchy, ...primary, parent: site, domains: ["SALES"] });
      return new SeniorSite("CORP", { domain: "CORP", pdc: "CORPPDC", site, participants: [other, "P02" as never] });
    },
    problems: [
      "participants[0]: found P01, expected a site that takes part in domain CORP: one that lists it, with a logon method enabled",
      'participants[1]: found "P02", expected a Site',
      'site: found "CEN at build 1239", expected a site at SP1 or later: release sites do not honour Senior.lst (Q235726)',
    ],
    registered: ["contoso", "CEN", "P01"],
  },
  {
    what: "a Senior Site whose logon methods are off",
    program: () => {
      const methods = { logonInstallation: false, logonDiscovery: false };
      const site = new Site("CEN", {
        hierarchy: contoso(),
        type: "central",
        build: 1380,
        domains: ["CORP"],
        ...methods,
      });
      return new SeniorSite("CORP", { domain: "CORP", pdc: "CORPPDC", site });
    },
    problems: ["site: found CEN, expected a site that takes part in domain CORP"],
    registered: ["contoso", "CEN"],
  },
  {
    what: "an update of Copylog.tcf without participants, with a Senior Site that is a text",
    program: () => new CopylogUpdate("CORP", { domain: "CORP", pdc: "CORPPDC", seniorSite: "CEN" } as never),
    problems: ["participants: missing, expected a list of sites", 'seniorSite: found "CEN", expected a SeniorSite'],
    registered: [],
  },
  {
    what: "an update of Copylog.tcf of which nothing says how old it may be",
    program: () => {
      const site = new Site("CEN", { hierarchy: contoso(), type: "central", build: 1380, domains: ["corp"] });
      return new CopylogUpdate("CORP", { domain: "CORP", pdc: "CORPPDC", participants: [site] });
    },
    problems: ["since: missing, expected a time with its zone: copylogFixInstalled is not declared for CEN"],
    registered: ["contoso", "CEN"],
  },
  {
    what: "an upgrade that waits for a server without a name",
    program: () => {
      const hierarchy = new Hierarchy("contoso", { upgrades: ["CEN"] });
      const site = new Site("CEN", { hierarchy, type: "central", build: 1380, domains: [] });
      return new Sp2Upgrade("CEN", { site, waitFor: "server", timeout: "soon" as never });
    },
    problems: [
      'timeout: found "soon", expected a number of seconds',
      "waitFor: site CEN has no server, and waitFor reads it: declare the server of the site",
    ],
    registered: ["contoso", "CEN"],
  },
  {
    what: "an upgrade with a time-out for nothing",
    program: () => {
      const hierarchy = new Hierarchy("contoso", { upgrades: ["CEN"] });
      const site = new Site("CEN", { hierarchy, type: "central", build: 1380, domains: [] });
      return new Sp2Upgrade("CEN", { site, timeout: 60 });
    },
    problems: ['timeout: found a time-out, expected none without waitFor: "server"'],
    registered: ["contoso", "CEN"],
  },
  {
    what: "a file with faults, each with its line",
    program: () =>
      Hierarchy.fromFile("contoso", fileOf("hierarchy: contoso\nsites:\n  CEN: { type: main }\n\nreading: x\n")),
    problems: [
      "sites.CEN.build: missing, expected a build of SMS 2.0, as a number: 1239, 1380 or 1493 (line 3)",
      "sites.CEN.domains: missing, expected a list of domain names (line 3)",
      'sites.CEN.type: found "main", expected central, primary or secondary (line 3)',
      'reading: unknown key "reading", expected one of the keys hierarchy, domains, sites, upgrades, waivers (line 5)',
    ],
    registered: [],
  },
];

test.each(REFUSED)("$what: refused", async ({ program, problems, registered }) => {
  const { error, registered: before } = await refusal(program);
  expect(error).toBeInstanceOf(pulumi.InputPropertiesError);
  const { errors } = error as pulumi.InputPropertiesError;
  const lines = errors.map(({ propertyPath, reason }) => (propertyPath === "" ? reason : `${propertyPath}: ${reason}`));
  expect(error.message.split("\n").slice(1)).toEqual(lines.map((line) => `  - ${line}`));
  expect(lines.map((line, index) => (line.startsWith(problems[index] ?? "-") ? problems[index] : line))).toEqual(
    problems,
  );
  await pulumi.runtime.disconnect();
  expect(before.map(({ name }) => name)).toEqual(registered);
});

test("what the runtime prints names the resource and the user's own line, and no more", async () => {
  const { error } = await refusal(() => new Site("CEN", {} as never));
  const [first, second, third, ...others] = inspect(error).split("\n");
  expect(first).toBe('Site "CEN" is refused:');
  expect(second).toBe("  - hierarchy: missing, expected a Hierarchy");
  expect(third).toMatch(/^ {4}at .*refusals\.test/);
  expect(others).toEqual([]);
});

test.each<{ config: Record<string, string>; says: string }>([
  {
    config: { "sms:reading": "all" },
    says: "stack configuration sms:reading: expected one of every-site, shared-domains",
  },
  {
    config: { "sms:reading": "", "sms:minimumEvidence": "none" },
    says: "stack configuration sms:reading: expected one of every-site, shared-domains\nstack configuration sms:minimumEvidence: expected one of files, attested",
  },
  {
    config: { "sms:levels": '{"senior-site":"low"}' },
    says: "stack configuration sms:levels.senior-site: expected ",
  },
  { config: { "sms:levels": '{"upgrade-gate":"advisory"}' }, says: "stack configuration sms:levels" },
  {
    config: { "sms:minimumevidence": "files" },
    says: "stack configuration sms:minimumevidence: found an unknown key, expected one of sms:reading, sms:minimumEvidence, sms:levels",
  },
  { config: { "sms:levels": "advisory" }, says: "stack configuration sms:levels: expected " },
])("stack configuration $config is refused with the values that exist", async ({ config, says }) => {
  const { error, registered } = await refusal(() => contoso(), { config });
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect([error.message.slice(0, says.length), registered]).toEqual([says, []]);
});
