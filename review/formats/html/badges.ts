import { tally } from "../../../domain/groups";
import type { Finding } from "../../../rules/finding";
import { type Standing, STANDING_TEXTS, standingOf, STANDINGS } from "../../../rules/report";
import type { UpgradeState } from "../../phrases/upgrades";
import { placeAddress, placeText, type Place } from "../../place";
import type { Status } from "../../review";
import { markup, type Markup } from "../markup";

/** The style sheet has a colour and a sign for each, so that no colour carries a meaning alone. */
type Tone = Standing | "ready";

/** The colour and the sign of a status, or of a planned upgrade. */
export const TONES: Readonly<Record<Status | UpgradeState, Tone>> = {
  blocked: "known",
  failed: "known",
  undetermined: "unknown",
  pending: "pending",
  ready: "ready",
  done: "ready",
  "not checked": "advice",
};

/** A sign alone, if its word stands close by. */
export function sign(tone: Tone): Markup {
  return markup`<span class="sign ${tone}" aria-hidden="true"></span>`;
}

/** A status, or what a planned upgrade is, as sign and word. */
export function statusBadge(status: Status | UpgradeState): Markup {
  return markup`<span class="badge ${TONES[status]}">${status}</span>`;
}

/** A standing as sign and word, with a number if there is one. */
export function standingBadge(standing: Standing, count?: number): Markup {
  return markup`<span class="badge ${standing}">${count !== undefined && `${count} `}${STANDING_TEXTS[standing].word}</span>`;
}

/** How many findings there are of each standing, as badges. */
export function standingBadges(findings: readonly Finding[]): Markup[] {
  return tally(STANDINGS, findings.map(standingOf)).map(({ value, count }) => standingBadge(value, count));
}

/** A place as a link: below the address of the sources, else beside the report. */
export function placeLink(place: Place | undefined, sources: string | undefined): Markup | undefined {
  if (place === undefined) return undefined;
  return markup`<a class="place code" href="${placeAddress(place, sources ?? ".")}">${placeText(place)}</a>`;
}
