import { createColors } from "picocolors";
import { plain } from "../formats/markdown/escape";
import { visible, visibleJson } from "../phrases/visible";
import { wrap } from "../phrases/wrap";
import { runbookHtml } from "./html";
import { leadOf, placeName, titleOf, type Runbook, type Task } from "./runbook";

/** How a runbook can be written. */
export const RUNBOOK_FORMATS = ["text", "markdown", "html", "json"] as const;

/** How a runbook is written. */
export type RunbookFormat = (typeof RUNBOOK_FORMATS)[number];

/** How text is laid out. */
export interface RunbookLayout {
  readonly width: number;
  readonly colours: boolean;
}

/** A runbook in one of its formats. */
export function formatRunbook(runbook: Runbook, format: RunbookFormat, version: string, layout: RunbookLayout): string {
  if (format === "html") return runbookHtml(runbook, version);
  if (format === "json") return `${visibleJson(JSON.stringify({ version, ...runbook }, null, 2))}\n`;
  return format === "text" ? runbookText(runbook, layout) : runbookMarkdown(runbook);
}

/** The places of a task in lines: those with something found one by one, the others together. */
function linesOf(task: Task): { readonly done: boolean; readonly text: string }[] {
  const single = task.places.filter(({ found }) => found !== undefined);
  const together = (done: boolean) => {
    const places = task.places.filter((place) => place.found === undefined && place.done === done);
    return places.length === 0 ? [] : [{ done, text: places.map(placeName).join(", ") }];
  };
  return [
    ...single.map((place) => ({ done: place.done, text: `${placeName(place)}: ${place.found ?? ""}` })),
    ...together(true),
    ...together(false),
  ];
}

/** What is one line of a list stands together; what has places and steps stands apart. */
function hasSteps(task: Task | undefined): boolean {
  return task !== undefined && task.kind !== "checklist" && task.kind !== "done";
}

function runbookText(runbook: Runbook, { width, colours }: RunbookLayout): string {
  const { bold, dim } = createColors(colours);
  const lines: string[] = [];
  const paragraph = (text: string, first: string, next: string, paint = (shown: string) => shown) =>
    void lines.push(...wrap(visible(text), first, next, width).map(paint));
  const box = (done: boolean) => (done ? "[x] " : "[ ] ");
  paragraph(`Runbook for SP2: ${runbook.hierarchy}, ${runbook.today}`, "", "  ", bold);
  paragraph(leadOf(runbook), "", "  ");
  for (const [index, { title, pace, tasks }] of runbook.parts.entries()) {
    lines.push("");
    paragraph(`${index + 1}. ${title}`, "", "   ", bold);
    if (tasks.length === 0) {
      lines.push("   Nothing to do.");
      continue;
    }
    paragraph(pace, "   ", "   ", dim);
    for (const [at, task] of tasks.entries()) {
      const source = task.articles.length === 0 ? "" : ` (${task.articles.join(", ")})`;
      if (at === 0 || hasSteps(task) || hasSteps(tasks[at - 1])) lines.push("");
      if (task.kind === "checklist") {
        paragraph(`${task.title ?? ""}${source}`, "   [ ] ", "       ");
        continue;
      }
      if (task.kind === "done") {
        paragraph(`${task.title ?? ""}: ${linesOf(task)[0]?.text ?? ""}`, "   [x] ", "       ");
        continue;
      }
      const title = titleOf(task);
      if (title !== undefined) paragraph(`${title}${task.steps.length === 0 ? "" : source}`, "   ", "   ");
      for (const { done, text } of linesOf(task)) paragraph(text, `   ${box(done)}`, "       ");
      for (const [step, text] of task.steps.entries()) paragraph(text, `       ${step + 1}. `, "          ");
    }
  }
  return `${lines.join("\n")}\n`;
}

function runbookMarkdown(runbook: Runbook): string {
  const blocks = runbook.parts.flatMap(({ title, pace, tasks }, index) => [
    `## ${index + 1}. ${title}`,
    tasks.length === 0 ? "Nothing to do." : pace,
    ...tasks.map(taskMarkdown),
  ]);
  const text = [
    `# Runbook for SP2: ${plain(runbook.hierarchy)}`,
    `${runbook.today}. ${plain(leadOf(runbook))}.`,
    ...blocks,
  ].join("\n\n");
  // Items of the checklist are one list.
  return `${text.replace(/\n\n(?=- \[[ x]\] <!-- c -->)/g, "\n").replaceAll(" <!-- c -->", "")}\n`;
}

function taskMarkdown(task: Task): string {
  const source = task.articles.length === 0 ? "" : ` (${task.articles.join(", ")})`;
  if (task.kind === "checklist") return `- [ ] <!-- c --> ${plain(task.title ?? "")}${source}`;
  if (task.kind === "done") return `- [x] <!-- c --> ${plain(`${task.title ?? ""}: ${linesOf(task)[0]?.text ?? ""}`)}`;
  const title = titleOf(task);
  const places = linesOf(task).map(({ done, text }) => `- [${done ? "x" : " "}] ${plain(text)}`);
  const steps = task.steps.map((step, index) => `   ${index + 1}. ${plain(step)}`);
  return [
    ...(title === undefined ? [] : [`**${plain(title)}**`, ""]),
    ...places,
    ...(steps.length === 0 ? [] : ["", ...steps]),
  ].join("\n");
}
