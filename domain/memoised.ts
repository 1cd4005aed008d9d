/** Texts that are remembered at most: many more than differ in a hierarchy, few enough to hold. */
const MOST_TEXTS = 1000;

/**
 * A pure function of a text that remembers what it gave: large hierarchies state the same versions and paths at
 * thousands of sites.
 */
export function memoised<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const value = compute(text);
    if (known.size >= MOST_TEXTS) known.clear();
    known.set(text, value);
    return value;
  };
}
