/** How the dates of an inventory are to be read; nothing of it is guessed. */
export interface TimeOptions {
  /** Zone of times that name none: `America/Chicago`, `UTC`, `-06:00`. */
  readonly timeZone?: string | undefined;
  /** Order of day and month: `06/24/00` is mdy, `24.06.00` is dmy. */
  readonly dateOrder?: "mdy" | "dmy" | undefined;
}

/** A time in UTC as facts hold it, or why it is none. */
export type ReadTime = { readonly time: string } | { readonly fault: string };

const ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)$/;
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:([ap])\.?(?:m\.?)?)?$/i;

/** Reads a time as people and Windows NT write it: `06/24/00 03:14a`, `24.06.2000 15:14`, `2000-06-24 03:14`, ISO 8601. */
export function readTime(text: string, options: TimeOptions): ReadTime {
  const [, zonedDate, zonedClock, zone] = ZONED.exec(text) ?? [];
  if (zone !== undefined) {
    const time = Date.parse(`${zonedDate}T${zonedClock}${zone}`);
    return Number.isNaN(time) ? { fault: `${text} is not an existing time` } : { time: written(time) };
  }
  const [date = "", ...rest] = text.trim().split(/\s+/);
  const day = dayOf(date, options);
  if (typeof day === "string") return { fault: day };
  const clock = clockOf(rest.join(" "));
  if (clock === undefined) return { fault: `${text} has no time of day that can be read, as 03:14a or 15:14` };
  const wall = Date.UTC(...day, ...clock);
  if (new Date(wall).getUTCMonth() !== day[1] || new Date(wall).getUTCDate() !== day[2]) {
    return { fault: `${text} is not an existing day` };
  }
  if (options.timeZone === undefined) return { fault: `${text} has no time zone. Give it with --time-zone` };
  const [time, second] = instants(wall, options.timeZone);
  if (time === undefined) return { fault: `${text} does not exist in ${options.timeZone}: clocks were put forward` };
  if (second !== undefined) return { fault: `${text} occurs twice in ${options.timeZone}: clocks were put back` };
  return { time: written(time) };
}

/** Whether a text names a time zone. */
export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).format(0) !== "";
  } catch {
    return false;
  }
}

function written(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

type Day = [year: number, month: number, day: number];

function dayOf(date: string, { dateOrder }: TimeOptions): Day | string {
  const [, year, month, day] = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)$/.exec(date) ?? [];
  if (year !== undefined) return [Number(year), Number(month) - 1, Number(day)];
  const [, first, second, last = ""] = /^(\d\d?)[-/.](\d\d?)[-/.](\d{4}|\d\d)$/.exec(date) ?? [];
  if (first === undefined) return `${date} is not a date`;
  if (dateOrder === undefined) return `${date} has no known order of day and month. Give it with --date-order`;
  const century = last.length === 4 ? 0 : Number(last) < 80 ? 2000 : 1900;
  const [inMonth, ofYear] = dateOrder === "mdy" ? [second, first] : [first, second];
  return [Number(last) + century, Number(ofYear) - 1, Number(inMonth)];
}

function clockOf(text: string): [hours: number, minutes: number, seconds: number] | undefined {
  const [, hours, minutes, seconds = "0", half] = CLOCK.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const hour = Number(hours);
  if (half === undefined) return hour > 23 ? undefined : [hour, Number(minutes), Number(seconds)];
  if (hour < 1 || hour > 12) return undefined;
  return [(hour % 12) + (half.toLowerCase() === "p" ? 12 : 0), Number(minutes), Number(seconds)];
}

/** The instants at which the clocks of a zone show a time: one, none, or two when clocks are put back. */
function instants(wall: number, timeZone: string): number[] {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });
  const shown = (time: number) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(
      ...([parts["year"], Number(parts["month"]) - 1, parts["day"]] as Day),
      ...([parts["hour"], parts["minute"], parts["second"]] as Day),
    );
  };
  const guesses = [-24, 0, 24].map((hours) => wall - (shown(wall + hours * 3_600_000) - (wall + hours * 3_600_000)));
  return [...new Set(guesses)].filter((time) => shown(time) === wall);
}
