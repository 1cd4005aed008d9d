import { generate, MOST_SITES, siteCodes } from "../../bench/generate.cjs";
import { differences, keysOf } from "../../bench/lib/findings.cjs";
import { growthExponent } from "../../bench/lib/statistics.cjs";
import { parseHierarchyFile } from "../../domain/text/hierarchy-file";
import { isSiteCode } from "../../domain/names";
import { settingsSchema } from "../../domain/settings";
import { judge } from "../../rules/judge/judge";

/** So many sites that every kind of fault is among them. */
const SITES = 1200;

function judged(document: object) {
  return judge(parseHierarchyFile(JSON.stringify(document), "json"), {
    settings: settingsSchema.parse({}),
    today: "2000-07-01",
  });
}

test("the largest hierarchy has every site code that is allowed, once", () => {
  const codes = siteCodes(MOST_SITES);
  expect(new Set(codes).size).toBe(36 ** 3 - 4);
  expect(codes.filter((code) => !isSiteCode(code) || code !== code.toUpperCase())).toEqual([]);
  expect(() => generate(MOST_SITES + 1)).toThrow("from 1 to 46652 are possible");
});

test("a hierarchy has ten sites to a domain and two domain controllers to a site", () => {
  const { domains, sites, upgrades } = generate(30);
  expect(Object.values(domains).map(({ pdc, bdcs }) => [pdc, ...bdcs].length)).toEqual([20, 20, 20]);
  expect(
    Object.keys(domains).map((name) => Object.values(sites).filter((site) => site.domains[0] === name).length),
  ).toEqual([10, 10, 10]);
  expect([...upgrades].sort()).toEqual(Object.keys(sites).sort());
});

test("every upgrade of a hierarchy without faults is ready", () => {
  expect(judged(generate(SITES, { faults: false })).verdict).toBe("ready");
});

test("a hierarchy with faults has a finding of every code of the rules that are compared", () => {
  const codes = keysOf(judged(generate(SITES)).findings).map((key) => key.split(" ", 2).join(" "));
  expect([...new Set(codes)]).toEqual([
    "copylog-updated copylog-corrupt",
    "copylog-updated copylog-not-updated",
    "hotfix-evidence evidence-insufficient",
    "hotfix-evidence evidence-too-old",
    "hotfix-prerequisites missing-hotfix",
    "hotfix-prerequisites wrong-build-hotfix",
  ]);
});

test("what only one side finds is a difference", () => {
  expect(differences(["a", "b"], ["b", "c"])).toEqual(["only the product: a", "only OPA: c"]);
});

test("the growth exponent of a square is 2", () => {
  const points = [1, 10, 50].map((size) => ({ size, time: 3 * size ** 2 }));
  expect(growthExponent(points)).toBeCloseTo(2);
});
