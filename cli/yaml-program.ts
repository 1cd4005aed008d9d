import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { isMembers, membersOf } from "../domain/model/plain-data";
import { formatOfHierarchy, placesIn } from "../domain/text/hierarchy-file";
import type { ResourcePlaces } from "../review/preview/source-places";

/** Where a program in YAML can be, beside the settings of its project; the first one counts. */
const PROGRAMS = ["Main.json", "Main.yaml", "Pulumi.yaml"];

/**
 * Where the resources of a program in YAML stand: its frames are lines of Pulumi's own host.
 *
 * @param settings what Pulumi.yaml says.
 * @param fromRoot a path from the root of the repository; undefined outside of it.
 * @returns undefined for a program in another language, and for one that cannot be read.
 */
export function yamlProgram(
  project: string,
  settings: unknown,
  fromRoot: (file: string) => string | undefined,
): ResourcePlaces | undefined {
  const { runtime, main = "." } = membersOf(settings);
  if ((isMembers(runtime) ? runtime["name"] : runtime) !== "yaml") return undefined;
  const folder = path.resolve(project, String(main));
  const place = PROGRAMS.map((name) => path.join(folder, name)).find((file) => existsSync(file));
  const file = place === undefined ? undefined : fromRoot(place);
  if (place === undefined || file === undefined) return undefined;
  try {
    const text = readFileSync(place, "utf8");
    const keys = keysByName(membersOf(parse(text))["resources"]);
    const find = placesIn([{ file, text, format: formatOfHierarchy(place) }]);
    return (name, parts) => {
      const key = keys.get(name);
      const position = key === undefined ? undefined : find(["resources", key, ...parts]);
      return position === undefined ? undefined : { ...position, file };
    };
  } catch {
    return undefined;
  }
}

/** The keys of resources by what the resources are called. */
function keysByName(resources: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(membersOf(resources));
  return new Map(entries.map(([key, resource]) => [String(membersOf(resource)["name"] ?? key), key]));
}
