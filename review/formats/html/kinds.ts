import type { Finding } from "../../../rules/finding";
import type { Judgement } from "../../../rules/judge/judge";
import type { Status } from "../../review";
import { exemptionOf } from "../../writing/exemption";
import type { UpgradeState } from "../../writing/plan";
import { STANDING_WORDS, STANDINGS, standingOf, type Standing } from "../../writing/standing";
import { markup, type Markup } from "./markup";

/** The style sheet has a colour and a sign for each, so that no colour carries a meaning alone. */
type Tone = Standing | "ready";

const TONES: Readonly<Record<Status | UpgradeState, Tone>> = {
  blocked: "known",
  failed: "known",
  undetermined: "unknown",
  pending: "pending",
  ready: "ready",
  done: "ready",
  "not judged": "advice",
};

/** The colour and the sign of a status, or of a planned upgrade. */
export function toneOf(status: Status | UpgradeState): Tone {
  return TONES[status];
}

/** A status, or what a planned upgrade is, as sign and word. */
export function statusBadge(status: Status | UpgradeState): Markup {
  return badge(toneOf(status), status);
}

/** A kind as sign and word, with a number where there is one. */
export function kindBadge(kind: Standing, count?: number): Markup {
  return badge(kind, count === undefined ? STANDING_WORDS[kind] : `${count} ${STANDING_WORDS[kind]}`);
}

/** A sign alone, for where its word stands close by. */
export function sign(tone: Tone): Markup {
  return markup`<span class="sign ${tone}" aria-hidden="true"></span>`;
}

/** How many findings there are of each kind, as badges. */
export function kindBadges(findings: readonly Finding[]): Markup[] {
  const kinds = findings.map(standingOf);
  return STANDINGS.flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return count === 0 ? [] : [kindBadge(kind, count)];
  });
}

/** What is said of a hierarchy to which Q261931 does not apply: ready for want of a demand is not ready by proof. */
export function exemption(judgement: Pick<Judgement, "applies">): Markup | undefined {
  const text = exemptionOf(judgement);
  return text === undefined ? undefined : markup`<p class="exempt">${sign("advice")}${text}</p>`;
}

function badge(tone: Tone, word: string): Markup {
  return markup`<span class="badge ${tone}">${word}</span>`;
}
