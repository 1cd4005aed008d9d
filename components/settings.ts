import * as pulumi from "@pulumi/pulumi";
import { PLUGIN_SETTINGS, programSchema, type Levels, type Settings } from "../domain/settings";

/** What a program chooses for the check of its hierarchies. */
export type ProgramSettings = Settings & { readonly levels?: Levels };

const schema = programSchema.extend({ levels: programSchema.shape.levels.unwrap().optional() });
const KEYS = Object.keys(schema.shape) as (keyof ProgramSettings)[];

/**
 * The settings of the program: stack configuration `sms:reading`, `sms:minimumEvidence`, with their defaults, and
 * `sms:levels`, which is absent unless it is set. The plugin checks by them.
 *
 * @throws pulumi.RunError for keys and values that do not exist, with those that do.
 */
export function programSettings(): ProgramSettings {
  const config = new pulumi.Config("sms");
  refuseUnknownKeys();
  const read = (key: keyof ProgramSettings) => (key === "levels" ? objectOf(config.get(key)) : config.get(key));
  const stated: Partial<Record<keyof ProgramSettings, unknown>> = Object.fromEntries(
    KEYS.map((key) => [key, read(key)]),
  );
  const settings = schema.safeParse(stated);
  if (settings.success) return settings.data;
  const lines = settings.error.issues.map(({ path, message }) => {
    // No value is printed: configuration may be secret, and the engine does not know it in another form.
    return `stack configuration sms:${path.map(String).join(".")}: expected ${message}`;
  });
  throw new pulumi.RunError(lines.join("\n"));
}

/** A misspelt key would leave a setting at its default without a word. */
function refuseUnknownKeys(): void {
  const known = [...KEYS, ...Object.keys(PLUGIN_SETTINGS)].map((key) => `sms:${key}`);
  const others = Object.keys(pulumi.runtime.allConfig()).filter(
    (key) => key.startsWith("sms:") && !known.includes(key),
  );
  if (others.length === 0) return;
  const lines = others.map(
    (key) => `stack configuration ${key}: found an unknown key, expected one of ${known.join(", ")}`,
  );
  throw new pulumi.RunError(lines.join("\n"));
}

/** An object of the stack configuration, which comes as JSON; a text that is no JSON stays as it is. */
function objectOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
