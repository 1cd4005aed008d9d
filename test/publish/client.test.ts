import { isLimit, nextQuery, waitOf } from "../../publish/client";

test.each([
  ["nothing", null, undefined],
  [
    "a next page",
    '<https://h/x?per_page=100&page=2>; rel="next", <https://h/x?page=9>; rel="last"',
    "per_page=100&page=2",
  ],
  ["a next page after others", '<https://h/x?page=1>; rel="prev", <https://h/x?page=3>; rel="next"', "page=3"],
  ["a cursor", "<https://h/x?after=Y3Vyc29y%3D&per_page=100>; rel=next", "after=Y3Vyc29y%3D&per_page=100"],
  ["the last page", '<https://h/x?page=1>; rel="first", <https://h/x?page=1>; rel="prev"', undefined],
  ["a page without a query", '<https://h/x>; rel="next"', undefined],
])("of a Link header with %s, the query of the next page is taken", (_, link, query) => {
  expect(nextQuery(link)).toBe(query);
});

test.each<[number, Record<string, string>, string, boolean]>([
  [429, {}, "", true],
  [403, { "retry-after": "1" }, "", true],
  [403, { "x-ratelimit-remaining": "0" }, "", true],
  [403, {}, "You have exceeded a secondary rate limit.", true],
  [403, { "x-ratelimit-remaining": "17" }, "Resource not accessible by integration", false],
  [401, { "retry-after": "1" }, "", false],
])("%i with %j and %j is a limit: %s", (status, headers, message, limit) => {
  expect(isLimit(status, new Headers(headers), message)).toBe(limit);
});

test("a wait is that of Retry-After in either form, else that until the reset, else a minute", () => {
  const inOneMinute = new Date(Date.now() + 60_000);
  const about = (headers: Record<string, string>) => Math.round(waitOf(new Headers(headers)) / 10_000) * 10_000;
  expect(waitOf(new Headers({ "retry-after": "0" }))).toBe(0);
  expect(about({ "retry-after": inOneMinute.toUTCString() })).toBe(60_000);
  expect(about({ "x-ratelimit-reset": String(Math.ceil(inOneMinute.getTime() / 1000)) })).toBe(60_000);
  expect(about({ "ratelimit-reset": String(Math.ceil(inOneMinute.getTime() / 1000)) })).toBe(60_000);
  expect(waitOf(new Headers({ "retry-after": new Date(0).toUTCString() }))).toBe(1000);
  expect(waitOf(new Headers())).toBe(60_000);
  expect(waitOf(new Headers({ "retry-after": "soon", "x-ratelimit-reset": "later" }))).toBe(60_000);
});
