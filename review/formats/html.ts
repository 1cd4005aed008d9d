import { tally, unique } from "../../domain/groups";
import { reportOf, STANDING_TEXTS, standingOf, STANDINGS } from "../../rules/report";
import { asList, upperFirst } from "../../rules/wording";
import { isUnchanged, isWeaker, type Change } from "../comparison/comparison";
import {
  comparedLists,
  countsText,
  NOTHING_CHANGED,
  verdictText,
  weakerText,
  type ComparedList,
} from "../phrases/comparison";
import { daysLeft, leadOf } from "../phrases/upgrades";
import { visibleLines } from "../phrases/visible";
import { allFindings, statusOf, type Failure, type HierarchyReview, type Review } from "../review";
import { runbookSection } from "../runbook/html";
import { runbookFrom } from "../runbook/runbook";
import { placeLink, sign, standingBadge, statusBadge, TONES } from "./html/badges";
import { findingSections } from "./html/findings";
import { exemption, hierarchySection } from "./html/hierarchy";
import { SCRIPT } from "./html/script";
import { sheetOf } from "./html/sheet";
import { STYLE } from "./html/style";
import { joined, Markup, markup, name, pageText, type Part } from "./markup";

/**
 * A review as one HTML file that needs nothing else: no network, no other file. Everything is readable without its
 * script, which only filters and folds.
 *
 * @param sources address that the files of the reviewed commit stand below; absent: they stand beside the report.
 */
export function reviewHtml(review: Review, sources?: string): string {
  const { hierarchies, engineFindings, today, version, subject, ungated, remarks } = review;
  const status = statusOf(review);
  const body = markup`<body class="${status === "failed" && "failed"}">
<a class="skip" href="#findings">Skip to the findings</a>
<div class="page">
${banner(review)}
<main>
${failures(review, sources)}
${listSection("Not checked", "Declared without an upgrade, and so without a gate. The rules were not applied.", ungated.map(name))}
${listSection("Remarks", undefined, remarks)}
${changesSection(review, sources)}
${filterForm(review)}
<div id="findings" tabindex="-1"></div>
${
  engineFindings.length > 0 &&
  markup`<section aria-labelledby="engine">
<h2 id="engine">Refused by the engine's policies</h2>
<p>The facts alone do not show these: they are about the program and its gate.</p>
${findingSections(engineFindings, { id: "e", today, sources })}
</section>`
}
${hierarchies.map((hierarchy, index) => hierarchySection(sheetOf(hierarchy, `h${index}`, today, sources), hierarchies.length === 1))}
${status !== "failed" && hierarchies.map((hierarchy) => runbookOfReview(hierarchy, today, hierarchies.length))}
</main>
<footer><p>pulumi-sms ${version}, checked on ${today} (UTC)</p></footer>
</div>
<script>${new Markup(SCRIPT)}</script>
</body>`;
  const title = `${upperFirst(status)}: ${subject}, SP2 upgrade review`;
  return pageText({ title, version, style: STYLE, script: SCRIPT, body });
}

/** Sites of a hierarchy whose runbook a report has; for more it is a document of its own. */
const RUNBOOK_SITES = 500;

function runbookOfReview(review: HierarchyReview, today: string, count: number): Part {
  const { facts, governance, isOver } = review;
  if (isOver || Object.keys(facts.sites).length > RUNBOOK_SITES) return undefined;
  const section = runbookSection(runbookFrom(facts, review, { settings: governance, today }));
  return count === 1 ? section : markup`<p class="soft">${name(review.hierarchy)}</p>${section}`;
}

/** What is said first: what the review comes to, what to do now, of what and on which day. */
function banner(review: Review): Markup {
  const { hierarchies, comparison, subject, today } = review;
  const status = statusOf(review);
  const verdicts = comparison?.verdicts ?? [];
  const weaker = comparison?.changes.filter(isWeaker).length ?? 0;
  return markup`<header class="banner ${TONES[status]}">
<p class="soft">SMS 2.0 Service Pack 2 &middot; upgrade review</p>
<h1>${sign(TONES[status])}<span>${upperFirst(status)}</span></h1>
<p class="lead">${leadOf(review)}</p>
${hierarchies.length === 1 && hierarchies.map(exemption)}
${verdicts.slice(0, 10).map((change) => markup`<p class="since">Since the base: ${verdictText(change)}.</p>`)}
${verdicts.length > 10 && markup`<p class="since">and ${verdicts.length - 10} more</p>`}
${weaker > 0 && markup`<p class="alert">${sign("unknown")}<a href="#changes">${weakerText(weaker)}</a></p>`}
${whatToDo(review)}
${hierarchies.length > 1 && markup`<p class="hierarchies">${hierarchies.map(({ hierarchy, verdict }, index) => markup`<span><a href="#h${index}">${name(hierarchy)}</a> ${statusBadge(verdict)}</span> `)}</p>`}
${tiles(review)}
<dl class="meta">
<div><dt>Reviewed</dt><dd>${name(subject)}</dd></div>
<div><dt>Day</dt><dd><time>${today}</time> UTC</dd></div>
${status !== "failed" && markup`<div><dt>Waivers in force end</dt><dd>${waiversEnd(review)}</dd></div>`}
</dl>
</header>`;
}

/** Groups of blockers that the first screen names; the others follow below. */
const TASKS_SHOWN = 7;

/** The blockers in a line each, the worst first: what is in the way, and at whom. */
function whatToDo({ engineFindings, hierarchies }: Review): Part {
  const all = [
    ...reportOf(engineFindings).map((group, index) => ({ group, id: `e-g${index}` })),
    ...hierarchies.flatMap(({ findings }, at) =>
      reportOf(findings).map((group, index) => ({ group, id: `h${at}-g${index}` })),
    ),
  ].filter(({ group }) => group.standing === "known" || group.standing === "unknown");
  if (all.length === 0) return undefined;
  const tasks = all.slice(0, TASKS_SHOWN).map(({ group: { title, findings }, id }) => {
    const subjects = unique(findings.map(({ subject }) => subject.name));
    return markup`<li><a href="#${id}">${title}</a> <span class="soft">${asList(subjects, 5)}</span></li>`;
  });
  const rest = all.length - TASKS_SHOWN;
  return markup`<div class="now"><h2>What to do now</h2>
<ol>${tasks}</ol>${rest > 0 && markup`<p class="soft">and ${rest} more below</p>`}</div>`;
}

function waiversEnd({ hierarchies, today }: Review): Part {
  const [first] = hierarchies.flatMap(({ validThrough }) => validThrough ?? []).sort();
  return first === undefined ? "none in force" : markup`<time>${first}</time>, ${daysLeft(today, first)}`;
}

/** How many findings there are of each standing; each leads to the first of them. */
function tiles(review: Review): Part {
  const { engineFindings, hierarchies } = review;
  const places = [
    { id: "e", findings: engineFindings },
    ...hierarchies.map(({ findings }, index) => ({ id: `h${index}`, findings })),
  ];
  const items = tally(STANDINGS, allFindings(review).map(standingOf)).map(({ value: standing, count }) => {
    const first = places.find(({ findings }) => findings.some((finding) => standingOf(finding) === standing));
    return markup`<li class="${standing}"><a href="#${first?.id}-${standing}">${sign(standing)}${count} ${STANDING_TEXTS[standing].word}</a></li>`;
  });
  return items.length > 0 && markup`<ul class="tiles" aria-label="Findings by kind">${items}</ul>`;
}

const FAILURES: Readonly<Record<Failure["kind"], string>> = {
  preview: "The preview failed",
  input: "The input cannot be checked",
  difference: "The engine and the rules differ",
};

/** Why the review has no reliable verdict. */
function failures({ failures: all }: Review, sources: string | undefined): Part {
  if (all.length === 0) return undefined;
  return markup`<section class="failures" aria-labelledby="failures">
<h2 id="failures">${sign("known")}Failures <span class="count">${all.length}</span></h2>
<p>This review failed. No verdict on this page is reliable until that is fixed.</p>
<ul class="plain">${all.map(
    ({ kind, message, place }) =>
      markup`<li><h3>${FAILURES[kind]} ${placeLink(place, sources)}</h3><pre tabindex="0">${joined(visibleLines(message), new Markup("\n"))}</pre></li>`,
  )}</ul>
</section>`;
}

function listSection(title: string, lead: string | undefined, items: readonly Part[]): Part {
  if (items.length === 0) return undefined;
  return markup`<section>
<h2>${title} <span class="count">${items.length}</span></h2>
${lead !== undefined && markup`<p>${lead}</p>`}
<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>
</section>`;
}

/** Findings of one list of changes that are shown one by one; more are counted. */
const CHANGES_SHOWN = 500;

/** What changed against the base: what is weaker is said before anything else. */
function changesSection({ comparison, hierarchies }: Review, sources: string | undefined): Part {
  if (comparison === undefined) return undefined;
  const isOneOfMany = hierarchies.length > 1;
  const weaker = comparison.changes.filter(isWeaker);
  const others = comparison.changes.filter((change) => !isWeaker(change));
  const changeItem = ({ hierarchy, effect, message }: Change) =>
    markup`<li>${isOneOfMany && [name(hierarchy), ": "]}${message}${effect === "stronger" && markup` <em>(stronger)</em>`}</li>`;
  return markup`<section aria-labelledby="changes">
<h2 id="changes">What changed</h2>
<p>Against ${name(comparison.base)}: ${countsText(comparison)}.${isUnchanged(comparison) && ` ${NOTHING_CHANGED}`}</p>
${
  weaker.length > 0 &&
  markup`<div class="weaker">
<h3>${sign("unknown")}Weaker than before <span class="count">${weaker.length}</span></h3>
<p>Less is required, checked or shown than in the base.</p>
<ul>${weaker.map(changeItem)}</ul>
</div>`
}
${comparedLists(comparison).map((list) => comparedList(list, isOneOfMany, sources))}
${changeFold("Other changes", others.length, markup`<ul>${others.slice(0, CHANGES_SHOWN).map(changeItem)}</ul>`)}
</section>`;
}

function changeFold(title: string, count: number, body: Part): Part {
  if (count === 0) return undefined;
  const rest = count - CHANGES_SHOWN;
  return markup`<details open class="change"><summary><h3>${upperFirst(title)} <span class="count">${count}</span></h3></summary>
${body}${rest > 0 && markup`<p class="soft">and ${rest} more</p>`}
</details>`;
}

function comparedList({ title, meaning, entries }: ComparedList, isOneOfMany: boolean, sources?: string): Part {
  const items = entries.slice(0, CHANGES_SHOWN).map(({ hierarchy, finding, text }) => {
    const { subject, place, code } = finding;
    return markup`<li>${standingBadge(standingOf(finding))} ${isOneOfMany && [name(hierarchy), ": "]}<b class="code">${name(subject.name)}</b> ${placeLink(place, sources)} ${text} <code class="soft">${code}</code></li>`;
  });
  return changeFold(title, entries.length, markup`<p class="soft">${meaning}</p><ul class="plain found">${items}</ul>`);
}

/** The form that narrows the page. Only a script can do that: without one it stays hidden. */
function filterForm(review: Review): Part {
  const findings = allFindings(review);
  if (review.hierarchies.length === 0 && findings.length === 0) return undefined;
  const kinds = tally(STANDINGS, findings.map(standingOf)).map(
    ({ value }) => [value, STANDING_TEXTS[value].word] as const,
  );
  const rules = unique(findings.map(({ rule }) => rule)).map((rule) => [rule, rule] as const);
  const chips = (facet: string, title: string, values: readonly (readonly [value: string, label: string])[]) =>
    values.length > 0 &&
    markup`<fieldset><legend>${title}</legend>${values.map(([value, label]) => markup`<label class="chip ${facet === "kind" && value}"><input type="checkbox" name="${facet}" value="${value}">${label}</label>`)}</fieldset>`;
  return markup`<form class="filter" id="filter" role="search" aria-label="Filter findings and sites" data-script hidden>
<div><label for="filter-text">Site, domain or server</label>
<input id="filter-text" type="search" autocomplete="off" spellcheck="false" aria-describedby="filter-status">
<button type="reset">Show all</button>
<p id="filter-status" role="status" aria-live="polite"></p></div>
${chips("kind", "Kind", kinds)}
${chips("rule", "Rule", rules)}
</form>`;
}
