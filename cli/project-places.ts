import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { Path } from "../domain/model/bad-input";
import { isMembers, membersOf, type Members } from "../domain/model/plain-data";
import { formatOfHierarchy, placesIn } from "../domain/text/hierarchy-file";
import { documentPlaces } from "../review/document-places";
import type { ResourcePlaces, Sources } from "../review/preview/source-places";
import type { Io } from "./io";
import { nearest, repositoryOf, type Repository } from "./repository";

/**
 * Where the lines of a project are: its folder is the nearest one, here or above, whose Pulumi.yaml has its name. The
 * files of a preview may be reviewed anywhere, and a line of another project would be a wrong one.
 *
 * @param name of the project; empty where a preview did not come as far as to tell it.
 */
export function placesFrom(folder: string, name: string, env: Io["env"] = {}): Sources {
  const repository = repositoryOf(folder, env);
  const project = nearest(folder, (one) => {
    const settings = settingsIn(one);
    return settings !== undefined && (name === "" || String(settings["name"] ?? "") === name);
  });
  const program = project === undefined ? undefined : yamlProgram(project, repository);
  return {
    project: project === undefined ? undefined : repository.fromRoot(project),
    isOwn: repository.isOwn,
    fromRoot: (file) => {
      if (project === undefined && !path.isAbsolute(file)) return undefined;
      return repository.fromRoot(path.resolve(project ?? folder, file));
    },
    documentPlaces: (files) => {
      const find = project === undefined ? undefined : finderIn(files, project, repository);
      return find && documentPlaces(find, (file = "") => file);
    },
    ...(program === undefined ? {} : { program }),
  };
}

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The settings of the project whose folder this is; undefined where it is none. */
function settingsIn(folder: string): Members | undefined {
  const file = PROJECT_FILES.map((name) => path.join(folder, name)).find((one) => existsSync(one));
  return file === undefined ? undefined : ifReadable(() => membersOf(parse(readFileSync(file, "utf8"))));
}

/** Finds places in files; undefined if one of them is not in the repository, or cannot be read or understood any more. */
function finderIn(files: readonly string[], folder: string, { fromRoot }: Repository): Finder | undefined {
  return ifReadable(() => {
    const parts = files.map((name) => {
      const place = path.resolve(folder, name);
      const file = fromRoot(place);
      if (file === undefined) throw new Error(`${place} is not in the repository`);
      return { file, text: readFileSync(place, "utf8"), format: formatOfHierarchy(place) };
    });
    const find = placesIn(parts);
    return (at) => {
      const position = find(at);
      return position && { ...position, file: position.file ?? parts[0]?.file ?? "" };
    };
  });
}

type Finder = (at: Path) => ReturnType<ResourcePlaces>;

/** What reading a file gives; undefined if that fails. */
function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Where a program in YAML can be, beside the settings of its project; the first one counts. */
const PROGRAMS = ["Main.json", "Main.yaml", "Pulumi.yaml"];

/**
 * Where the resources of a program in YAML stand: its frames are lines of Pulumi's own host. Undefined for a program in another
 * language, and for one that cannot be read.
 */
function yamlProgram(project: string, repository: Repository): ResourcePlaces | undefined {
  const { runtime, main = "." } = settingsIn(project) ?? {};
  if ((isMembers(runtime) ? runtime["name"] : runtime) !== "yaml") return undefined;
  const folder = path.resolve(project, String(main));
  const file = PROGRAMS.map((name) => path.join(folder, name)).find((one) => existsSync(one));
  const find = file === undefined ? undefined : finderIn([file], folder, repository);
  const keys = file === undefined ? undefined : ifReadable(() => keysByName(readFileSync(file, "utf8")));
  if (find === undefined || keys === undefined) return undefined;
  return (name, parts) => {
    const key = keys.get(name);
    return key === undefined ? undefined : find(["resources", key, ...parts]);
  };
}

/** The keys of resources by what the resources are called. */
function keysByName(program: string): ReadonlyMap<string, string> {
  const entries = Object.entries(membersOf(membersOf(parse(program))["resources"]));
  return new Map(entries.map(([key, resource]) => [String(membersOf(resource)["name"] ?? key), key]));
}
