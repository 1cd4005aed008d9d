import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { scopeChanges } from "../../../review/comparison/scope-changes";
import { hierarchy, type Changes } from "../../kit/base";

const P02 = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"] };
const ALONE = "weaker domain CORP is no longer shared: CEN alone manages logon points in it";
const EXEMPT =
  "weaker Q261931 no longer applies to this hierarchy: no two sites manage logon points in the same domain";
const OFF = { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false };

test.each<[string, Changes, Changes, string[]]>([
  ["nothing", {}, {}, []],
  ["the second site of the only domain left", {}, { "sites/P01/domains": [] }, [EXEMPT, ALONE]],
  ["its logon methods off", {}, OFF, [EXEMPT, ALONE]],
  ["one logon method off", {}, { "sites/P01/logonDiscovery": false }, []],
  [
    "logon methods that are pending",
    {},
    { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": false },
    [],
  ],
  ["the site removed", {}, { "sites/P01": undefined }, [EXEMPT, ALONE]],
  ["one of three sites left", { "sites/P02": P02 }, { "sites/P02": P02, "sites/P01/domains": [] }, []],
  [
    "no site left",
    {},
    { "sites/P01/domains": [], "sites/CEN/domains": [] },
    [EXEMPT, "weaker domain CORP is no longer shared: no site manages logon points in it"],
  ],
  ["another case of the domain", {}, { "sites/P01/domains": ["corp"] }, []],
  [
    "a domain that is shared now",
    { "sites/P01/domains": [] },
    {},
    [
      "stronger Q261931 applies now: several sites manage logon points in the same domain",
      "stronger domain CORP is shared now: CEN, P01 manage logon points in it",
    ],
  ],
  [
    "one of two shared domains removed",
    { "domains/LAB": { pdc: "LABPDC" }, "sites/CEN/domains": ["CORP", "LAB"], "sites/P01/domains": ["CORP", "LAB"] },
    {},
    [],
  ],
])("%s", (_, before, now, expected) => {
  const changes = scopeChanges(toFacts(hierarchy(before)), toFacts(hierarchy(now)));
  expect(changes.map(({ effect, message }) => `${effect} ${message}`)).toEqual(expected);
  expect(changes.filter(({ kind }) => kind !== "scope")).toEqual([]);
});
