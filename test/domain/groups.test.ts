import { byKey, counted, groupBy, unique, uniqueBy, tally } from "../../domain/groups";

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
