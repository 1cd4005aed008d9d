const DAY = 24 * 60 * 60 * 1000;

/**
 * How long a waiver still counts: its last day counts whole.
 *
 * @param today day of the judgement, UTC, as YYYY-MM-DD.
 * @param expires last day of the waiver, likewise.
 */
export function daysLeft(today: string, expires: string): string {
  const days = Math.round((Date.parse(expires) - Date.parse(today)) / DAY);
  if (days === 0) return "today is the last day";
  return days === 1 ? "1 day left" : `${days} days left`;
}
