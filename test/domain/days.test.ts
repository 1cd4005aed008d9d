import { daysBetween, isAhead } from "../../domain/days";

test.each([
  ["2000-07-01", "2000-07-01", 0],
  ["2000-07-01", "2000-07-02", 1],
  ["2000-02-28", "2000-03-01", 2],
  ["2000-07-01", "2000-06-30", -1],
])("from %s to %s: %d", (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});

test.each([
  ["2000-06-30", false],
  ["2000-07-01", false],
  ["2000-07-02", false],
  ["2000-07-02T23:59:59Z", false],
  ["2000-07-03T01:59:59+02:00", false],
  ["2000-07-03T02:00:00+02:00", true],
  ["2000-07-03T00:00:00Z", true],
  ["2000-07-03", true],
  ["2026-01-01", true],
])("%s lies ahead of 2000-07-01, tomorrow aside: %s", (time, expected) => {
  expect(isAhead(time, "2000-07-01")).toBe(expected);
});
