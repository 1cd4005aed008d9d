import type { HierarchyReview } from "../../review";
import { counted } from "../../../domain/groups";
import { UPGRADE_STATES, upgradeState } from "../../writing/plan";
import { domainList } from "./domains";
import { findingSections } from "./findings";
import { governanceSection } from "./governance";
import { exemption, statusBadge } from "./kinds";
import { joined, markup, name, type Markup } from "./markup";
import { subjectKey } from "../../comparison/keys";
import { sheetOf, type Sheet } from "./sheet";
import { siteTree } from "./sites";

/** Upgrades of the plan that stand open; more are folded. */
const PLAN_OPEN = 60;

/** Upgrades of the plan that are listed; more are counted. */
const PLAN_SHOWN = 5000;

/** All that is said of one hierarchy; of the only one, the banner says what is not repeated here. */
export function hierarchySection(review: HierarchyReview, id: string, today: string, isOnly: boolean): Markup {
  const sheet = sheetOf(review, id, today);
  const { hierarchy, applies, verdict, findings, facts } = review;
  const sites = Object.keys(facts.sites).length;
  const domains = Object.keys(facts.domains).length;
  return markup`<section class="hierarchy" aria-labelledby="${id}">
<div class="head"><h2 id="${id}">${name(hierarchy)} ${statusBadge(verdict)}</h2>
<nav aria-label="Parts of ${hierarchy}"><a href="#${id}-sites">Sites</a> <a href="#${id}-domains">Domains</a> <a href="#${id}-plan">Planned order</a> <a href="#${id}-governance">Governance</a></nav></div>
<p class="distrust">The review failed: this verdict cannot be trusted.</p>
${!isOnly && exemption(review)}
${findings.length === 0 && applies && markup`<p>Nothing was found.</p>`}
${findingSections(findings, { id, sheet, today })}
<section aria-labelledby="${id}-tree" data-section>
<div class="head"><h3 id="${id}-tree">Hierarchy <span class="count">${counted(sites, "site")}, ${counted(domains, "domain")}</span></h3>
<p class="tools" data-script hidden><button type="button" data-fold="open">Open all</button> <button type="button" data-fold="close">Close all</button></p></div>
<a class="skip" href="#${id}-plan">Skip the hierarchy</a>
<div class="card"><h4 id="${id}-sites">Sites</h4>
${siteTree(sheet)}
<h4 id="${id}-domains">Domains</h4>
${domains === 0 ? markup`<p>None.</p>` : domainList(sheet)}</div>
</section>
${planSection(sheet)}
${governanceSection(sheet)}
</section>`;
}

/** The planned order of the upgrades, each with its verdict, or done. */
function planSection({ review: { upgrades }, id, anchorOf }: Sheet): Markup {
  const counts = UPGRADE_STATES.flatMap((state) => {
    const count = upgrades.filter((one) => upgradeState(one) === state).length;
    return count === 0 ? [] : [markup`${count} ${statusBadge(state)}`];
  });
  const left = upgrades.length - PLAN_SHOWN;
  const plan = markup`<ol class="plan">${upgrades.slice(0, PLAN_SHOWN).map(
    (one, index) =>
      markup`<li data-q="${one.site.toUpperCase()}"><span class="place">${index + 1}.</span>${code(one.site, anchorOf.get(subjectKey({ kind: "site", name: one.site })))} ${statusBadge(upgradeState(one))}</li>
`,
  )}</ol>${left > 0 && markup`<p class="more">and ${left} more</p>`}`;
  const folded = markup`<details class="fold"><summary>${joined(counts, ", ")}</summary>
${plan}</details>`;
  return markup`<section aria-labelledby="${id}-plan">
<h3 id="${id}-plan" tabindex="-1">Planned order of upgrades <span class="count">${upgrades.length}</span></h3>
${upgrades.length === 0 ? markup`<p>No upgrade is planned.</p>` : upgrades.length > PLAN_OPEN ? folded : plan}
</section>`;
}

function code(site: string, anchor: string | undefined): Markup {
  if (anchor === undefined) return markup`<b class="code">${name(site)}</b>`;
  return markup`<a class="code" href="#${anchor}">${name(site)}</a>`;
}
