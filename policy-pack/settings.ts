import type { PolicyConfigSchema } from "@pulumi/policy";
import * as z from "../domain/zod";
import { organisationSchema, settingsSchema, type OrganisationSettings } from "../domain/settings";
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

const OF_LEVELS =
  "A rule that the program makes mandatory stays so; it is lowered only if the program's sms:levels lowers it too.";

/** JSON Schema of the configuration of `upgrade-gate`, as Pulumi wants it. */
export const packConfigSchema: PolicyConfigSchema = {
  properties: Object.fromEntries(
    Object.entries(z.toJSONSchema(organisationSchema, { io: "input" }).properties ?? {}).map(([key, schema]) => [
      key,
      withMembers({ ...(schema as JsonSchema), description: descriptionOf(key, schema as JsonSchema) }),
    ]),
  ) as PolicyConfigSchema["properties"],
};

type JsonSchema = z.core.JSONSchema.JSONSchema;

function descriptionOf(key: string, { description }: JsonSchema): string {
  if (key in settingsSchema.shape) return `${description} The stricter of this and the program's sms:${key} counts.`;
  return key === "levels" ? `${description} ${OF_LEVELS}` : `${description}`;
}

/** A record of certain keys with each of them listed: the form shows users what there is. */
function withMembers({ propertyNames, additionalProperties, ...schema }: JsonSchema): JsonSchema {
  const { enum: names } = (propertyNames ?? {}) as JsonSchema;
  if (names === undefined) return schema;
  const members = names.map((name) => [String(name), additionalProperties] as const);
  return { ...schema, properties: Object.fromEntries(members), additionalProperties: false } as JsonSchema;
}
