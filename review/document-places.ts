import type { Path } from "../domain/model/bad-input";
import type { HierarchyFile } from "../domain/text/hierarchy-file";
import type { Facts } from "../domain/model/facts";
import { foldName } from "../domain/names";
import { isPending } from "../domain/pending";
import { RULES } from "../rules/index";
import type { Finding, Subject } from "../rules/finding";
import { waiverName } from "../rules/waiver";
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
  const known = new Map<string, Place | undefined>();
  const placeAt = (path: Path): Place | undefined => {
    const key = JSON.stringify(path);
    if (!known.has(key)) {
      const position = find(path);
      const name = typeof file === "string" ? file : file(position?.file);
      known.set(key, position === undefined ? undefined : { ...position, file: name });
    }
    return known.get(key);
  };
  return (finding, facts) => {
    for (const path of pathsOf(finding, facts)) {
      const place = placeAt(path);
      if (place !== undefined) return place;
    }
    return undefined;
  };
}

/** Places where a subject may stand, the most telling first. */
function pathsOf({ rule, subject, hotfix }: Parameters<PlaceFinder>[0], facts: Facts): Path[] {
  const { kind, name } = subject;
  const telling = RULES.find(({ id }) => id === rule)?.placesOf?.(subject, facts) ?? [];
  const hotfixes = ["sites", name, "hotfixes"];
  const own: Readonly<Record<Subject["kind"], () => Path[]>> = {
    hierarchy: () => [],
    waiver: () => [["waivers", facts.waivers.findIndex((waiver) => waiverName(waiver) === name)], ["waivers"]],
    server: () => [...controllerPaths(name, facts), ["domains"]],
    domain: () => [["domains", name], ["domains"]],
    site: () => [...(hotfix === undefined ? [] : [[...hotfixes, hotfix], hotfixes]), ["sites", name], ["sites"]],
  };
  return [...telling, ...own[kind](), ["hierarchy"]];
}

function controllerPaths(server: string, { domains }: Facts): Path[] {
  const isIt = (name: string) => foldName(name) === foldName(server);
  return Object.entries(domains).flatMap(([name, { pdc, bdcs, logonPoints }]): Path[] => {
    const points = logonPoints === undefined || isPending(logonPoints) ? [] : Object.keys(logonPoints);
    const entry = points.find(isIt);
    const backup = bdcs.findIndex(isIt);
    return [
      ...(entry === undefined ? [] : [["domains", name, "logonPoints", entry]]),
      ...(isIt(pdc) ? [["domains", name, "pdc"]] : []),
      ...(backup === -1 ? [] : [["domains", name, "bdcs", backup]]),
    ];
  });
}
