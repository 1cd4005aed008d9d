import type { Facts } from "../domain/model/facts";
import type { Levels, Settings } from "../domain/settings";
import { isBlocker, type Finding } from "../rules/finding";
import type { Judged } from "../rules/graph/graph";
import type { Judgement } from "../rules/judge/judge";
import { worst, type Verdict } from "../rules/judge/verdict";
import type { Comparison } from "./comparison/comparison";
import type { Place, PlacedFinding } from "./place";

export type { PlacedFinding };

/** What decides how a hierarchy is checked: the organisation's choices and the program's together. */
export interface Governance extends Settings {
  /** Levels of rules that differ from their defaults. */
  readonly levels: Levels;
  /** `none`: the organisation forbids waivers. */
  readonly waivers: "allowed" | "none";
}

/** What a review says of one hierarchy. */
export interface HierarchyReview extends Omit<Judgement, "findings"> {
  /** In the order of the rules, then by code and subject. */
  readonly findings: readonly PlacedFinding[];
  readonly governance: Governance;
  readonly facts: Facts;
}

/**
 * What was judged as a review shows it.
 *
 * @param placeOf where the subject of a finding is declared; undefined if that is not known.
 */
export function hierarchyReview(
  { facts, options, judgement }: Judged,
  placeOf: (finding: Finding) => Place | undefined,
): HierarchyReview {
  const { settings, levels = {}, waivers = "allowed" } = options;
  return {
    ...judgement,
    findings: judgement.findings.map((finding) => {
      const place = placeOf(finding);
      return place === undefined ? finding : { ...finding, place };
    }),
    governance: { ...settings, levels, waivers },
    facts,
  };
}

/** Why a review has no verdict that can be trusted. */
export interface Failure {
  /**
   * `preview`: the program or the engine failed; `input`: the input cannot be read, or is wrong; `difference`: the
   * engine's policies said something else than the rules say now, or did not run at all.
   */
  readonly kind: "preview" | "input" | "difference";
  /** What went wrong, as a sentence. May have several lines. */
  readonly message: string;
  readonly place?: Place;
}

/** What a reviewer gets to read. Everything that any format shows is in here. */
export interface Review {
  /** Version of the product. */
  readonly version: string;
  /** Day of the judgement, UTC, as YYYY-MM-DD. */
  readonly today: string;
  /** What was reviewed, as people call it: a file, or project and stack. */
  readonly subject: string;
  /** The engine previewed a program; absent: a hierarchy file, which shows nothing of gates and upgrades. */
  readonly isOfProgram?: true;
  /** Why there is no reliable result; empty if all went well. */
  readonly failures: readonly Failure[];
  /** The hierarchies that were checked, by name. */
  readonly hierarchies: readonly HierarchyReview[];
  /** Hierarchies that are declared without an upgrade, and so without a gate to check. */
  readonly ungated: readonly string[];
  /** Hierarchies that a preview does not know enough of to check anything: the update that follows does. */
  readonly waiting: readonly string[];
  /** What the engine's policies refused that the facts of a gate alone do not show: an upgrade beside the gate. */
  readonly engineFindings: readonly PlacedFinding[];
  /** What else a reviewer has to know, as sentences. */
  readonly remarks: readonly string[];
  /** What changed since a base; absent without a base. */
  readonly comparison?: Comparison;
}

/** A review that says nothing yet, of what and on which day. */
export function emptyReview({ version, today, subject }: Pick<Review, "version" | "today" | "subject">): Review {
  const nothing = { failures: [], hierarchies: [], ungated: [], waiting: [], engineFindings: [], remarks: [] };
  return { version, today, subject, ...nothing };
}

/** A review that failed today, before anything was checked. */
export function failedReview(version: string, subject: string, failure: Failure): Review {
  const today = new Date().toISOString().slice(0, 10);
  return { ...emptyReview({ version, today, subject }), failures: [failure] };
}

/** A verdict; `failed` if there is no reliable one; `not checked` if no upgrade is declared. */
export type Status = Verdict | "failed" | "not checked";

/** What a review comes to: the worst of all that it says. */
export function statusOf(review: Review): Status {
  if (review.failures.length > 0) return "failed";
  if (review.engineFindings.some(isBlocker)) return "blocked";
  const verdicts = [
    ...review.hierarchies.map(({ verdict }) => verdict),
    ...review.waiting.map(() => "pending" as const),
  ];
  return verdicts.length === 0 ? "not checked" : worst(verdicts);
}

/** Findings of a whole review, those that only the engine shows first. */
export function allFindings({ engineFindings, hierarchies }: Review): PlacedFinding[] {
  return [...engineFindings, ...hierarchies.flatMap(({ findings }) => findings)];
}
