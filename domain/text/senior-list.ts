/**
 * The site that a Senior.lst names: its first three characters exactly as they stand. Nothing is trimmed or folded, a
 * leading blank is the first character, and whatever follows carries no meaning (Q235726, Q263395).
 */
export function seniorSiteCode(content: string): string {
  return content.slice(0, 3).toWellFormed();
}
