import { readFile } from "node:fs/promises";
import { BadInputError, inputIssue, issueOf } from "../domain/model/bad-input";
import { isMembers } from "../domain/model/plain-data";
import { fileText, whyUnreadable } from "../domain/text/file-text";
import { jsonOf } from "../domain/text/json";
import { organisationSchema, type OrganisationSettings } from "../domain/settings";
import { upgradeGate } from "../rules/upgrade-gate";

/**
 * What an organisation chooses, from the files that `pulumi preview` gets by `--policy-pack-config`: the first that
 * configures the policy `upgrade-gate` counts, as there is one for each pack.
 *
 * @throws BadInputError with everything that is wrong with them.
 */
export async function readOrganisation(files: readonly string[]): Promise<OrganisationSettings> {
  for (const file of files) {
    const config = await readConfig(file);
    if (config !== undefined) return config;
  }
  return organisationSchema.parse({});
}

async function readConfig(file: string): Promise<OrganisationSettings | undefined> {
  const policies = jsonOf(await readText(file), file);
  if (!isMembers(policies)) throw wrong(file, undefined, "policies by name, as JSON");
  const own = policies[upgradeGate.id];
  if (own === undefined || typeof own === "string") return undefined;
  if (!isMembers(own)) throw wrong(file, JSON.stringify(own), `a level or settings of ${upgradeGate.id}`);
  const { enforcementLevel: _level, ...settings } = own;
  const result = organisationSchema.safeParse(settings);
  if (result.success) return result.data;
  throw new BadInputError(
    result.error.issues.map(({ path, message }) =>
      inputIssue(
        ["--policy-pack-config"],
        file,
        message,
        `another value at ${[upgradeGate.id, ...path].join(".")} in ${file}`,
      ),
    ),
  );
}

async function readText(file: string): Promise<string> {
  try {
    return fileText(await readFile(file));
  } catch (error) {
    const expected = "a file with the configuration of policies, JSON in UTF-8";
    const reason = `${whyUnreadable(error)}: ${file}`;
    throw new BadInputError([issueOf({ path: ["--policy-pack-config"], value: file, expected, reason })]);
  }
}

function wrong(file: string, found: string | undefined, expected: string): BadInputError {
  return new BadInputError([inputIssue(["--policy-pack-config"], file, expected, found ?? `${file}, which is none`)]);
}
