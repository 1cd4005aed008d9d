import { unknownCheckingProxy } from "@pulumi/policy";
import { PENDING } from "../../domain/pending";
import { readProps } from "../../policy-pack/props";
import { UNKNOWN } from "../kit/analyzer";

/** Every sentinel of the SDK, by the kind of value that it stands for. */
const SENTINELS = {
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  string: UNKNOWN,
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

test.each(Object.entries(SENTINELS))("an unknown %s is pending, wherever it stands", (_, sentinel) => {
  const props = unknownCheckingProxy({ a: sentinel, b: { c: [1, sentinel] } });
  expect(readProps(props)).toEqual({ a: PENDING, b: { c: [1, PENDING] } });
});

test("the SDK has no sentinel that this test does not know", () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const sdk = require("@pulumi/policy/proxy") as Record<string, unknown>;
  const known = Object.entries(sdk).filter(([name]) => /^unknown.*Value$/.test(name));
  expect(known.map(([, value]) => value).sort()).toEqual(Object.values(SENTINELS).sort());
});

test("what is known is copied as it stands: null, empty, nought, false, absent", () => {
  const props = { a: null, b: "", c: 0, d: false, e: [], f: {}, g: [null, [{}]] };
  const read = readProps(unknownCheckingProxy(props));
  expect(read).toEqual(props);
  expect(Object.keys(read)).toEqual(Object.keys(props));
  expect(read).not.toBe(props);
});

test("a getter that throws something else throws on: the policy contains it", () => {
  const props = Object.defineProperty({}, "sites", {
    enumerable: true,
    get: () => {
      throw new Error("no such thing");
    },
  });
  expect(() => readProps(unknownCheckingProxy(props))).toThrow("no such thing");
});

test("a key named __proto__ is kept, as one that is refused later", () => {
  const own = readProps(unknownCheckingProxy(JSON.parse('{ "sites": { "__proto__": { "build": 1 } } }') as object));
  expect(Object.keys(own["sites"] as object)).toEqual(["__proto__"]);
  const sites = Object.create({ build: 1493 }, { CEN: { value: {}, enumerable: true } }) as object;
  const lost = readProps(unknownCheckingProxy({ sites }));
  expect(Object.keys(lost["sites"] as object)).toEqual(["CEN", "__proto__"]);
  expect((lost["sites"] as { build?: number }).build).toBeUndefined();
});
