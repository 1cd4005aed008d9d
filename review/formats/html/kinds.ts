import { isBlocker, type Finding } from "../../../rules/finding";
import type { Status } from "../../review";
import { markup, type Markup } from "./markup";

/** The kinds of findings, the worst first. */
export const KINDS = ["broken", "unknown", "pending", "waived", "advice"] as const;

/** What a finding means for the reader. */
export type Kind = (typeof KINDS)[number];

/** Which kind a finding is of. */
export function kindOf(finding: Finding): Kind {
  if (finding.waivedBy !== undefined) return "waived";
  if (!isBlocker(finding)) return "advice";
  return finding.certainty === "known" ? "broken" : finding.certainty;
}

/** A kind in words. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  broken: "broken",
  unknown: "not known",
  pending: "pending",
  waived: "waived",
  advice: "advice",
};

/** The style sheet has a colour and a sign for each, so that no colour carries a meaning alone. */
type Tone = Kind | "ready";

const TONES: Readonly<Record<Status, Tone>> = {
  blocked: "broken",
  failed: "broken",
  undetermined: "unknown",
  pending: "pending",
  ready: "ready",
  "not judged": "advice",
};

/** The colour and the sign of a status. */
export function toneOf(status: Status): Tone {
  return TONES[status];
}

/** A status as sign and word. */
export function statusBadge(status: Status): Markup {
  return badge(toneOf(status), status);
}

/** A kind as sign and word, with a number where there is one. */
export function kindBadge(kind: Kind, count?: number): Markup {
  return badge(kind, count === undefined ? KIND_WORDS[kind] : `${count} ${KIND_WORDS[kind]}`);
}

/** A sign alone, for where its word stands close by. */
export function sign(tone: Tone): Markup {
  return markup`<span class="sign ${tone}" aria-hidden="true"></span>`;
}

/** How many findings there are of each kind, as badges. */
export function kindBadges(findings: readonly Finding[]): Markup[] {
  const kinds = findings.map(kindOf);
  return KINDS.flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return count === 0 ? [] : [kindBadge(kind, count)];
  });
}

function badge(tone: Tone, word: string): Markup {
  return markup`<span class="badge ${tone}">${word}</span>`;
}
