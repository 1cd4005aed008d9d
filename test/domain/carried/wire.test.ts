import { findWrapped, fromWire, redacted, toWire, withoutSecrets } from "../../../domain/carried/wire";
import { PENDING, UNKNOWN_TEXTS } from "../../../domain/pending";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });
const asset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "x" };
const [UNKNOWN = ""] = UNKNOWN_TEXTS;

test("each text of a value that is not known stands for a fact that is pending, however deep", () => {
  for (const text of UNKNOWN_TEXTS)
    expect(fromWire({ a: [text, { b: text }] })).toEqual({ a: [PENDING, { b: PENDING }] });
  expect(fromWire({ a: [null, 1, true, "text"], b: undefined })).toEqual({ a: [null, 1, true, "text"], b: undefined });
});

test("what is pending goes as such a text, and comes back", () => {
  const facts = { a: [PENDING, { b: PENDING, c: null }], d: 1, e: "text", f: false };
  expect(toWire(facts)).toEqual({ a: [UNKNOWN, { b: UNKNOWN, c: null }], d: 1, e: "text", f: false });
  expect(fromWire(toWire(facts))).toEqual(facts);
});

test("secrets at the top give their values; deeper ones stay", () => {
  const deep = { b: secret("inside") };
  expect(withoutSecrets({ a: secret("text"), c: deep, d: asset, e: null })).toEqual({
    a: "text",
    c: deep,
    d: asset,
    e: null,
  });
});

test("a word stands in the place of each secret, however deep", () => {
  expect(redacted({ a: secret("text"), b: [secret({ c: 1 }), { d: secret(1) }], e: asset, f: null, g: 1 })).toEqual({
    a: "[secret]",
    b: ["[secret]", { d: "[secret]" }],
    e: asset,
    f: null,
    g: 1,
  });
});

test("what stands for a value and is none is found, with its place; its content is not looked at", () => {
  const properties = { a: secret({ b: secret(1) }), c: [1, asset, { d: secret(2) }], e: "text", f: null };
  expect(findWrapped(properties)).toEqual([
    { path: ["a"], isSecret: true },
    { path: ["c", 1], isSecret: false },
    { path: ["c", 2, "d"], isSecret: true },
  ]);
  expect(findWrapped(secret(1), ["x"])).toEqual([{ path: ["x"], isSecret: true }]);
  expect([findWrapped(null), findWrapped("text")]).toEqual([[], []]);
});
