import { isBlocker } from "../../../rules/finding";
import { upperFirst } from "../../../rules/wording";
import { allFindings, statusOf, type Failure, type HierarchyReview, type Review, type Status } from "../../review";
import { isWeaker } from "../../comparison/comparison";
import { placeText } from "../../place";
import { verdictText } from "../../writing/comparison";
import { counted } from "../../../domain/groups";
import { planText } from "../../writing/plan";
import { STANDING_WORDS, STANDINGS, standingOf } from "../../writing/standing";
import { daysLeft } from "../../writing/days";
import { exemption, sign, statusBadge, toneOf } from "./kinds";
import { joined, lines, markup, name, type Markup } from "./markup";

/** What is said first: what the review comes to, of what, on which day, and how much there is of what. */
export function banner(review: Review): Markup {
  const status = statusOf(review);
  return markup`<header class="banner ${toneOf(status)}">
<p class="product">SMS 2.0 Service Pack 2 &middot; upgrade review</p>
<h1>${sign(toneOf(status))}<span>${status}</span></h1>
<p class="lead">${leadOf(review, status)}</p>
${review.hierarchies.length === 1 && review.hierarchies.map(exemption)}
${verdictChanges(review)}
${weakerAlert(review)}
<dl class="meta">
<div><dt>Reviewed</dt><dd>${name(review.subject)}</dd></div>
<div><dt>Day</dt><dd><time>${review.today}</time> UTC</dd></div>
${status !== "failed" && markup`<div><dt>Waivers in force end</dt><dd>${waiversEnd(review)}</dd></div>`}
</dl>
${tiles(review)}
${review.hierarchies.length > 1 && hierarchyList(review.hierarchies)}
</header>`;
}

/** Why the review has no verdict that can be trusted. */
export function failures({ failures: all }: Review): Markup | undefined {
  if (all.length === 0) return undefined;
  return markup`<section class="failures" aria-labelledby="failures">
<h2 id="failures">${sign("known")}Failures <span class="count">${all.length}</span></h2>
<p>This review failed. No verdict on this page can be trusted until that is mended.</p>
<ul class="plain">${all.map(failure)}</ul>
</section>`;
}

/** Hierarchies without a gate, of which nothing can be said. */
export function ungated({ ungated: all }: Review): Markup | undefined {
  if (all.length === 0) return undefined;
  return markup`<section aria-labelledby="ungated">
<h2 id="ungated">Not judged <span class="count">${all.length}</span></h2>
<p>Declared without an upgrade, and so without a gate. The rules were not applied.</p>
<ul>${all.map((one) => markup`<li>${name(one)}</li>`)}</ul>
</section>`;
}

/** What else a reviewer has to know. */
export function remarks({ remarks: all }: Review): Markup | undefined {
  if (all.length === 0) return undefined;
  return markup`<section aria-labelledby="remarks">
<h2 id="remarks">Remarks <span class="count">${all.length}</span></h2>
<ul>${all.map((one) => markup`<li>${one}</li>`)}</ul>
</section>`;
}

const FAILURE_WORDS: Readonly<Record<Failure["kind"], string>> = {
  preview: "The preview failed",
  input: "The input cannot be judged",
  difference: "The engine and the rules differ",
};

function failure({ kind, message, place }: Failure): Markup {
  const where = place === undefined ? undefined : markup` <code class="place">${placeText(place)}</code>`;
  return markup`<li><h3>${FAILURE_WORDS[kind]}${where}</h3><pre tabindex="0">${lines(message)}</pre></li>`;
}

function leadOf(review: Review, status: Status): string {
  if (status === "failed") return "The review failed: there is no verdict that can be trusted.";
  if (status === "not judged") return "Nothing was judged: no upgrade is declared.";
  if (review.engineFindings.some(isBlocker)) return "The engine's policies refuse this program.";
  return `${upperFirst(planText(review.hierarchies))}.`;
}

function waiversEnd({ hierarchies, today }: Review): Markup | string {
  const days = hierarchies.flatMap(({ validThrough }) => validThrough ?? []);
  const first = days.sort()[0];
  return first === undefined ? "none in force" : markup`<time>${first}</time>, ${daysLeft(today, first)}`;
}

/** Verdicts that changed, one by one; more are counted. */
const VERDICTS_SHOWN = 10;

function verdictChanges({ comparison }: Review): Markup[] {
  const all = comparison?.verdicts ?? [];
  const rest = all.length - VERDICTS_SHOWN;
  return [
    ...all.slice(0, VERDICTS_SHOWN).map((one) => markup`<p class="since">Since the base: ${verdictText(one)}.</p>`),
    ...(rest > 0 ? [markup`<p class="since">and ${rest} more</p>`] : []),
  ];
}

/** Whoever reads no further still learns that the page may only look better because less is asked. */
function weakerAlert({ comparison }: Review): Markup | undefined {
  const weaker = comparison?.changes.filter(isWeaker).length ?? 0;
  if (weaker === 0) return undefined;
  const text = `Weaker than the base in ${counted(weaker, "way")}`;
  return markup`<p class="alert">${sign("unknown")}<a href="#changes">${text}</a></p>`;
}

/** How many findings there are of each kind; each leads to the first of them. */
function tiles(review: Review): Markup | undefined {
  const findings = allFindings(review);
  // Where nothing was judged, noughts would read like praise.
  if (review.hierarchies.length === 0 && findings.length === 0) return undefined;
  return markup`<ul class="tiles" aria-label="Findings by kind">${STANDINGS.map((kind) => {
    const count = findings.filter((one) => standingOf(one) === kind).length;
    const text = markup`<b>${count}</b> <span>${count > 0 && sign(kind)}${STANDING_WORDS[kind]}</span>`;
    if (count === 0) return markup`<li class="none">${text}</li>`;
    return markup`<li class="${kind}"><a href="#${firstOf(review, kind)}">${text}</a></li>`;
  })}</ul>`;
}

function firstOf({ engineFindings, hierarchies }: Review, kind: string): string {
  const at = hierarchies.findIndex(({ findings }) => findings.some((one) => standingOf(one) === kind));
  return engineFindings.some((one) => standingOf(one) === kind) ? `e-${kind}` : `h${at}-${kind}`;
}

function hierarchyList(hierarchies: readonly HierarchyReview[]): Markup {
  return markup`<p class="hierarchies">${joined(
    hierarchies.map(
      ({ hierarchy, verdict }, index) =>
        markup`<span><a href="#h${index}">${name(hierarchy)}</a> ${statusBadge(verdict)}</span>`,
    ),
    " ",
  )}</p>`;
}
