import { isBlinded } from "../../../review/preview/blinded";

test.each<[string, string, boolean]>([
  ["contoso is blocked", "contoso is blocked", true],
  ["contoso is blocked", "contoso is ready", false],
  ["[secret] is blocked", "contoso is blocked", true],
  ["[secret] is blocked", "contoso is ready", false],
  ["contoso is [secret]", "contoso is blocked", true],
  ["[secret]", "contoso", true],
  ["[secret] is [secret]; 1 [secret] 2", "contoso is blocked; 1 of 2", true],
  ["[secret] is [secret]; 2 [secret] 1", "contoso is blocked; 1 of 2", false],
  ["aa[secret]aa", "aaa", false],
  ["a[secret]b[secret]c", "abc", true],
  ["a[secret]b[secret]c", "acb", false],
  ["", "contoso", false],
])("%j can be said of %j: %s", (said, text, expected) => {
  expect(isBlinded(said, text)).toBe(expected);
});
