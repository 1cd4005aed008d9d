import { BadInputError, inputIssue } from "../domain/model/bad-input";
import { isMembers } from "../domain/model/plain-data";
import { jsonOf } from "../domain/text/json";
import { organisationSchema, type OrganisationSettings } from "../domain/settings";
import { upgradeGate } from "../rules/upgrade-gate";
import type { Io } from "./io";
import { readText } from "./read-hierarchy";

const OPTION = "--policy-pack-config";
const CONFIGURATION = "a file with the configuration of policies, JSON in UTF-8";

/**
 * What an organisation chooses, from the files that `pulumi preview` gets by `--policy-pack-config`: the first that
 * configures the policy `upgrade-gate` counts, as there is one for each pack.
 *
 * @throws BadInputError with everything that is wrong with them.
 */
export async function readOrganisation(
  files: readonly string[],
  io: Pick<Io, "readInput">,
): Promise<OrganisationSettings> {
  for (const file of files) {
    const config = await readConfig(file, io);
    if (config !== undefined) return config;
  }
  return organisationSchema.parse({});
}

async function readConfig(file: string, io: Pick<Io, "readInput">): Promise<OrganisationSettings | undefined> {
  const policies = jsonOf(await readText(file, CONFIGURATION, io, OPTION), file);
  if (!isMembers(policies)) throw wrong(file, undefined, "policies by name, as JSON");
  const own = policies[upgradeGate.id];
  if (own === undefined || typeof own === "string") return undefined;
  if (!isMembers(own)) throw wrong(file, JSON.stringify(own), `a level or settings of ${upgradeGate.id}`);
  const { enforcementLevel: _level, ...settings } = own;
  const result = organisationSchema.safeParse(settings);
  if (result.success) return result.data;
  throw new BadInputError(
    result.error.issues.map((issue) => {
      const place = `at ${[upgradeGate.id, ...issue.path].join(".")} in ${file}`;
      if (issue.code !== "unrecognized_keys" || issue.path.length > 0)
        return inputIssue([OPTION], file, issue.message, `another value ${place}`);
      const known = `one of ${Object.keys(organisationSchema.shape).join(", ")}`;
      return inputIssue([OPTION], file, known, `${issue.keys.join(", ")} ${place}`);
    }),
  );
}

function wrong(file: string, found: string | undefined, expected: string): BadInputError {
  return new BadInputError([inputIssue([OPTION], file, expected, found ?? `${file}, which is none`)]);
}
