import { type FileFormat, readHierarchyFile } from "../../domain/text/hierarchy-file";
import { judge } from "../../rules/judge/judge";
import type { Finding } from "../../rules/finding";
import { documentPlaces } from "../../review/document-places";
import { secondsOf, TODAY } from "../kit/base";

const YAML = `hierarchy: contoso
domains:
  CORP:
    pdc: CORPPDC
    bdcs:
      - CORPBDC1
      - CORPBDC2
    seniorList: null
    logonPoints:
      corppdc: { updatedSinceFix: false }
sites:
  CEN: { type: central, build: 1380, domains: [CORP] }
  "012":
    type: secondary
    parent: CEN
    build: 1380
    domains: [CORP]
    hotfixes:
      Q249077: { installed: false }
  013: { type: secondary, parent: CEN, build: 1380, domains: [CORP] }
upgrades: ["012", CEN]
waivers:
  - { rule: senior-site, subject: SALES, reason: r, owner: o, expires: 2000-07-31 }
`;

/** \`subject: line:column\` of every finding. */
function placesIn(text: string, format: FileFormat): Record<string, string> {
  const { facts, find } = readHierarchyFile(text, format);
  const placeOf = documentPlaces(find, "sms/hierarchy.yaml");
  const { findings } = judge(facts, {
    settings: { reading: "every-site", minimumEvidence: "attested" },
    today: TODAY,
  });
  const keyOf = ({ code, subject, hotfix }: Finding) => [code, subject.name, hotfix].filter(Boolean).join(" ");
  return Object.fromEntries(
    findings.map((finding) => {
      const place = placeOf(finding, facts);
      return [keyOf(finding), place === undefined ? "nowhere" : `${place.line}:${place.column}`];
    }),
  );
}

const EXPECTED = {
  "missing-hotfix 012 Q249077": "19:7",
  "missing-hotfix 012 Q252717": "18:5",
  "missing-hotfix 013 Q249077": "20:3",
  "missing-hotfix CEN Q249077": "12:3",
  "copylog-not-updated CORPPDC": "10:7",
  "copylog-not-updated CORPBDC1": "6:9",
  "copylog-not-updated CORPBDC2": "7:9",
  "senior-site-ambiguous CORP": "8:5",
  "order 012": "21:12",
  "waiver-unused senior-site SALES": "23:5",
};

test("a finding of a YAML file is at the node that it is about, or the nearest one around it", () => {
  expect(placesIn(YAML, "yaml")).toMatchObject(EXPECTED);
});

test("line ends of Windows and a byte order mark change no line", () => {
  const text = `\uFEFF${YAML.replaceAll("\n", "\r\n")}`;
  expect(placesIn(text, "yaml")).toMatchObject({ ...EXPECTED });
});

test("a finding of a JSON file is at its member or item", () => {
  const text = JSON.stringify(readHierarchyFile(YAML, "yaml").document, undefined, 2);
  const lines = text.split("\n").map((line) => line.trim());
  const found = placesIn(text, "json");
  const lineOf = (key: string) => lines[Number(found[key]?.split(":")[0]) - 1];
  expect({
    hotfix: lineOf("missing-hotfix 012 Q249077"),
    site: lineOf("missing-hotfix CEN Q249077"),
    controller: lineOf("copylog-not-updated CORPBDC1"),
    list: lineOf("senior-site-ambiguous CORP"),
  }).toEqual({ hotfix: '"Q249077": {', site: '"CEN": {', controller: '"CORPBDC1",', list: '"seniorList": null,' });
});

test("a site that is an alias is at its own key", () => {
  const text = YAML.replace("013: {", "013: &a {").replace(/\n {2}013: &a (.*)/, "\n  013: &a $1\n  014: *a");
  expect(placesIn(text, "yaml")["missing-hotfix 014 Q249077"]).toBe("21:3");
});

test("thousands of waivers are found in no time, of two alike the first", () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `X${index}`);
  const { waivers: _, ...document } = readHierarchyFile(YAML, "yaml").document;
  const waivers = [...names, "X0"].map((subject) => ({
    rule: "senior-site",
    subject,
    reason: "r",
    owner: "o",
    expires: "2000-07-31",
  }));
  const text = JSON.stringify({ ...document, waivers });
  let places: Record<string, string> = {};
  expect(secondsOf(() => (places = placesIn(text, "json")))).toBeLessThan(10);
  const columnOf = (name: string) => text.indexOf(`{"rule":"senior-site","subject":"${name}"`) + 1;
  for (const name of ["X0", "X19999"]) {
    expect(places[`waiver-unused senior-site ${name}`]).toBe(`1:${columnOf(name)}`);
  }
});
