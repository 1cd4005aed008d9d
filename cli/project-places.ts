import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { documentPlaces, type PlaceFinder } from "../review/document-places";
import type { PreviewOptions } from "../review/preview/preview-review";
import { formatOfHierarchy, placesIn } from "../domain/text/hierarchy-file";
import { membersOf, type Members } from "../domain/model/plain-data";
import type { Io } from "./io";
import { nearest, repositoryOf, type Repository } from "./repository";
import { yamlProgram } from "./yaml-program";

/**
 * Where the lines of a project are: its folder is the nearest one, here or above, whose Pulumi.yaml has its name. The
 * files of a preview may be reviewed anywhere, and a line of another project would be a wrong one.
 *
 * @param name of the project; empty where a preview did not come as far as to tell it.
 */
export function placesFrom(
  folder: string,
  name: string,
  env: Io["env"] = {},
): Pick<PreviewOptions, "sources" | "fromRoot" | "documentPlaces"> {
  const repository = repositoryOf(folder, env);
  const project = nearest(folder, (one) => {
    const settings = settingsIn(one);
    return settings !== undefined && (name === "" || String(settings["name"] ?? "") === name);
  });
  const program =
    project === undefined ? undefined : yamlProgram(project, settingsIn(project), (file) => repository.fromRoot(file));
  return {
    sources: {
      project: project === undefined ? undefined : repository.fromRoot(project),
      isOwn: repository.isOwn,
      ...(program === undefined ? {} : { program }),
    },
    fromRoot: (file) => {
      if (project === undefined && !path.isAbsolute(file)) return undefined;
      return repository.fromRoot(path.resolve(project ?? folder, file));
    },
    documentPlaces: (files) => (project === undefined ? undefined : placesOf(files, project, repository)),
  };
}

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The settings of the project whose folder this is; undefined where it is none. */
function settingsIn(folder: string): Members | undefined {
  const file = PROJECT_FILES.map((name) => path.join(folder, name)).find((one) => existsSync(one));
  if (file === undefined) return undefined;
  try {
    return membersOf(parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Undefined if one of the files is not in the repository, or cannot be read or understood any more. */
function placesOf(files: readonly string[], project: string, repository: Repository): PlaceFinder | undefined {
  try {
    const parts = files.map((name) => {
      const place = path.resolve(project, name);
      const file = repository.fromRoot(place);
      if (file === undefined) throw new Error(`${place} is not in the repository`);
      return { file, text: readFileSync(place, "utf8"), format: formatOfHierarchy(place) };
    });
    const [first] = parts;
    return documentPlaces(placesIn(parts), (name) => name ?? first?.file ?? "");
  } catch {
    return undefined;
  }
}
