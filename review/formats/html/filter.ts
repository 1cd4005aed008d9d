import { unique } from "../../../domain/groups";
import { allFindings, type Review } from "../../review";
import { STANDING_WORDS, STANDINGS, standingOf } from "../../writing/standing";
import { sign } from "./kinds";
import { markup, type Markup } from "./markup";

/** The form that narrows the page. Only a script can do that: without one it stays hidden. */
export function filterForm(review: Review): Markup | undefined {
  const findings = allFindings(review);
  if (review.hierarchies.length === 0 && findings.length === 0) return undefined;
  const rules = unique(findings.map(({ rule }) => rule));
  const kinds = STANDINGS.filter((kind) => findings.some((one) => standingOf(one) === kind));
  return markup`<form class="filter" id="filter" role="search" aria-label="Filter findings and sites" data-script hidden>
<div class="fields">
<label for="filter-text">Site, domain or server</label>
<input id="filter-text" type="search" autocomplete="off" spellcheck="false" aria-describedby="filter-status">
<label for="filter-rule">Rule</label>
<select id="filter-rule"><option value="">every rule</option>${rules.map((rule) => markup`<option>${rule}</option>`)}</select>
<button type="reset">Show all</button>
</div>
<div class="fields facets">
<fieldset><legend>Kind</legend>${kinds.map(
    (kind) =>
      markup`<label class="chip ${kind}"><input type="checkbox" name="kind" value="${kind}">${sign(kind)}${STANDING_WORDS[kind]}</label>`,
  )}</fieldset>
<p id="filter-status" role="status" aria-live="polite"></p>
</div>
</form>`;
}
