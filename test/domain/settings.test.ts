import fc from "fast-check";
import { MINIMUM_EVIDENCES, READINGS, settingsSchema, stricter, type Settings } from "../../domain/settings";

const loose: Settings = { reading: "shared-domains", minimumEvidence: "attested" };
const strict: Settings = { reading: "every-site", minimumEvidence: "files" };

test("the defaults are the strict reading and attestations where they can prove a fix", () => {
  expect(settingsSchema.parse({})).toEqual({ reading: "every-site", minimumEvidence: "attested" });
});

test("settings that do not exist are refused", () => {
  const refused = [{ reading: "loose" }, { minimumEvidence: "none" }, { strictness: 1 }, { reading: null }];
  expect(refused.map((settings) => settingsSchema.safeParse(settings).success)).toEqual([false, false, false, false]);
});

test("the stricter of two settings takes the stricter choice of each", () => {
  expect([
    stricter(loose, strict),
    stricter({ ...loose, reading: "every-site" }, { ...strict, reading: "shared-domains" }),
    stricter(loose, loose),
  ]).toEqual([strict, strict, loose]);
});

test("the stricter of two settings does not depend on their order, and is strict enough for both", () => {
  const settings = fc.record({
    reading: fc.constantFrom(...READINGS),
    minimumEvidence: fc.constantFrom(...MINIMUM_EVIDENCES),
  });
  fc.assert(
    fc.property(settings, settings, (a, b) => {
      const both = stricter(a, b);
      expect(stricter(b, a)).toEqual(both);
      expect(stricter(both, a)).toEqual(both);
      expect(stricter(a, a)).toEqual(a);
    }),
  );
});
