import { createColors } from "picocolors";
import { plain } from "../formats/markdown/escape";
import type { Layout } from "../formats/text";
import { visible, visibleJson } from "../phrases/visible";
import { wrap } from "../phrases/wrap";
import { runbookHtml } from "./html";
import { leadOf, placeName, titleOf, type Runbook, type Task } from "./runbook";

/** How a runbook can be written. */
export const RUNBOOK_FORMATS = ["text", "markdown", "html", "json"] as const;

/** How a runbook is written. */
export type RunbookFormat = (typeof RUNBOOK_FORMATS)[number];

/** A runbook in one of its formats. */
export function formatRunbook(runbook: Runbook, format: RunbookFormat, version: string, layout: Layout): string {
  if (format === "html") return runbookHtml(runbook, version);
  if (format === "json") return `${visibleJson(JSON.stringify({ version, ...runbook }, null, 2))}\n`;
  return format === "text" ? runbookText(runbook, layout) : runbookMarkdown(runbook);
}

/** A line of a runbook, as text and Markdown have it. */
interface Line {
  readonly kind: "part" | "pace" | "title" | "box" | "step";
  /** The number or the box in front of the text. */
  readonly mark: string;
  readonly text: string;
  /** There is a blank line above it. */
  readonly isApart?: boolean;
}

function linesOf({ parts }: Runbook): Line[] {
  return parts.flatMap(({ title, pace, tasks }, index): Line[] => [
    { kind: "part", mark: `${index + 1}. `, text: title, isApart: true },
    { kind: "pace", mark: "", text: tasks.length === 0 ? "Nothing to do." : pace },
    ...tasks.flatMap((task, at) => {
      const [first, ...others] = taskLines(task);
      const isApart = at === 0 || hasSteps(task) || hasSteps(tasks[at - 1]);
      return first === undefined ? [] : [{ ...first, isApart }, ...others];
    }),
  ]);
}

/** What is one line of a list stands together; what has places and steps stands apart. */
function hasSteps(task: Task | undefined): boolean {
  return task !== undefined && task.kind !== "checklist" && task.kind !== "done";
}

function taskLines(task: Task): Line[] {
  const { kind, places, steps, articles } = task;
  const title = titleOf(task);
  const source = articles.length === 0 ? "" : ` (${articles.join(", ")})`;
  const box = (done: boolean, text: string): Line => ({ kind: "box", mark: done ? "[x] " : "[ ] ", text });
  if (kind === "checklist") return [box(false, `${title}${source}`)];
  if (kind === "done") return [box(true, `${title}: ${places.map(placeName).join(", ")}`)];
  // Places with something found one by one, the others together.
  const together = [true, false].flatMap((done) => {
    const alike = places.filter((place) => place.found === undefined && place.done === done);
    return alike.length === 0 ? [] : [box(done, alike.map(placeName).join(", "))];
  });
  return [
    ...(title === undefined
      ? []
      : [{ kind: "title", mark: "", text: steps.length === 0 ? title : title + source } as const]),
    ...places.flatMap((place) =>
      place.found === undefined ? [] : [box(place.done, `${placeName(place)}: ${place.found}`)],
    ),
    ...together,
    ...steps.map((text, index) => ({ kind: "step", mark: `${index + 1}. `, text }) as const),
  ];
}

const INDENT = { part: "", pace: "   ", title: "   ", box: "   ", step: "       " } as const;

function runbookText(runbook: Runbook, { width, colours }: Layout): string {
  const { bold, dim } = createColors(colours);
  const lines = linesOf(runbook).flatMap(({ kind, mark, text, isApart }) => {
    const first = INDENT[kind] + mark;
    const wrapped = wrap(visible(text), first, " ".repeat(first.length), width);
    const paint = kind === "part" ? bold : kind === "pace" ? dim : String;
    return [...(isApart === true ? [""] : []), ...wrapped.map((line) => paint(line))];
  });
  const { hierarchy, today } = runbook;
  const title = wrap(visible(`Runbook for SP2: ${hierarchy}, ${today}`), "", "  ", width);
  const head = [...title.map((line) => bold(line)), ...wrap(visible(leadOf(runbook)), "", "  ", width)];
  return `${[...head, ...lines].join("\n")}\n`;
}

const MARKDOWN = { part: "## ", pace: "", title: "", box: "- ", step: "   " } as const;

function runbookMarkdown(runbook: Runbook): string {
  const lines = linesOf(runbook).flatMap(({ kind, mark, text, isApart }, index, all) => {
    const line = `${MARKDOWN[kind]}${mark}${plain(text)}`;
    const isBlank = isApart === true || kind !== all[index - 1]?.kind;
    return [...(isBlank ? [""] : []), kind === "title" ? `**${line}**` : line];
  });
  const head = [`# Runbook for SP2: ${plain(runbook.hierarchy)}`, "", `${runbook.today}. ${plain(leadOf(runbook))}.`];
  return `${[...head, ...lines].join("\n")}\n`;
}
