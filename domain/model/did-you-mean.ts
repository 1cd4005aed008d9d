/** A question that names the candidate nearest to a misspelled word, to stand behind what is expected; empty if none or several are. */
export function didYouMean(word: string, candidates: readonly unknown[]): string {
  const texts = candidates.filter((candidate) => typeof candidate === "string");
  const ranked = texts
    .map((text) => ({ text, steps: stepsBetween(word.toLowerCase(), text.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  const [best, second] = ranked;
  const isNear = best !== undefined && best.steps <= (word.length < 4 ? 1 : 2);
  return isNear && best.steps !== second?.steps && word.length <= LONGEST ? `; did you mean ${best.text}?` : "";
}

const LONGEST = 40;

/** Letters to add, drop or replace (Levenshtein). */
function stepsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
