import { Document, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { byKey } from "../../domain/groups";
import type { Entry, Imported } from "./inventory";

/** The text of a hierarchy file: above each site and domain stands where its facts come from. */
export function hierarchyText({ hierarchy, domains, sites, upgrades }: Imported): string {
  const plain = {
    hierarchy,
    domains: Object.fromEntries([...domains].map(([name, { facts }]) => [name, facts])),
    sites: Object.fromEntries([...sites].map(([code, { facts }]) => [code, facts])),
    ...(upgrades.length === 0 ? {} : { upgrades }),
  };
  const document = new Document(plain, { schema: "core", aliasDuplicateObjects: false });
  const root = document.contents as unknown as YAMLMap;
  comment(root.get("domains"), domains);
  comment(root.get("sites"), sites);
  const codes = root.get("upgrades");
  if (isSeq(codes)) codes.flow = true;
  return document.toString({ lineWidth: 140, flowCollectionPadding: false, singleQuote: true });
}

/** Where the entries come from, and short lists in one line. */
function comment(entries: unknown, known: ReadonlyMap<string, Entry>): void {
  if (!isMap(entries)) return;
  for (const { key, value } of entries.items) {
    const sources = known.get(String(isScalar(key) ? key.value : key))?.sources ?? [];
    (key as Node).commentBefore = ` ${lines(sources)}`;
    if (!isMap(value)) continue;
    for (const name of ["domains", "bdcs"]) {
      const list = value.get(name);
      if (isSeq(list)) list.flow = true;
    }
  }
}

/** Places by file: `sites.csv:12, filever.txt:30-33`. */
function lines(places: readonly string[]): string {
  const parts = places.map((place) => /^(.*):(\d+)$/.exec(place) ?? ["", place, ""]);
  return [...byKey(parts, ([, file]) => file ?? "")]
    .map(([file, group]) => {
      const numbers = group.map(([, , line]) => Number(line));
      const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
      return first === last ? `${file}:${first}` : `${file}:${first}-${last}`;
    })
    .join(", ");
}
