import { groupBy, unique } from "../../../domain/groups";
import { articleAddress } from "../../../rules/doc-page";
import { byStanding, reportOf, type FindingGroup } from "../../../rules/report";
import { asList } from "../../../rules/wording";
import { daysLeft } from "../../phrases/upgrades";
import type { PlacedFinding } from "../../place";
import { placeLink, sign } from "./badges";
import { joined, markup, name, type Markup, type Part } from "../markup";
import { calledOf, searchText, subjectLink, type Whereabouts } from "./sheet";

/** Subjects of one code that are listed one by one; more are counted. */
const SUBJECTS_SHOWN = 2000;

/** Findings by standing, each in groups of one rule and code. */
export function findingSections(findings: readonly PlacedFinding[], at: Whereabouts): Markup[] {
  const report = reportOf(findings);
  return byStanding(report).map(
    ({ standing, title, meaning, count, groups }) =>
      markup`<section class="kind ${standing}" aria-labelledby="${at.id}-${standing}" data-section>
<h3 id="${at.id}-${standing}">${sign(standing)}${title} <span class="count" data-count>${count}</span></h3>
<p class="soft">${meaning}</p>
${groups.map((group) => groupArticle(group, `${at.id}-g${report.indexOf(group)}`, at))}
</section>`,
  );
}

function groupArticle(group: FindingGroup<PlacedFinding>, id: string, at: Whereabouts): Markup {
  const { rule, code, title, findings, causes, needs, steps, moreSteps, articles, page } = group;
  const shown = groupBy(findings.slice(0, SUBJECTS_SHOWN), ({ found, waivedBy }) => JSON.stringify([found, waivedBy]));
  const rest = findings.length - SUBJECTS_SHOWN;
  return markup`<article class="group" id="${id}" data-section>
<h4>${title} <code>${code}</code> <span class="count" data-count>${findings.length}</span></h4>
<ul class="subjects">${shown.map((alike) => subjects(alike, group, at))}</ul>
${rest > 0 && markup`<p class="soft">and ${rest} more that are not listed one by one; no filter finds them. <code>--format json</code> lists all of them.</p>`}
${causes.map(({ text, whose }) => markup`<p><span class="label">Cause${whose}:</span> ${withLinks(text)}</p>`)}
${needs.map(({ text, whose }) => markup`<p><span class="label">Needed${whose}:</span> ${withLinks(text)}</p>`)}
${steps.map(({ steps: list, whose }) => markup`<p class="label">What to do${whose}:</p><ol class="steps">${list.map((step) => markup`<li>${withLinks(step)}</li>`)}</ol>`)}
${moreSteps > 0 && markup`<p class="label">What to do: and ${moreSteps} more, which <code>--format json</code> lists.</p>`}
<p class="source">${concernText(findings, at)}<a href="${page}">${rule}</a> &middot; ${joined(articles.map(articleLink), ", ")}</p>
</article>
`;
}

/** Subjects of which the same was found. */
function subjects(alike: readonly PlacedFinding[], { rule, standing }: FindingGroup, at: Whereabouts): Part {
  const [first] = alike;
  if (first === undefined) return undefined;
  const { found, waivedBy } = first;
  const waiver =
    waivedBy !== undefined &&
    markup` <span class="soft">Waived by ${name(waivedBy.owner)} until <time>${waivedBy.expires}</time> (${daysLeft(at.today, waivedBy.expires)}): ${name(waivedBy.reason)}</span>`;
  const items = alike.map(({ subject, place }) => {
    const called = calledOf(at, subject);
    return markup`<li data-q="${searchText(at, subject)}" data-r="${rule}" data-k="${standing}"><span class="code">${subjectLink(at, subject)}</span>${called !== undefined && markup` <span class="soft">${name(called)}</span>`} ${placeLink(place, at.sources)}</li>
`;
  });
  return markup`<li data-section><ul>${items}</ul><p class="what">${found}${waiver}</p></li>
`;
}

/** A text in which articles are links. */
function withLinks(text: string): Part[] {
  return text.split(/(?<![\w.])(Q\d{6})(?!\w|\.\w)/).map((part, index) => (index % 2 === 0 ? part : articleLink(part)));
}

function articleLink(article: string): Markup {
  return markup`<a href="${articleAddress(article)}">${article}</a>`;
}

/** Which upgrades findings concern, unless one concerns every open one. */
function concernText(findings: readonly PlacedFinding[], { openUpgrades }: Whereabouts): string | undefined {
  if (findings.some(({ upgrades }) => upgrades.length === openUpgrades)) return undefined;
  const upgrades = unique(findings.flatMap((finding) => finding.upgrades));
  return upgrades.length === 0 ? undefined : `Concerns ${asList(upgrades, 5)} · `;
}
