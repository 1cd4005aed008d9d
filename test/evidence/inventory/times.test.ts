import { isTimeZone, readTime, type TimeOptions } from "../../../evidence/inventory/times";

const CHICAGO: TimeOptions = { timeZone: "America/Chicago", dateOrder: "mdy" };

test.each<[string, TimeOptions, string]>([
  ["06/24/00 03:14a", CHICAGO, "2000-06-24T08:14:00Z"],
  ["06/24/00  12:14a", CHICAGO, "2000-06-24T05:14:00Z"],
  ["01/24/2000 3:14 PM", CHICAGO, "2000-01-24T21:14:00Z"],
  ["24.06.00 15:14", { timeZone: "Europe/Berlin", dateOrder: "dmy" }, "2000-06-24T13:14:00Z"],
  ["2000-06-24 15:14:09", { timeZone: "-06:00" }, "2000-06-24T21:14:09Z"],
  ["2000-06-24T15:14:00+02:00", {}, "2000-06-24T13:14:00Z"],
  ["2000-06-24T15:14Z", {}, "2000-06-24T15:14:00Z"],
  ["12/31/99 11:59p", { ...CHICAGO, timeZone: "UTC" }, "1999-12-31T23:59:00Z"],
])("%s is a time", (text, options, time) => {
  expect(readTime(text, options)).toEqual({ time });
});

test.each<[string, TimeOptions, string]>([
  ["06/24/00 03:14a", { timeZone: "UTC" }, "06/24/00 has no known order of day and month. Give it with --date-order"],
  ["06/24/00 03:14a", { dateOrder: "mdy" }, "06/24/00 03:14a has no time zone. Give it with --time-zone"],
  ["24/06/00 03:14a", CHICAGO, "24/06/00 03:14a is not an existing day"],
  ["02/30/00 03:14a", CHICAGO, "02/30/00 03:14a is not an existing day"],
  ["06/24/00", CHICAGO, "06/24/00 has no time of day that can be read, as 03:14a or 15:14"],
  ["06/24/00 13:14a", CHICAGO, "06/24/00 13:14a has no time of day that can be read, as 03:14a or 15:14"],
  ["last June", CHICAGO, "last is not a date"],
  ["04/02/00 02:30a", CHICAGO, "04/02/00 02:30a does not exist in America/Chicago: clocks were put forward"],
  ["10/29/00 01:30a", CHICAGO, "10/29/00 01:30a occurs twice in America/Chicago: clocks were put back"],
  ["2000-13-24T15:14:00Z", {}, "2000-13-24T15:14:00Z is not an existing time"],
])("%s is none", (text, options, fault) => {
  expect(readTime(text, options)).toEqual({ fault });
});

test("zones are names and offsets", () => {
  expect(["UTC", "America/Chicago", "+02:00", "Mars", ""].map(isTimeZone)).toEqual([true, true, true, false, false]);
});
