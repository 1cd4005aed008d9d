import * as z from "./zod";
import { OPEN_RULES } from "./rule-ids";

/** How Q261931 is read, the stricter first. */
export const READINGS = ["every-site", "shared-domains"] as const;

/**
 * Which sites the rule is about: every site server of the hierarchy (Q261931), or only those that share a domain with
 * other sites (Q249077, Q251070, Q252717, Q252718).
 */
export type Reading = (typeof READINGS)[number];

/** What shows a hotfix, the stricter first. */
export const MINIMUM_EVIDENCES = ["files", "attested"] as const;

/** The least that shows a hotfix: file versions, or an attestation if one can prove it. */
export type MinimumEvidence = (typeof MINIMUM_EVIDENCES)[number];

/** The levels of a rule or a finding. */
export const LEVELS = ["mandatory", "advisory"] as const;

/** Whether a finding can refuse an upgrade. */
export type Level = (typeof LEVELS)[number];

/** Levels of rules that differ from their defaults. */
export const levelsSchema = z.partialRecord(
  z.enum(OPEN_RULES, { error: `a rule whose level can be chosen: ${OPEN_RULES.join(", ")}` }),
  z.enum(LEVELS, { error: `one of ${LEVELS.join(", ")}` }),
  { error: "levels by rule" },
);

/** Levels of rules that differ from their defaults. */
export type Levels = z.output<typeof levelsSchema>;

/** Settings of a check that a program, an organisation or a command line chooses. */
export const settingsSchema = z.strictObject({
  reading: z
    .enum(READINGS, { error: `one of ${READINGS.join(", ")}` })
    .default("every-site")
    .describe("Which sites Q261931 is about."),
  minimumEvidence: z
    .enum(MINIMUM_EVIDENCES, { error: `one of ${MINIMUM_EVIDENCES.join(", ")}` })
    .default("attested")
    .describe("The least that shows a hotfix."),
});

/** Settings of a check. */
export type Settings = z.output<typeof settingsSchema>;

/** What a program chooses, as its gate carries it. */
export const programSchema = settingsSchema.extend({
  levels: levelsSchema
    .default({})
    .describe("Levels of rules that differ from their defaults, each mandatory or advisory."),
});

/** What an organisation chooses, as the configuration of the policy `upgrade-gate` holds it. */
export const organisationSchema = settingsSchema.extend({
  waivers: z
    .enum(["allowed", "none"], { error: "one of allowed, none" })
    .default("allowed")
    .describe("none: waivers have no effect, and a hierarchy that holds one that has not run out is refused."),
  levels: programSchema.shape.levels,
});

/** What an organisation chooses. */
export type OrganisationSettings = z.output<typeof organisationSchema>;

/** The stricter of two choices for each setting: the one that comes first among its values. */
export function stricter(a: Settings, b: Settings): Settings {
  const entries = Object.entries(settingsSchema.shape).map(([key, schema]) => {
    const values: readonly string[] = schema.unwrap().options;
    const [first, second] = [a[key as keyof Settings], b[key as keyof Settings]];
    return [key, values.indexOf(first) <= values.indexOf(second) ? first : second];
  });
  return Object.fromEntries(entries) as Settings;
}

/** What the plugin reads servers with, by key of the stack configuration `sms:KEY`. */
export const PLUGIN_SETTINGS = {
  folder: "Folder with the shares of each server, as FOLDER/SERVER/SHARE, in place of the network.",
  username: "Account that reads the shares of the servers. Default: SMS_USERNAME of the environment.",
  password: "Its password. Set it with --secret.",
  domain: "Windows NT domain of the account.",
  credentialsFile: "File with the account, as smbclient reads it. Default: SMS_CREDENTIALS_FILE of the environment.",
  port: "Port of the servers. Default 139, the only one of Windows NT 4.0.",
  addresses: "Addresses of servers whose names cannot be resolved, by name, as a JSON object.",
} as const;
