import { counted } from "../../writing/groups";

const DAY = 24 * 60 * 60 * 1000;

/** How long something still counts, in words; the last day counts. */
export function daysLeft(today: string, last: string): string {
  const days = Math.round((Date.parse(last) - Date.parse(today)) / DAY);
  if (days < 0) return "over";
  return days === 0 ? "today is the last day" : `${counted(days, "day")} left`;
}
