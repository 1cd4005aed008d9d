import { base, findingsOf, hierarchy, judgementOf } from "./base";

test("the base hierarchy is ready, and no rule finds anything in it", () => {
  expect(judgementOf(base())).toEqual({
    hierarchy: "contoso",
    applies: true,
    verdict: "ready",
    upgrades: [],
    findings: [],
    waiversInForce: [],
    isOver: false,
  });
});

test("with its upgrades planned it is ready too, with one piece of advice", () => {
  const planned = hierarchy({ upgrades: ["CEN", "P01"] });
  expect(findingsOf(planned)).toEqual(["upgrade-advice save-senior-list CORP advisory known"]);
  expect(judgementOf(planned).upgrades).toEqual([
    { site: "CEN", verdict: "ready" },
    { site: "P01", verdict: "ready" },
  ]);
});
