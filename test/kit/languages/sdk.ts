import * as path from "node:path";
import { ROOT } from "../engine/lab";
import { pulumi } from "../engine/pulumi";

/**
 * Generates the SDK for a language as users do, from the folder of the plugin.
 *
 * @param folder where the SDK's folder, named like the language, comes
 * @returns the SDK's folder
 */
export function generatedSdk(language: string, folder: string): string {
  const args = ["package", "gen-sdk", "./provider", "--language", language, "--out", folder];
  const { code, stdout, stderr } = pulumi(path.join(folder, "state"), ROOT, args);
  if (code !== 0) throw new Error(stdout + stderr);
  return path.join(folder, language);
}

/** The settings of a project with the plugin of this checkout. */
export function projectSettings(name: string, runtime: string): string {
  return `name: ${name}
runtime: ${runtime}
plugins:
  providers:
    - { name: sms, path: ${JSON.stringify(path.join(ROOT, "provider"))} }
`;
}
