import type { Path } from "../domain/model/bad-input";
import type { HierarchyFile } from "../domain/text/hierarchy-file";
import type { Facts } from "../domain/model/facts";
import { foldName } from "../domain/names";
import { isPending } from "../domain/pending";
import { RULES } from "../rules/index";
import type { Finding, Subject } from "../rules/finding";
import type { Place } from "./place";

/** Where in a hierarchy file the subject of a finding stands. */
export type PlaceFinder = (finding: Pick<Finding, "rule" | "subject" | "hotfix">, facts: Facts) => Place | undefined;

/**
 * Finds subjects in a hierarchy file: the node that the finding is about, or else the nearest one around it.
 *
 * @param file path of the file from the root of the repository, or how to get that of one of several files.
 */
export function documentPlaces(
  find: HierarchyFile["find"],
  file: string | ((name: string | undefined) => string),
): PlaceFinder {
  const placeAt = (path: Path): Place | undefined => {
    const position = find(path);
    return position && { ...position, file: typeof file === "string" ? file : file(position.file) };
  };
  let known: { readonly of: Facts; readonly pathsOf: ReturnType<typeof pathsIn> } | undefined;
  return (finding, facts) => {
    if (known?.of !== facts) known = { of: facts, pathsOf: pathsIn(facts) };
    for (const path of known.pathsOf(finding)) {
      const place = placeAt(path);
      if (place !== undefined) return place;
    }
    return undefined;
  };
}

/**
 * Places where a subject may stand, the most telling first. What stands in no file has none: another stack may share it.
 */
function pathsIn(facts: Facts): (finding: Parameters<PlaceFinder>[0]) => Path[] {
  const tellingOf = new Map(RULES.map(({ id, placesOf }) => [id, placesOf?.(facts)]));
  let servers: ReadonlyMap<string, Path[]> | undefined;
  return ({ rule, subject, hotfix }) => {
    const { kind, name } = subject;
    const hotfixes = ["sites", name, "hotfixes"];
    const own: Readonly<Record<Subject["kind"], () => Path[]>> = {
      hierarchy: () => [["hierarchy"]],
      waiver: () => [["waivers"]],
      server: () => (servers ??= controllerPaths(facts)).get(foldName(name)) ?? [],
      domain: () => [["domains", name]],
      site: () => [...(hotfix === undefined ? [] : [[...hotfixes, hotfix], hotfixes]), ["sites", name]],
    };
    return [...(tellingOf.get(rule)?.(subject) ?? []), ...own[kind]()];
  };
}

/** Where each domain controller stands, by its folded name: its logon point, then the list that names it. */
function controllerPaths({ domains }: Facts): ReadonlyMap<string, Path[]> {
  const paths = new Map<string, Path[]>();
  const add = (server: string, path: Path) => {
    const name = foldName(server);
    paths.set(name, [...(paths.get(name) ?? []), path]);
  };
  for (const [name, { pdc, bdcs, logonPoints }] of Object.entries(domains)) {
    const points = logonPoints === undefined || isPending(logonPoints) ? [] : Object.keys(logonPoints);
    for (const point of points) add(point, ["domains", name, "logonPoints", point]);
    add(pdc, ["domains", name, "pdc"]);
    for (const [index, backup] of bdcs.entries()) add(backup, ["domains", name, "bdcs", index]);
  }
  return paths;
}
