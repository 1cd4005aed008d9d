import {
  isUnchanged,
  isWeaker,
  type Change,
  type ComparedFinding,
  type Comparison,
  type RestatedFinding,
} from "../../comparison/comparison";
import { placeText } from "../../place";
import type { Review } from "../../review";
import { countsText, NOTHING_CHANGED, restatedText, UNJUDGED } from "../../writing/comparison";
import { standingOf } from "../../writing/standing";
import { kindBadge, sign } from "./kinds";
import { markup, name, type Markup } from "./markup";

/** Findings of one list that are shown one by one; more are counted. */
const SHOWN = 500;

/** What changed against the base; nothing where there is none. */
export function changes({ comparison, hierarchies }: Review): Markup | undefined {
  if (comparison === undefined) return undefined;
  const { base, fresh, mended, restated, unjudged, gone } = comparison;
  const several = hierarchies.length > 1;
  return markup`<section aria-labelledby="changes">
<h2 id="changes">What changed</h2>
<p>Against ${name(base)}: ${countsText(comparison)}.${isUnchanged(comparison) && ` ${NOTHING_CHANGED}`}</p>
${weakened(comparison, several)}
${list("New", "Not in the base.", fresh.map(found), several)}
${list("Mended", "In the base; what is declared now shows that it is in order.", mended.map(found), several)}
${list("Judged otherwise", "Found in both, and not the same to who reads it.", restated.map(foundOtherwise), several)}
${list("No longer judged, not mended", UNJUDGED, unjudged.map(found), several)}
${list("Gone with what they are about", "The site, domain or server is not declared any more: nothing of it is judged.", gone.map(found), several)}
${others(comparison, several)}
</section>`;
}

/** A review is about to be eased where less is demanded or shown than before: that is said before anything else. */
function weakened(comparison: Comparison, several: boolean): Markup | undefined {
  const weaker = comparison.changes.filter(isWeaker);
  if (weaker.length === 0) return undefined;
  return markup`<div class="weaker">
<h3>${sign("unknown")}Weaker than before <span class="count">${weaker.length}</span></h3>
<p>Less is demanded, judged or shown than in the base.</p>
<ul>${weaker.map((one) => change(one, several))}</ul>
</div>`;
}

function others(comparison: Comparison, several: boolean): Markup | undefined {
  const rest = comparison.changes.filter((one) => !isWeaker(one));
  if (rest.length === 0) return undefined;
  return markup`<details open class="change"><summary><h3>Other changes <span class="count">${rest.length}</span></h3></summary>
<ul>${rest.slice(0, SHOWN).map((one) => change(one, several))}</ul>${more(rest.length)}
</details>`;
}

function change({ hierarchy, effect, message }: Change, several: boolean): Markup {
  const effectWord = effect === "stronger" ? markup` <em>(stronger)</em>` : undefined;
  return markup`<li>${several && [name(hierarchy), ": "]}${message}${effectWord}</li>`;
}

function list(title: string, lead: string, all: readonly Told[], several: boolean): Markup | undefined {
  if (all.length === 0) return undefined;
  return markup`<details open class="change"><summary><h3>${title} <span class="count">${all.length}</span></h3></summary>
<p>${lead}</p>
<div class="scroll"><table class="findings"><thead><tr><th scope="col">Subject</th><th scope="col" class="what">Kind</th><th scope="col">Found</th></tr></thead>
<tbody>${all.slice(0, SHOWN).map((one) => row(one, several))}</tbody></table></div>${more(all.length)}
</details>`;
}

/** A finding, and what is said of it. */
interface Told extends ComparedFinding {
  readonly what: string;
}

function found(one: ComparedFinding): Told {
  return { ...one, what: one.finding.found };
}

function foundOtherwise(one: RestatedFinding): Told {
  return { ...one, what: `${restatedText(one)}; ${one.finding.found}` };
}

function row({ hierarchy, finding, what }: Told, several: boolean): Markup {
  const { subject, place, code } = finding;
  const where = place === undefined ? undefined : markup` <code class="place">${placeText(place)}</code>`;
  return markup`<tr><th scope="row">${several && [name(hierarchy), ": "]}${name(subject.name)}${where}</th><td>${kindBadge(standingOf(finding))}</td><td><code>${code}</code> ${what}</td></tr>`;
}

function more(count: number): Markup | undefined {
  return count > SHOWN ? markup`<p class="more">and ${count - SHOWN} more</p>` : undefined;
}
