import type { MinimumEvidence, Reading } from "../../../domain/settings";
import { docPage } from "../../../rules/doc-page";
import { RULES } from "../../../rules/index";
import { counted } from "../../../domain/groups";
import { markup, type Markup } from "./markup";
import type { Sheet } from "./sheet";

const READINGS: Readonly<Record<Reading, string>> = {
  "every-site": "every site of the hierarchy needs its hotfixes (Q261931)",
  "shared-domains": "only sites that share a domain need their hotfixes (the narrower reading)",
};

const EVIDENCES: Readonly<Record<MinimumEvidence, string>> = {
  files: "only file versions show a hotfix",
  attested: "an attestation shows a hotfix where it can prove one",
};

/** What decided how strictly the hierarchy was judged. */
export function governanceSection({ review: { governance, waiversInForce }, id }: Sheet): Markup {
  const { reading, minimumEvidence, levels, waivers } = governance;
  const inForce =
    waiversInForce.length === 0 ? "none in force" : `${counted(waiversInForce.length, "waiver")} in force`;
  return markup`<section aria-labelledby="${id}-governance">
<h3 id="${id}-governance">Governance</h3>
<dl class="governance">
<div><dt>Reading</dt><dd><code>${reading}</code> ${READINGS[reading]}</dd></div>
<div><dt>Minimum evidence</dt><dd><code>${minimumEvidence}</code> ${EVIDENCES[minimumEvidence]}</dd></div>
<div><dt>Levels</dt><dd>${levelsText(levels)}</dd></div>
<div><dt>Waivers</dt><dd><code>${waivers}</code> ${waivers === "none" ? "the organisation forbids them" : inForce}</dd></div>
</dl>
</section>`;
}

function levelsText(levels: Sheet["review"]["governance"]["levels"]): Markup {
  const changed = RULES.flatMap((rule) => {
    const level = Object.entries(levels).find(([id]) => id === rule.id)?.[1];
    return level === undefined || level === rule.level ? [] : [{ id: rule.id, level, from: rule.level }];
  });
  if (changed.length === 0) return markup`every rule at its default`;
  return markup`<ul class="plain">${changed.map(
    ({ id, level, from }) =>
      markup`<li><a href="${docPage(id)}">${id}</a> ${level === "advisory" ? "lowered" : "raised"} from ${from} to <b>${level}</b></li>`,
  )}</ul>`;
}
