import { articleAddress } from "../../rules/doc-page";
import { joined, markup, name, pageText, type Markup, type Part as Content } from "../formats/markup";
import { upperFirst } from "../../rules/wording";
import { leadOf, placeName, titleOf, type Part, type Runbook, type Task } from "./runbook";

/** A runbook as one HTML file that needs nothing else, made to be printed and ticked. */
export function runbookHtml(runbook: Runbook, version: string): string {
  const { hierarchy, today, parts } = runbook;
  const body = markup`<body>
<header>
<h1>Runbook for SP2: ${name(hierarchy)}</h1>
<p>${today}. ${upperFirst(leadOf(runbook))}.</p>
<p class="soft">Do the parts in this order. Tick a box at its server when all its steps are done; a ticked box is proven by the declared facts. Declare what you did and print again to see what is left. Q numbers are articles of the Knowledge Base.</p>
</header>
<div class="runbook">
${parts.map(partSection)}</div>
<footer class="soft">pulumi-sms ${version}, facts of ${today} (UTC)</footer>
</body>`;
  return pageText({ title: `Runbook for SP2: ${hierarchy}`, version, style: STYLE, body });
}

/** The runbook as a section of a page that has a style of its own. */
export function runbookSection(runbook: Runbook): Markup {
  return markup`<details class="runbook"><summary>Runbook: what to do at which server, in which order</summary>
<p>${upperFirst(leadOf(runbook))}. To print it: <code>pulumi-sms plan --format html</code></p>
${runbook.parts.map(partSection)}</details>`;
}

function partSection({ moment, title, pace, tasks }: Part, index: number): Markup {
  const check = tasks.filter(({ kind }) => kind === "checklist");
  const work = tasks.filter(({ kind }) => kind !== "checklist");
  return markup`<div class="part ${moment}">
<p class="part-title">${index + 1}. ${title}</p>
<p class="soft">${tasks.length === 0 ? "Nothing to do." : pace}</p>
${work.map(taskBlock)}
${check.length > 0 && markup`<ul class="boxes check">${check.map(({ title: text, articles }) => markup`<li>${box(false)}${text} ${links(articles)}</li>`)}</ul>`}
</div>
`;
}

function taskBlock(task: Task): Markup {
  const title = task.kind === "done" ? undefined : titleOf(task);
  const isFlat = task.places.every(({ found }) => found === undefined);
  const places = task.places.map(
    (place) =>
      markup`<li>${box(place.done)}<b>${name(placeName(place))}</b>${place.found !== undefined && markup`: ${place.found}`}</li>`,
  );
  return markup`<div class="task ${task.kind}">
${title !== undefined && markup`<p class="task-title">${title} ${task.steps.length > 0 && links(task.articles)}</p>`}
${task.kind === "done" && markup`<p class="task-title">Done: ${task.title}</p>`}
<ul class="boxes ${isFlat && "flat"}">${places}</ul>
${task.steps.length > 0 && markup`<ol>${task.steps.map((step) => markup`<li>${step}</li>`)}</ol>`}
</div>`;
}

function box(done: boolean): Markup {
  return done
    ? markup`<span class="box" role="img" aria-label="done">&#9745;</span>`
    : markup`<span class="box" role="img" aria-label="to do">&#9744;</span>`;
}

function links(articles: readonly string[]): Content {
  if (articles.length === 0) return undefined;
  const all = articles.map((article) => markup`<a href="${articleAddress(article)}">${article}</a>`);
  return markup`<span class="soft">(${joined(all, ", ")})</span>`;
}

/** The style of a runbook, in a page of its own and in a report. */
export const RUNBOOK_STYLE = `
.runbook p, .runbook ul, .runbook ol { margin: 0; }
.runbook .part { margin-top: 1.2rem; padding-top: 0.7rem; border-top: 2px solid var(--line); }
.runbook .part-title { font-size: 1.2rem; font-weight: bold; }
.runbook .task-title { font-weight: bold; }
.runbook .soft { color: var(--soft); font-weight: normal; font-size: 0.93em; }
.runbook .task { margin-top: 0.8rem; }
.runbook .boxes { list-style: none; padding: 0; }
.runbook .boxes li { padding-left: 1.6em; text-indent: -1.6em; }
.runbook .boxes .box { display: inline-block; width: 1.6em; text-indent: 0; }
.runbook .flat li { display: inline-block; margin-right: 1.1em; padding-left: 0; text-indent: 0; }
.runbook .flat .box { width: 1.25em; }
.runbook .check { margin-top: 0.8rem; }
.runbook .check li { margin-top: 0.25rem; }
.runbook .task ol { margin: 0.25rem 0 0 1.6em; padding-left: 1.4em; }
`;

const STYLE = `
:root { color-scheme: light dark; --text: #1a1f26; --soft: #566070; --line: #c8ced6; --page: #ffffff; --link: #0b57b7; }
@media screen and (prefers-color-scheme: dark) { :root { --text: #e7eaef; --soft: #a5afbd; --line: #3b434f; --page: #0f1217; --link: #86b7ff; } }
body { max-width: 52rem; margin: 0 auto; padding: 1.5rem; background: var(--page); color: var(--text); overflow-wrap: break-word;
  font: 15px/1.45 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
h1, p { margin: 0; }
h1 { font-size: 1.5rem; }
a { color: var(--link); }
header p { margin-top: 0.5rem; }
.soft { color: var(--soft); font-size: 0.93em; }
footer { margin-top: 1.5rem; }
${RUNBOOK_STYLE}
@media print {
  @page { margin: 12mm 11mm; }
  html { font-size: 10px; }
  body { max-width: none; padding: 0; font-size: 9.5px; line-height: 1.28; }
  .runbook .part { margin-top: 0.8em; padding-top: 0.5em; }
  .runbook .task { margin-top: 0.5em; break-inside: avoid; }
  .runbook .check { columns: 2; column-gap: 1.6em; margin-top: 0.5em; }
  .runbook .check li { break-inside: avoid; margin-top: 0.15em; }
  .part-title, .task-title { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
