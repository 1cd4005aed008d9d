import * as pulumi from "@pulumi/pulumi";
import { settingsSchema, type Settings } from "../domain/settings";

/**
 * The settings of the program: stack configuration `sms:reading` and `sms:minimumEvidence`, with their defaults.
 *
 * @throws pulumi.RunError for values that do not exist, with those that do.
 */
export function programSettings(): Settings {
  const config = new pulumi.Config("sms");
  const stated = { reading: config.get("reading"), minimumEvidence: config.get("minimumEvidence") };
  const settings = settingsSchema.safeParse(stated);
  if (settings.success) return settings.data;
  const lines = settings.error.issues.map(({ path, message }) => {
    const key = String(path[0]) as keyof Settings;
    return `stack configuration sms:${key}: found ${JSON.stringify(stated[key])}, expected ${message}`;
  });
  throw new pulumi.RunError(lines.join("\n"));
}
