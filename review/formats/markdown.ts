import {
  isUnchanged,
  isWeaker,
  type ComparedFinding,
  type Comparison,
  type VerdictChange,
} from "../comparison/comparison";
import { isBlocker } from "../../rules/finding";
import { upperFirst } from "../../rules/wording";
import { statusOf, type Failure, type HierarchyReview, type PlacedFinding, type Review, type Status } from "../review";
import { counted } from "../../domain/groups";
import { countsText, findingName, NOTHING_CHANGED, restatedText, verdictText } from "../writing/comparison";
import { exemptionOf } from "../writing/exemption";
import { planText } from "../writing/plan";
import { standingOf, type Standing } from "../writing/standing";
import { codeBlock, plain, placeLink } from "./markdown/escape";
import { findingSections, waivedSection } from "./markdown/findings";
import { fit, type Section } from "./markdown/fit";
import { hierarchySections } from "./markdown/hierarchy";

/** Characters that a comment may have on GitHub. */
export const COMMENT_LIMIT = 65_536;

/** Characters kept for what is said to be cut, and for the commit that whoever publishes the comment adds. */
const RESERVE = 1000;

/** What the form of a comment depends on. */
export interface MarkdownOptions {
  /** Tells the comments of several reviews on one pull request apart. */
  readonly id: string;
  /** Address that the files of the reviewed commit stand below; places are links then. */
  readonly sources?: string | undefined;
}

/** The hidden last line by which a comment is found again. Names cannot forge it: they are escaped. */
export function markerOf(id: string): string {
  return `<!-- pulumi-sms:review ${id} -->`;
}

/**
 * A review as a comment on a pull request: the verdict in the first line, then the blockers, what is not known, what is
 * waived and what changed, then the rest collapsed. Never longer than {@link COMMENT_LIMIT}: cut from the bottom.
 */
export function reviewMarkdown(review: Review, { id, sources }: MarkdownOptions): string {
  const head = [headline(review), "", ...summary(review), ""];
  const marker = markerOf(id);
  const taken = head.join("\n").length + marker.length + RESERVE;
  const { lines, cut } = fit(sectionsOf(review, sources), COMMENT_LIMIT - taken);
  const note =
    cut.length === 0
      ? []
      : ["", `_Cut to the length of a comment: ${listed(cut)}. The other formats of this review have all of it._`];
  return [...head, ...lines, ...note, "", marker, ""].join("\n");
}

function listed(cut: readonly string[]): string {
  const names = [...new Set(cut)];
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
}

const SYMBOLS: Readonly<Record<Status, string>> = {
  blocked: "⛔",
  undetermined: "⚠️",
  pending: "🕒",
  ready: "✅",
  failed: "💥",
  "not judged": "➖",
};

const SAYINGS: Readonly<Record<Status, string>> = {
  blocked: "the upgrade to SP2 is refused",
  undetermined: "the upgrade to SP2 is refused until what is not known is looked up",
  pending: "the upgrade to SP2 is judged when this update runs",
  ready: "the upgrade to SP2 is cleared",
  failed: "there is no verdict to trust",
  "not judged": "no upgrade to SP2 is declared",
};

/** Ready because nothing was asked for must not look like ready because it was shown. */
const EXEMPT = "the upgrade to SP2 is exempt from the prerequisites";

/** Characters of a name that a heading shows. */
const NAME_LENGTH = 120;

function headline(review: Review): string {
  const status = statusOf(review);
  const { hierarchies } = review;
  const isPlanless =
    hierarchies.length > 0 && hierarchies.every(({ upgrades, isOver }) => upgrades.length === 0 || isOver);
  const isExempt = status === "ready" && hierarchies.every(({ applies }) => !applies);
  const isVerdict = status !== "failed" && status !== "not judged" && review.engineFindings.length === 0;
  const saying = isVerdict && isPlanless ? planText(hierarchies) : isExempt ? EXEMPT : SAYINGS[status];
  const judged = status === "failed" ? "" : hierarchies.map(({ hierarchy }) => hierarchy).join(", ");
  const names = judged || review.subject;
  return `## ${SYMBOLS[status]} ${upperFirst(status)}: ${saying} (${plain(names, NAME_LENGTH)})`;
}

function summary(review: Review): string[] {
  const asFar = review.failures.length > 0 ? "as far as it came: " : "";
  const weaker = review.comparison?.changes.filter(isWeaker).length ?? 0;
  return [
    `Reviewed: ${plain(review.subject, NAME_LENGTH)}, ${review.today}.`,
    ...(review.comparison?.verdicts.slice(0, 10).map(verdictLine) ?? []),
    ...review.hierarchies.slice(0, 10).map((one) => `- ${asFar}${hierarchyLine(one)}`),
    ...(review.hierarchies.length > 10 ? [`- and ${review.hierarchies.length - 10} more hierarchies`] : []),
    ...(weaker > 0 ? [`- **weaker than the base in ${counted(weaker, "way")}**: see below`] : []),
  ].flatMap((line, index) => (index === 1 ? ["", line] : [line]));
}

function verdictLine(change: VerdictChange): string {
  const hierarchy = change.hierarchy.slice(0, NAME_LENGTH).toWellFormed();
  return `- **changed**: ${plain(verdictText({ ...change, hierarchy }))}`;
}

function hierarchyLine(review: HierarchyReview): string {
  const { hierarchy, verdict, findings, validThrough } = review;
  const standing = findings.filter(isBlocker);
  const pending = standing.filter(({ certainty }) => certainty === "pending").length;
  const counts = [counted(standing.length - pending, "blocker"), ...(pending === 0 ? [] : [`${pending} pending`])];
  const waived = findings.filter(({ waivedBy }) => waivedBy !== undefined).length;
  const until = validThrough === undefined ? "" : `; waivers in force end on ${validThrough}`;
  const exemption = exemptionOf(review);
  const exempt = exemption === undefined ? "" : `. **${exemption}**`;
  return `**${plain(hierarchy, NAME_LENGTH)}**: **${verdict}**; ${planText([review])}; ${[...counts, `${waived} waived`].join(", ")}${until}${exempt}`;
}

function sectionsOf(review: Review, sources: string | undefined): Section[] {
  const { hierarchies, engineFindings, comparison, today } = review;
  return [
    ...failureSections(review.failures, sources),
    ...(comparison === undefined ? [] : weakenedSection(comparison)),
    ...findingSections("Refused by the engine's policies", engineFindings, sources),
    ...hierarchies.flatMap((one) => blockerSections(one, hierarchies.length > 1, sources)),
    ...waivedSection(
      hierarchies.flatMap(({ findings }) => findings),
      today,
      sources,
    ),
    ...(comparison === undefined ? [] : comparisonSection(comparison)),
    ...remarkSection(review),
    ...hierarchies.flatMap(hierarchySections),
    ...adviceSection(
      hierarchies.flatMap(({ findings }) => findings.filter((one) => standingOf(one) === "advice")),
      sources,
    ),
  ];
}

/** What is in the way; where there are several hierarchies, of which one. */
function blockerSections(
  { hierarchy, findings }: HierarchyReview,
  isOneOfMany: boolean,
  sources: string | undefined,
): Section[] {
  const of = (standing: Standing) => findings.filter((one) => standingOf(one) === standing);
  const where = isOneOfMany ? ` in ${plain(hierarchy, NAME_LENGTH)}` : "";
  return [
    ...findingSections("Known to be broken", of("known"), sources, where),
    ...findingSections("Not known, to be looked up and declared", of("unknown"), sources, where),
    ...findingSections("Known only when this update runs", of("pending"), sources, where),
  ];
}

/** Faults of an input, of which there are many, one to a line; what else failed in the words of whoever said it. */
function failureSections(failures: readonly Failure[], sources: string | undefined): Section[] {
  const faults = failures.filter(({ kind }) => kind === "input");
  const others = failures.filter(({ kind }) => kind !== "input");
  const title = "what failed";
  return [
    ...others.map(({ message, place }) => ({
      title,
      open: place === undefined ? [] : [`At ${placeLink(place, sources)}:`, ""],
      lines: [codeBlock(message).join("\n")],
      close: [""],
    })),
    ...(faults.length === 0
      ? []
      : [{ title, open: [], lines: faults.map((one) => faultLine(one, sources)), close: [""] }]),
  ].map((section, index) => (index === 0 ? { ...section, open: ["### What failed", "", ...section.open] } : section));
}

function faultLine({ message, place }: Failure, sources: string | undefined): string {
  return `- ${place === undefined ? "" : `${placeLink(place, sources)}: `}${plain(message)}`;
}

function remarkSection({ remarks, ungated }: Review): Section[] {
  const lines = [
    ...remarks,
    ...ungated.map((name) => `${name} declares no upgrade, so it has no gate and nothing of it was judged.`),
  ].map((line) => `- ${plain(line)}`);
  return lines.length === 0 ? [] : [{ title: "remarks", open: ["### Remarks", ""], lines, close: [""] }];
}

function weakenedSection({ changes }: Comparison): Section[] {
  const weaker = changes.filter(isWeaker);
  if (weaker.length === 0) return [];
  const lines = weaker.map(({ message }) => `> - ${plain(message)}`);
  const open = ["> [!WARNING]", "> **Less is demanded, judged or shown than before:**", ">"];
  return [{ title: "what is weaker", open, lines, close: [""] }];
}

function comparisonSection(comparison: Comparison): Section[] {
  const { base, fresh, mended, restated, unjudged, gone, changes } = comparison;
  const line = ({ finding }: ComparedFinding, mark: string) =>
    `- **${mark}** ${plain(`${finding.code} ${finding.subject.name}: ${finding.found}`)}`;
  return [
    {
      title: "what changed",
      open: [`### Since ${plain(base, NAME_LENGTH)}: ${countsText(comparison)}`, ""],
      lines: [
        ...(isUnchanged(comparison) ? [NOTHING_CHANGED] : []),
        ...fresh.map((one) => line(one, "new")),
        ...mended.map((one) => line(one, "mended")),
        ...restated.map(
          (one) => `- **judged otherwise** ${plain(`${findingName(one.finding)}: ${restatedText(one)}`)}`,
        ),
        ...unjudged.map((one) => line(one, "no longer judged, not mended")),
        ...gone.map((one) => line(one, "gone with what it is about")),
        ...changes
          .filter((change) => !isWeaker(change))
          .map(({ effect, message }) => `- ${effect === "stronger" ? effect : "changed"}: ${plain(message)}`),
      ],
      close: [""],
    },
  ];
}

/** Advice refuses nothing: collapsed, below everything else. */
function adviceSection(advice: readonly PlacedFinding[], sources: string | undefined): Section[] {
  if (advice.length === 0) return [];
  const lines = findingSections("advice", advice, sources).flatMap((section) => [...section.lines, ...section.close]);
  const open = [`<details><summary>Advice (${advice.length})</summary>`, ""];
  return [{ title: "advice", open, lines, close: ["", "</details>", ""] }];
}
