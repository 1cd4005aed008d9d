import { docPage } from "../../../rules/doc-page";
import { RULES } from "../../../rules/index";
import { asList, upperFirst } from "../../../rules/wording";
import { placeText } from "../../place";
import type { PlacedFinding } from "../../review";
import { counted, groupBy, unique } from "../../../domain/groups";
import { STANDINGS, standingOf, type Standing } from "../../writing/standing";
import { daysLeft } from "../../writing/days";
import { sign } from "./kinds";
import { markup, name, type Markup, type Part } from "./markup";
import { subjectKey } from "../../comparison/keys";
import { searchText, type Sheet } from "./sheet";

/** Subjects of one code that are listed one by one; more are counted. */
const ROWS_SHOWN = 2000;

/** Upgrades that are named where a finding concerns only some. */
const UPGRADES_SHOWN = 5;

const TITLES: Readonly<Record<Standing, readonly [title: string, lead: string]>> = {
  known: ["Known to be broken", "Each of these keeps upgrades from beginning."],
  unknown: ["Not known", "Nobody said, or what is said shows nothing. Look it up and declare it."],
  pending: ["Known only when this update runs", "Judged again before the gate's step."],
  waived: ["Waived", "Found all the same; somebody answers for it until the last day."],
  advice: ["Advice", "Keeps no upgrade from beginning."],
};

/** Where findings stand: in a hierarchy, or beside all of them. */
export interface Whereabouts {
  readonly id: string;
  readonly sheet?: Sheet;
  readonly today: string;
}

/** Findings by kind, each kind in groups of one rule and code. Kinds without findings are left out. */
export function findingSections(findings: readonly PlacedFinding[], at: Whereabouts): Markup[] {
  return STANDINGS.flatMap((kind) => {
    const some = findings.filter((one) => standingOf(one) === kind);
    if (some.length === 0) return [];
    const [title, lead] = TITLES[kind];
    return [
      markup`<section class="kind ${kind}" aria-labelledby="${at.id}-${kind}" data-section>
<h3 id="${at.id}-${kind}">${sign(kind)}${title} <span class="count" data-count>${some.length}</span></h3>
<p class="lead">${lead}</p>
${groupBy(some, ({ rule, code }) => `${rule} ${code}`).map((group) => groupOf(group, kind, at))}
</section>`,
    ];
  });
}

function groupOf(findings: readonly PlacedFinding[], kind: Standing, at: Whereabouts): Part {
  const [first] = findings;
  if (first === undefined) return undefined;
  const { rule, code } = first;
  const about = RULES.find(({ id }) => id === rule)?.codes[code]?.title;
  const articles = unique(findings.flatMap((one) => one.articles));
  const shown = findings.slice(0, ROWS_SHOWN);
  const alike = groupBy(shown, ({ needed, remedy }) => `${needed}\n${remedy}`);
  // Where nearly every subject has a remedy of its own, a table with all of them is shorter than a table for each.
  const isOneTable = alike.length > 3 && alike.length * 2 > shown.length;
  return markup`<article class="group" data-section>
<h4><code>${code}</code> <span class="count" data-count>${findings.length}</span></h4>
<p class="about">${about}</p>
${isOneTable ? table(shown, kind, at, true) : alike.map((some) => markup`<div data-section>${table(some, kind, at, false)}${wantedOf(some, at)}</div>`)}
${restOf(findings.slice(ROWS_SHOWN))}
<p class="source">Rule <a href="${docPage(rule)}">${rule}</a> &middot; ${counted(articles.length, "article")}: ${articles.join(", ")}</p>
</article>`;
}

/** What findings of one block have in common. */
function wantedOf(findings: readonly PlacedFinding[], at: Whereabouts): Markup | undefined {
  const [first] = findings;
  if (first === undefined) return undefined;
  const concerns = commonConcern(findings, at);
  return markup`<dl class="wanted"><div><dt>Needed</dt><dd>${first.needed}</dd></div><div><dt>Remedy</dt><dd>${first.remedy.join(" ")}</dd></div>${
    concerns !== undefined && markup`<div><dt>Concerns</dt><dd>${concerns}</dd></div>`
  }</dl>`;
}

function table(findings: readonly PlacedFinding[], kind: Standing, at: Whereabouts, hasRemedies: boolean): Markup {
  const hasConcerns = hasRemedies || commonConcern(findings, at) === undefined;
  const titles = [
    subjectTitle(findings),
    "Found",
    ...(hasRemedies ? ["Needed", "Remedy"] : []),
    ...(kind === "waived" ? ["Reason", "Owner", "Last day"] : []),
    ...(hasConcerns ? ["Concerns"] : []),
  ];
  return markup`<div class="scroll"><table class="findings${hasRemedies && " wide"}">
<thead><tr>${titles.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${findings.map((one) => row(one, kind, at, { hasRemedies, hasConcerns }))}</tbody>
</table></div>`;
}

/** Columns that a table has only where its rows differ in them. */
interface Columns {
  readonly hasRemedies: boolean;
  readonly hasConcerns: boolean;
}

function row(finding: PlacedFinding, kind: Standing, at: Whereabouts, columns: Columns): Markup {
  const { subject, place, found, needed, remedy, rule, waivedBy } = finding;
  const text = at.sheet === undefined ? subject.name.toUpperCase() : searchText(at.sheet, subject.kind, subject.name);
  const anchor = at.sheet?.anchorOf.get(subjectKey(subject));
  const shown = anchor === undefined ? name(subject.name) : markup`<a href="#${anchor}">${name(subject.name)}</a>`;
  const where = place === undefined ? undefined : markup` <code class="place">${placeText(place)}</code>`;
  const remedies = columns.hasRemedies && markup`<td>${needed}</td><td>${remedy.join(" ")}</td>`;
  const waiver =
    waivedBy !== undefined &&
    markup`<td>${name(waivedBy.reason)}</td><td>${name(waivedBy.owner)}</td><td class="day"><time>${waivedBy.expires}</time> <small>${daysLeft(at.today, waivedBy.expires)}</small></td>`;
  return markup`<tr data-q="${text}" data-r="${rule}" data-k="${kind}"><th scope="row">${shown}${where}</th><td>${found}</td>${remedies}${waiver}${columns.hasConcerns && markup`<td class="concerns">${concernsOf(finding, at)}</td>`}</tr>
`;
}

function subjectTitle(findings: readonly PlacedFinding[]): string {
  const kinds = unique(findings.map(({ subject }) => subject.kind));
  const [only = "subject"] = kinds.length === 1 ? kinds : [];
  return upperFirst(only);
}

/** The upgrades that all of some findings concern, where they are the same. */
function commonConcern(findings: readonly PlacedFinding[], at: Whereabouts): string | undefined {
  const [only, ...others] = unique(findings.map((one) => concernsOf(one, at)));
  return others.length === 0 ? only : undefined;
}

function concernsOf({ upgrades }: PlacedFinding, { sheet }: Whereabouts): string {
  if (upgrades.length === 0) return "no upgrade";
  if (upgrades.length > 1 && upgrades.length === sheet?.openUpgrades) return "every upgrade";
  return asList(upgrades, UPGRADES_SHOWN);
}

function restOf(findings: readonly PlacedFinding[]): Markup | undefined {
  if (findings.length === 0) return undefined;
  return markup`<p class="more">and ${findings.length} more that are not listed one by one; no filter finds them. <code>pulumi-sms check</code> lists all of them as JSON.</p>`;
}
