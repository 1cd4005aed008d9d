import { didYouMean } from "../../../domain/model/did-you-mean";

test.each<[string, unknown[], string]>([
  ["buidl", ["build", "version"], "build"],
  ["build", ["build"], "build"],
  ["BUILD", ["build"], "build"],
  ["buildnr", ["build"], "build"],
  ["buildnrx", ["build"], ""],
  ["ild", ["build"], ""],
  ["CEM", ["CEN", "P01"], "CEN"],
  ["CXY", ["CEN", "P01"], ""],
  ["CENT", ["CEN"], "CEN"],
  ["CENTR", ["CEN"], "CEN"],
  ["P0", ["P01", "P02"], ""],
  ["P01", ["P02", "P01"], "P01"],
  ["1380", [1380, "1381"], "1381"],
  ["x", [], ""],
  ["", ["a"], "a"],
  ["x".repeat(40), ["x".repeat(39)], "x".repeat(39)],
  ["x".repeat(41), ["x".repeat(40)], ""],
])("%s among %j: %s", (word, candidates, expected) => {
  expect(didYouMean(word, candidates)).toBe(expected === "" ? "" : `; did you mean ${expected}?`);
});
