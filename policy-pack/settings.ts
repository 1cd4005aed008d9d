import type { PolicyConfigSchema } from "@pulumi/policy";
import { OPEN_RULES } from "../domain/rule-ids";
import { LEVELS, MINIMUM_EVIDENCES, organisationSchema, READINGS, type OrganisationSettings } from "../domain/settings";
import { UsageError } from "./contained";

/**
 * Reads the configuration of `upgrade-gate`.
 *
 * @throws UsageError with everything that is wrong with it.
 */
export function readPackSettings(config: object): OrganisationSettings {
  const result = organisationSchema.safeParse(config);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join(".") || "the configuration"}: ${message}`);
  throw new UsageError(`the configuration of the policy upgrade-gate is wrong (${faults.join("; ")})`);
}

/** JSON Schema of the configuration of `upgrade-gate`, as Pulumi wants it. */
export const packConfigSchema: PolicyConfigSchema = {
  properties: {
    reading: {
      type: "string",
      enum: [...READINGS],
      default: "every-site",
      description: "Which sites Q261931 is about. The stricter of this and the program's sms:reading counts.",
    },
    minimumEvidence: {
      type: "string",
      enum: [...MINIMUM_EVIDENCES],
      default: "attested",
      description: "The least that shows a hotfix. The stricter of this and the program's sms:minimumEvidence counts.",
    },
    waivers: {
      type: "string",
      enum: ["allowed", "none"],
      default: "allowed",
      description: "none: waivers have no effect, and a hierarchy that holds one that has not run out is refused.",
    },
    levels: {
      type: "object",
      description:
        "Levels of rules that differ from their defaults. A rule that the program makes mandatory stays so; a lowered one counts at apply once the program's sms:levels lowers it too.",
      properties: Object.fromEntries(OPEN_RULES.map((id) => [id, { type: "string", enum: [...LEVELS] }])),
      additionalProperties: false,
      default: {},
    },
  },
};
