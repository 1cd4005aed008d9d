import { byKey, counted, groupBy, sideBySide, tally, unique, uniqueBy } from "../../domain/groups";

const initial = (word: string) => word.charAt(0);
const WORDS = ["beta", "alpha", "bravo", "charlie", "able"];

test("items are grouped by their key, keys and items in the order in which they come", () => {
  expect([...byKey(WORDS, initial)]).toEqual([
    ["b", ["beta", "bravo"]],
    ["a", ["alpha", "able"]],
    ["c", ["charlie"]],
  ]);
  expect(groupBy(WORDS, initial)).toEqual([["beta", "bravo"], ["alpha", "able"], ["charlie"]]);
  expect(groupBy([], initial)).toEqual([]);
});

test("of what comes twice the first stays", () => {
  expect(unique(["b", "a", "b", "a"])).toEqual(["b", "a"]);
  expect(uniqueBy(WORDS, initial)).toEqual(["beta", "alpha", "charlie"]);
});

test.each([
  [0, "0 sites"],
  [1, "1 site"],
  [2, "2 sites"],
])("%d is counted as %s", (count, expected) => {
  expect(counted(count, "site")).toBe(expected);
});

test("values are counted in the order that is given, and those that do not occur are left out", () => {
  expect(tally(["a", "b", "c"], ["c", "a", "c"])).toEqual([
    { value: "a", count: 1 },
    { value: "c", count: 2 },
  ]);
});

test("entries of two records stand side by side by what their keys mean, those of the first first", () => {
  const upper = (key: string) => key.toUpperCase();
  expect(sideBySide({ a: 1, b: 2, c: 3 }, { D: 4, B: 5, A: 6 }, upper)).toEqual([
    [
      ["a", 1],
      ["A", 6],
    ],
    [
      ["b", 2],
      ["B", 5],
    ],
    [["c", 3], undefined],
    [undefined, ["D", 4]],
  ]);
});
