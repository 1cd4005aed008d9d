const DAY = 24 * 60 * 60 * 1000;

/** Days from one day to another, both as YYYY-MM-DD; negative if the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/**
 * Whether a day or a time lies ahead, so that nothing can have happened then. The day after `today` does not: where clocks
 * are ahead of UTC it has begun.
 *
 * @param today the day, UTC, as YYYY-MM-DD.
 */
export function isAhead(time: string, today: string): boolean {
  // Most times are of the past, and to read them takes a while. No offset makes two days.
  return time.slice(0, today.length) > today && Date.parse(time) >= Date.parse(today) + 2 * DAY;
}
