import { Remarks } from "../../../evidence/inventory/remarks";
import { SITE_COLUMNS, sitesIn } from "../../../evidence/inventory/sites";
import { readTable } from "../../../evidence/inventory/table";

function read(lines: readonly string[], isEmptyNone = false) {
  const remarks = new Remarks();
  const bytes = Buffer.from(lines.join("\n"));
  const options = {
    columns: SITE_COLUMNS,
    required: ["code", "type", "domains"] as const,
    map: new Map<string, string>(),
  };
  const sites = sitesIn(
    readTable("s.csv", bytes, { ...options, required: [...options.required] }, remarks),
    isEmptyNone,
    remarks,
  );
  return { sites, ...remarks };
}

test.each([
  ["Intel", "i386"],
  ["x86", "i386"],
  ["Intel x86", "i386"],
  ["ALPHA", "alpha"],
  ["DEC Alpha", "alpha"],
])("the platform %s is %s", (cell, platform) => {
  expect(read(["Site code,Type,Domains,Platform", `P01,Primary,CORP,${cell}`]).sites).toMatchObject([{ platform }]);
});

test("a cell that means nothing is a fault", () => {
  const lines = ["Code,Type,Domains,Platform,Build,SetupType", "P01,Primary,CORP,MIPS,1400,two"];
  expect(read(lines).faults.map(({ text }) => text)).toEqual([
    'platform of P01 is "MIPS", expected Intel or Alpha',
    'build of P01 is "1400", expected 1239, 1380 or 1493',
    'setupType of P01 is "two", expected a number',
  ]);
});

test("an empty cell is not known, or with --empty-is-none looked for and not there", () => {
  const lines = ["Code,Type,Domains,Full Version", "P01,Primary,CORP,"];
  expect(read(lines).sites[0]).not.toHaveProperty("fullVersion");
  expect(read(lines, true).sites).toMatchObject([{ fullVersion: null }]);
});

test.each([
  ["a byte order mark", "\uFEFFCode,Type,Domains"],
  ["the separator that Excel writes", "sep=;\nCode;Type;Domains"],
  ["tabs", "Code\tType\tDomains"],
  ["quotes", '"Code","Type","Domains"'],
])("a table may begin with %s", (_, head) => {
  const separator = /;|\t/.exec(head.split("\n").at(-1) ?? "")?.[0] ?? ",";
  const { sites, faults } = read([head, ["P01", "Primary", '"CORP;SALES"'].join(separator)]);
  expect([faults, sites]).toMatchObject([[], [{ code: "P01", domains: ["CORP", "SALES"] }]]);
});

test("two columns for one field are a fault", () => {
  expect(read(["Code,Site Code,Type,Domains", "P01,P02,Primary,CORP"]).faults).toEqual([
    { place: "s.csv:1", text: 'columns "Code" and "Site Code" are both code. Choose with --map COLUMN=code' },
  ]);
});
