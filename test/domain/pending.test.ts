import * as pulumi from "@pulumi/pulumi";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { holdsPending, isPending, NO_VALUE, PENDING, UNKNOWN_TEXTS } from "../../domain/pending";

test("pending is one value, the same in all copies of the package", () => {
  expect(Symbol.for("pulumi-sms.pending")).toBe(PENDING);
  expect([PENDING, undefined, null, "pending", Symbol("pulumi-sms.pending")].map(isPending)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test.each<[string, unknown, boolean]>([
  ["itself", PENDING, true],
  ["deep in a record", { sites: { CEN: { build: 1380, files: PENDING } } }, true],
  ["one of a list", ["CEN", PENDING], true],
  ["nothing", undefined, false],
  ["null", null, false],
  ["a text", "PENDING", false],
  ["null in a record", { seniorList: null, domains: [] }, false],
])("whether something is pending: %s", (_, value, expected) => {
  expect(holdsPending(value)).toBe(expected);
});

test("the texts that stand for unknown values are seven identifiers, the SDK's own among them", () => {
  const forms = [...UNKNOWN_TEXTS].map((text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text));
  expect([forms, UNKNOWN_TEXTS.has(unknownValue)]).toEqual([Array(7).fill(true), true]);
});

test("what the SDKs write for an Output that nobody waited for is no value", () => {
  expect(`${pulumi.output("CEN")}`).toMatch(NO_VALUE);
  expect("Calling __str__ on an Output[T] is not supported.").toMatch(NO_VALUE);
});

test.each<[string, boolean]>([
  ["<nil>-CORP", true],
  ["x<nil>", true],
  ["nil", false],
  ["Calling CEN on an Output device", false],
  ["Calling  on an Output<T>", false],
])("%j has lost a value: %p", (text, expected) => {
  expect(NO_VALUE.test(text)).toBe(expected);
});
