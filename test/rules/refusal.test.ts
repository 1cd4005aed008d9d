import { refusalOf } from "../../rules/refusal";
import { hierarchy, judgementOf, type Changes } from "../kit/base";

const refusal = (changes: Changes) => refusalOf(judgementOf(hierarchy(changes)));
const unfixed: Changes = { "sites/P01/hotfixes/Q249077": { installed: false } };

test.each<[string, Changes, string]>([
  ["no upgrade is planned", unfixed, "contoso is blocked: no upgrade may begin; hotfix-prerequisites/missing-hotfix 1"],
  [
    "all are refused, for several reasons",
    { ...unfixed, "domains/CORP/logonPoints": undefined, upgrades: ["CEN", "P01"] },
    "contoso is blocked: 2 of 2 upgrades refused; hotfix-prerequisites/missing-hotfix 1, copylog-updated/copylog-not-updated 2",
  ],
  [
    "one is done",
    {
      "sites/CEN/build": 1493,
      "sites/CEN/hotfixes": undefined,
      "sites/S01": { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"] },
      upgrades: ["CEN", "P01"],
    },
    "contoso is undetermined: 1 of 1 open upgrades refused, 1 done; hotfix-prerequisites/missing-hotfix 2",
  ],
  [
    "what is waived or advice is not counted; a name stays on its line",
    { ...unfixed, hierarchy: "a b", "sites/P01/domains": ["Corp"], upgrades: ["P01"] },
    "a b is blocked: 1 of 1 upgrades refused; hotfix-prerequisites/missing-hotfix 1",
  ],
])("%s", (_, changes, expected) => {
  expect(refusal(changes)).toBe(expected);
});
