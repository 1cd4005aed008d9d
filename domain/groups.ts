/** Items by their key, in the order in which the keys come. */
export function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Items in groups of one key, in the order in which the keys come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  return [...byKey(items, keyOf).values()];
}

/** One entry of a record: its key and its value. */
type Entry<T> = readonly [key: string, value: T];

/** The entries of two records side by side, those of the first first: undefined beside one that the other record has not. */
export function sideBySide<T>(
  before: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  meaningOf: (key: string) => string,
): (readonly [before: Entry<T>, now: Entry<T> | undefined] | readonly [before: undefined, now: Entry<T>])[] {
  const open = new Map(Object.entries(now).map((entry) => [meaningOf(entry[0]), entry]));
  const pairs = Object.entries(before).map((entry) => {
    const key = meaningOf(entry[0]);
    const counterpart = open.get(key);
    open.delete(key);
    return [entry, counterpart] as const;
  });
  return [...pairs, ...[...open.values()].map((entry) => [undefined, entry] as const)];
}

/** Texts, each once, in the order in which they come. */
export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Items, the first of each key, in the order in which they come. */
export function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return groupBy(items, keyOf).map(([first]) => first);
}

/** How often each value occurs, in the order that is given; those that do not occur are left out. */
export function tally<T>(order: readonly T[], values: readonly T[]): { readonly value: T; readonly count: number }[] {
  return order
    .map((value) => ({ value, count: values.filter((own) => own === value).length }))
    .filter(({ count }) => count > 0);
}

/** A number of things: `1 site`, `2 sites`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
