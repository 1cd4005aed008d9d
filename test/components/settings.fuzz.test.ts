import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { programSettings } from "../../components/settings";
import { MINIMUM_EVIDENCES, READINGS } from "../../domain/settings";
import { runs } from "../kit/runs";

test("whatever stack configuration holds, it is settings that exist or an error that prints no value", () => {
  const keys = fc.constantFrom("sms:reading", "sms:minimumEvidence", "sms:levels", "sms:readin", "aws:region");
  const values = fc.oneof(
    fc.constantFrom(...READINGS, ...MINIMUM_EVIDENCES, '{"senior-site":"advisory"}', '{"waiver":"advisory"}', "{"),
    fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.dictionary(keys, values), (config) => {
      pulumi.runtime.setAllConfig(config);
      try {
        const { reading, minimumEvidence, levels = {} } = programSettings();
        expect(READINGS).toContain(reading);
        expect(MINIMUM_EVIDENCES).toContain(minimumEvidence);
        expect(Object.values(levels).every((level) => level === "mandatory" || level === "advisory")).toBe(true);
        expect(config).not.toHaveProperty(["sms:readin"]);
      } catch (error) {
        if (!pulumi.RunError.isInstance(error)) throw error;
        expect(error.message).toMatch(/^(?:stack configuration sms:[^\n]+\n?)+$/);
        for (const value of Object.values(config)) if (value.length > 30) expect(error.message).not.toContain(value);
      }
    }),
    runs(200),
  );
});
