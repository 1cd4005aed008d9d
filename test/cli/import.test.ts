import { cpSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readHierarchyFile } from "../../domain/text/hierarchy-file";
import { blocksOf } from "../kit/docs/markdown";
import { program } from "../kit/evidence/programs";
import { workshop } from "../kit/pulumi-sms";

const { at, write, read, pulumiSms } = workshop();
cpSync(path.join(__dirname, "../../examples/inventory"), at("forty"), { recursive: true });
cpSync(path.join(__dirname, "../kit/evidence/hierarchy-by-hand.yaml"), at("forty/by-hand.yaml"));

interface Finding {
  readonly code: string;
  readonly subject: { readonly name: string };
  readonly certainty: string;
  readonly found: string;
  readonly cause?: { readonly subject: { readonly name: string }; readonly fact?: string };
}

async function findings(file: string): Promise<Finding[]> {
  const { out } = await pulumiSms(["check", file, "--format", "json", "--today", "2000-06-25"]);
  return (JSON.parse(out) as { findings: Finding[] }).findings;
}

const FORTY = [
  ...["--hierarchy", "bigcorp", "--sites", at("forty/sites.csv"), "--controllers", at("forty/dcs.csv")],
  ...["--listing", at("forty/filever.txt"), "--copylog", at("forty/copylog"), "--empty-is-none", "--plan-upgrades"],
];
const DATES = ["--time-zone", "UTC", "--date-order", "mdy"];

test("forty sites come to the findings of the hierarchy by hand, but for what no file proves", async () => {
  const out = at("forty/hierarchy.yaml");
  const installed = ["--copylog-fix-installed", "2000-06-20T18:00:00Z"];
  expect(await pulumiSms(["import", ...FORTY, ...DATES, ...installed, "--out", out])).toEqual({
    code: 0,
    out: "",
    err: `${out}: 40 sites, 6 domains\n`,
  });
  const summary = ({ code, subject, certainty }: Finding) => `${code} ${subject.name} ${certainty}`;
  const [hand, imported] = [await findings(at("forty/by-hand.yaml")), await findings(out)];
  const extra = imported.filter((finding) => !hand.map(summary).includes(summary(finding)));
  expect(hand.map(summary).filter((one) => !imported.map(summary).includes(one))).toEqual([]);
  // By hand S08 got a time of installation as well; its Nt_logon.dll shows that it has no fix. All in CORP wait for it.
  expect(extra.map(summary)).toEqual(
    ["CORPBDC1", "CORPBDC2", "CORPPDC"].map((name) => `copylog-not-updated ${name} unknown`),
  );
  expect(extra.map(({ cause }) => cause)).toEqual(
    extra.map(
      () => expect.objectContaining({ subject: { kind: "site", name: "S08" }, fact: "copylogFixInstalled" }) as object,
    ),
  );
});

/** Writes a folder as collect.cmd leaves it: what the hierarchy declares, and when the hotfix was installed. */
async function collect(folder: string, text: string) {
  const put = (file: string, content: string | Uint8Array, modified?: string) => {
    const place = path.join(folder, ...file.split("\\"));
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
    if (modified !== undefined) utimesSync(place, new Date(modified), new Date(modified));
  };
  const { sites, domains = {} } = readHierarchyFile(text, "yaml", (file) => readFileSync(at("forty", file))).document;
  for (const [code, { server, hotfixes = {} }] of Object.entries(sites)) {
    for (const [id, hotfix] of Object.entries(hotfixes)) {
      const { files = {} } = hotfix as { files?: Record<string, string> };
      for (const [file, version] of Object.entries(files))
        put(`${server}\\SMS_${code}\\${file}`, await program(version));
      put(`${server}\\SMS_${code}\\Logs\\${id}.log`, "", "2000-06-20T18:00:00Z");
    }
  }
  for (const { pdc, seniorList, logonPoints = {} } of Object.values(domains)) {
    for (const [server, point] of Object.entries(logonPoints)) {
      const { copylog } = point as { copylog?: { text: string; modified: string } };
      if (copylog !== undefined) put(`${server}\\SMSLOGON\\Config\\Copylog.tcf`, copylog.text, copylog.modified);
    }
    if (typeof seniorList === "string") put(`${pdc}\\SMSLOGON\\Sitescfg\\Senior.lst`, seniorList);
  }
}

test("import as in README, inspect of a collected folder and check lead to the findings of a file made by hand", async () => {
  const block = blocksOf("README.md").find(({ text }) => text.includes("pulumi-sms import"));
  const [imported = ""] = block?.text.split("\n") ?? [];
  const home = process.cwd();
  cpSync(at("forty"), at("three"), { recursive: true, filter: (file) => !file.endsWith("hierarchy.yaml") });
  const codes: number[] = [];
  process.chdir(at("three"));
  try {
    for (const line of [
      imported,
      "pulumi-sms inspect hierarchy.yaml --from collected",
      "pulumi-sms check hierarchy.yaml",
    ]) {
      const [, ...args] = line.split(" ");
      if (args[0] === "inspect") await collect(at("three/collected"), read("three/hierarchy.yaml") ?? "");
      codes.push((await pulumiSms(args)).code);
    }
  } finally {
    process.chdir(home);
  }
  // Servers without a collection could not be read, and the hierarchy is not ready.
  expect(codes).toEqual([0, 1, 1]);
  const summary = ({ code, subject, certainty }: Finding) => `${code} ${subject.name} ${certainty}`;
  const hand = (await findings(at("forty/by-hand.yaml"))).map(summary);
  const read3 = (await findings(at("three/hierarchy.yaml"))).map(summary);
  expect({
    gone: hand.filter((one) => !read3.includes(one)),
    fresh: read3.filter((one) => !hand.includes(one)),
  }).toEqual({
    // The folder of the server is there, and Ccm.dll is not in it.
    gone: ["missing-hotfix S16 unknown"],
    fresh: [
      "missing-hotfix S16 known",
      // S08 has no proven fix, so no time of installation; by hand it got one.
      ...["CORPBDC1", "CORPBDC2", "CORPPDC"].map((name) => `copylog-not-updated ${name} unknown`),
    ],
  });
});

test("a date without zone or order is a fault at its line, and nothing is written", async () => {
  const out = at("forty/none.yaml");
  const { code, err } = await pulumiSms(["import", ...FORTY, "--time-zone", "UTC", "--out", out]);
  expect([code, read("forty/none.yaml")]).toEqual([2, undefined]);
  expect(err).toContain("dcs.csv:2: copylogModified of CORPPDC: 06/24/00 has no known order of day and month.");
  const zoneless = await pulumiSms(["import", ...FORTY, "--date-order", "mdy", "--out", out]);
  expect(zoneless.err).toContain("dcs.csv:2: copylogModified of CORPPDC: 06/24/00 03:14a has no time zone.");
});

test("a hierarchy file that exists is left alone", async () => {
  write("there.yaml", "mine");
  const { code, err } = await pulumiSms(["import", ...FORTY, ...DATES, "--out", at("there.yaml")]);
  expect([code, read("there.yaml")]).toEqual([2, "mine"]);
  expect(err).toContain("exists already");
});

/** An inventory of another shape: semicolons, code page 1252, other names and another order of columns. */
const MESSY = {
  sites: [
    "NT domain;Machine;Status;Art;SMS site code;Reports to;Full Version;Ort",
    '"CORP\nSALES";\\\\SRV1;ok;Primary site;AAA;CEN;2.00.1380.1000;M\xfcnchen',
    "CORP;SRV1;ok;secondary;BBB;AAA;2.00.1380.1000;",
    "CORP;SRVC;ok;central;CEN;;;",
    ";;;;;;;",
  ],
  controllers: ["DC;Role;Domain;Remark", "PDC1;PDC;Corp;x", "BDC1;Backup;CORP;", "PDC2;pdc;SALES;"],
  listing: [
    "C:\\>filever \\\\SRV1\\SMS_BBB\\bin\\i386\\nt_logon.dll",
    "--a-- W32i   DLL ENU   2.0.1380.1105 shp    123,904 06-20-2000 nt_logon.dll",
    "C:\\>filever \\\\SRV1\\D$\\SMS\\bin\\i386\\ccm.dll",
    "--a-- W32i   DLL ENU   2.0.1380.1125 shp    123,904 06-20-2000 ccm.dll",
    "C:\\>filever \\\\SRVC\\D$\\SMS\\bin\\i386\\ccm.dll",
    "--a-- W32i   DLL ENU   2.0.1380.1125 shp    123,904 06-20-2000 ccm.dll",
    " Directory of \\\\PDC1\\SMSLOGON\\Config",
    "",
    "24.06.00  15:14                 1.234 COPYLOG.TCF",
    "               1 File(s)          1.234 bytes",
  ],
};

async function messy(changes: Partial<typeof MESSY> = {}, ...options: string[]) {
  const { sites, controllers, listing } = { ...MESSY, ...changes };
  write("messy/listing.txt", listing.join("\r\n"));
  write("messy/dcs.csv", controllers.join("\r\n"));
  const text = Buffer.from(sites.join("\r\n"), "latin1");
  write("messy/sites.csv", "");
  writeFileSync(at("messy/sites.csv"), text);
  const outcome = await pulumiSms([
    ...["import", "--hierarchy", "messy", "--sites", at("messy/sites.csv"), "--controllers", at("messy/dcs.csv")],
    ...["--listing", at("messy/listing.txt"), "--time-zone", "Europe/Berlin", "--date-order", "dmy"],
    ...options,
  ]);
  const plain = (texts: string) => texts.replaceAll(`${at("messy")}${path.sep}`, "");
  return { code: outcome.code, out: plain(outcome.out), err: plain(outcome.err) };
}

const MAP = ["SMS site code=code", "Art=type", "Reports to=parent", "Ort=name"].flatMap((pair) => ["--map", pair]);

test("another shape: semicolons, code page 1252, columns by --map, several domains in a cell, two sites on one server", async () => {
  expect(await messy({}, ...MAP)).toEqual({
    code: 0,
    out: readFileSync(path.join(__dirname, "../kit/evidence/messy.yaml"), "utf8"),
    err: `standard output: 3 sites, 2 domains
Remarks:
  sites.csv:1: column "Status" is not used
  dcs.csv:1: column "Remark" is not used
  sites.csv:4: sites AAA and BBB have the same server, SRV1
  listing.txt:4: not used: sites AAA and BBB have the server SRV1: list the share SMS_AAA or SMS_BBB
`,
  });
});

test("files that stand below no path are left out, with a remark", async () => {
  const { out, err } = await messy({ listing: ["SRVC:", ...MESSY.listing.slice(1, 2)] }, ...MAP);
  expect(out).not.toContain("Nt_logon");
  expect(err).toContain("sites.csv:5: site CEN has no build");
  expect(err).toContain("  listing.txt:2: not used: no path to Bin\\i386 or Bin\\alpha stands above it\n");
});

test("every mistake is listed with its line, and nothing is written", async () => {
  const { code, out, err } = await messy(
    {
      sites: [
        MESSY.sites[0]!,
        "CORP;SRV1;ok;Hub;AAA;CEN;2.00.1380.1000;",
        "CORP;SRV2;ok;secondary;BBB;CEN;2.00.1380.1000;",
        "CORP;SRV2;ok;secondary;bbb;CEN;2.00.1380.1000;",
        "CORP;SRV2;ok;secondary;CCC;CEN;;",
        "CORP;SRV2;ok",
      ],
      controllers: ["DC;Role;Domain", "PDC1;PDC;CORP", "BDC1;member;CORP", "PDC1;BDC;CORP", "PDC3;PDC;CORP"],
    },
    ...MAP,
  );
  expect([code, out]).toEqual([2, ""]);
  expect(err.split("\n").filter((line) => !/^ |^Remarks:/.test(line))).toEqual([
    "sites.csv:6: 3 cells, and the first line has 8",
    'sites.csv:2: type of AAA is "Hub", expected Central, Primary or Secondary',
    "sites.csv:4: site bbb is there already, at sites.csv:3",
    'dcs.csv:3: role of BDC1 is "member", expected PDC or BDC',
    "dcs.csv:4: PDC1 is there already, at dcs.csv:2",
    "dcs.csv:5: domain CORP has a PDC already, PDC1 at dcs.csv:2",
    "sites.csv:5: site CCC has no build: no Full Version and no file versions",
    "7 errors; nothing written",
    "",
  ]);
});

test("what the model refuses is said at the line that it comes from", async () => {
  const { code, err } = await messy({ controllers: ["DC;Role;Domain", "PDC1;PDC;CORP"] }, ...MAP);
  expect(code).toBe(2);
  expect(err).toContain("sites.csv:3: sites.AAA.domains[1]: ");
});

test("a column that is missing is asked for by name", async () => {
  const { code, err } = await messy();
  expect(code).toBe(2);
  expect(err).toContain("sites.csv:1: no column for type. Name it with --map COLUMN=type");
});
