import { PENDING } from "../../domain/pending";
import { articleAddress, docPage } from "../../rules/doc-page";
import { asList, oneLine, upperFirst, whyNotRead } from "../../rules/wording";

test.each([
  [[], 2, ""],
  [["a"], 2, "a"],
  [["a", "b"], 2, "a, b"],
  [["a", "b", "c"], 2, "a, b and 1 more"],
  [["a", "b", "c"], 1, "a and 2 more"],
])("%j with at most %d names", (names, most, expected) => {
  expect(asList(names, most)).toBe(expected);
});

test("the first letter of a sentence is large, the others are as they are", () => {
  expect([upperFirst("a Bc"), upperFirst("")]).toEqual(["A Bc", ""]);
});

test("line breaks, control and format characters become one blank", () => {
  expect(oneLine("a\r\nb\u0000\u202Ec\u2028d e")).toBe("a b c d e");
});

test("why a server was not read stands behind what is found, in one line; nothing if no reason is known", () => {
  expect(whyNotRead({ notRead: "down\nfor good" })).toBe("; not read: down for good");
  expect([whyNotRead({}), whyNotRead(undefined), whyNotRead({ notRead: PENDING })]).toEqual(["", "", ""]);
});

test("rules and articles have addresses", () => {
  expect(docPage("senior-site")).toMatch(/^https:\/\/unpkg\.com\/pulumi-sms@\d.*\/docs\/rules\/senior-site\.md$/);
  expect(articleAddress("Q261931")).toBe("https://jeffpar.github.io/kbarchive/kb/261/Q261931/");
});
