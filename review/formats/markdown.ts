import { isBlocker } from "../../rules/finding";
import { byStanding, reportOf, STANDING_TEXTS, standingOf, type Standing } from "../../rules/report";
import { counted } from "../../domain/groups";
import { upperFirst } from "../../rules/wording";
import { isUnchanged, isWeaker, type Change, type Comparison, type VerdictChange } from "../comparison/comparison";
import {
  comparedLists,
  countsText,
  findingName,
  NOTHING_CHANGED,
  verdictText,
  weakerText,
} from "../phrases/comparison";
import { attentionTexts, exemptionOf, planText } from "../phrases/upgrades";
import { statusOf, type Failure, type HierarchyReview, type Review, type Status } from "../review";
import { codeBlock, placeLink, plain } from "./markdown/escape";
import { collapsed, hierarchySections } from "./markdown/hierarchy";
import { COMMENT_LIMIT, markerOf } from "./names";
import { fit, groupSections, type Section } from "./markdown/sections";

/** Characters kept for what is said to be cut, and for the commit that whoever publishes the comment adds. */
const RESERVE = 1000;

/** What the form of a comment depends on. */
export interface MarkdownOptions {
  /** Tells the comments of several reviews on one pull request apart. */
  readonly id: string;
  /** Address that the files of the reviewed commit stand below; places are links then. */
  readonly sources?: string | undefined;
}

/**
 * A review as a comment on a pull request: the verdict in the first line, then the blockers, the missing facts, what is
 * waived and what changed, then the rest collapsed. Never longer than {@link COMMENT_LIMIT}: cut from the bottom.
 */
export function reviewMarkdown(review: Review, { id, sources }: MarkdownOptions): string {
  const head = [headline(review), "", ...summary(review), ""];
  const marker = markerOf(id);
  const taken = head.join("\n").length + marker.length + RESERVE;
  const { lines, cut } = fit(sectionsOf(review, sources), COMMENT_LIMIT - taken);
  const names = [...new Set(cut)];
  const listed = names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
  const note =
    cut.length === 0
      ? []
      : ["", `_Cut to the length of a comment: ${listed}. The other formats of this review have all of it._`];
  return [...head, ...lines, ...note, "", marker, ""].join("\n");
}

const SIGNS: Readonly<Record<Status, readonly [symbol: string, meaning: string]>> = {
  blocked: ["⛔", "the upgrade to SP2 is refused"],
  undetermined: ["⚠️", "the upgrade to SP2 is refused until the missing facts are declared"],
  pending: ["🕒", "the upgrade to SP2 is checked when this update runs"],
  ready: ["✅", "the upgrade to SP2 is cleared"],
  failed: ["💥", "there is no reliable result"],
  "not checked": ["➖", "no upgrade to SP2 is declared"],
};

/** Ready because nothing was required must not look like ready because it was shown. */
const EXEMPT = "the upgrade to SP2 is exempt from the prerequisites";

/** Characters of a name that a heading shows. */
const NAME_LENGTH = 120;

function headline(review: Review): string {
  const status = statusOf(review);
  const { hierarchies } = review;
  const [symbol, meaning] = SIGNS[status];
  const hasNoPlan = hierarchies.every(({ upgrades, isOver }) => upgrades.length === 0 || isOver);
  const isExempt = status === "ready" && hierarchies.every(({ applies }) => !applies);
  const isVerdict = hierarchies.length > 0 && status !== "failed" && review.engineFindings.length === 0;
  const text = isVerdict && hasNoPlan ? planText(hierarchies) : isExempt ? EXEMPT : meaning;
  const checked = status === "failed" ? "" : hierarchies.map(({ hierarchy }) => hierarchy).join(", ");
  return `## ${symbol} ${upperFirst(status)}: ${text} (${plain(checked || review.subject, NAME_LENGTH)})`;
}

function summary(review: Review): string[] {
  const { comparison, hierarchies, failures } = review;
  const asFar = failures.length > 0 ? "as far as it came: " : "";
  const weaker = comparison?.changes.filter(isWeaker).length ?? 0;
  return [
    `Reviewed: ${plain(review.subject, NAME_LENGTH)}, ${review.today}.`,
    "",
    ...(comparison?.verdicts.slice(0, 10).map(verdictLine) ?? []),
    ...hierarchies
      .slice(0, 10)
      .flatMap((hierarchy) => [
        `- ${asFar}${hierarchyLine(hierarchy)}`,
        ...attentionTexts([hierarchy]).map((text) => `  - ${plain(text)}`),
      ]),
    ...(hierarchies.length > 10 ? [`- and ${hierarchies.length - 10} more hierarchies`] : []),
    ...(weaker > 0 ? [`- **${weakerText(weaker)}**: see below`] : []),
  ];
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
  const exempt = exemption === undefined ? "" : ` (${exemption})`;
  return `**${plain(hierarchy, NAME_LENGTH)}**: **${verdict}**${exempt}; ${planText([review])}; ${[...counts, `${waived} waived`].join(", ")}${until}`;
}

function sectionsOf(review: Review, sources: string | undefined): Section[] {
  const { hierarchies, engineFindings, comparison, today } = review;
  const options = { today, sources };
  const found = hierarchies.flatMap(({ hierarchy, findings, facts }) => {
    const where = hierarchies.length > 1 ? ` in ${plain(hierarchy, NAME_LENGTH)}` : "";
    return byStanding(reportOf(findings)).map((section) => ({ ...section, facts, where }));
  });
  const of = (standing: Standing) =>
    found
      .filter((section) => section.standing === standing)
      .flatMap(({ title, groups, facts, where }) => groupSections(title, groups, { ...options, facts }, where));
  return [
    ...failureSections(review.failures, sources),
    ...(comparison === undefined ? [] : weakerSection(comparison)),
    ...groupSections("Refused by the engine's policies", reportOf(engineFindings), options),
    ...of("known"),
    ...of("unknown"),
    ...of("pending"),
    ...of("waived"),
    ...(comparison === undefined ? [] : [comparisonSection(comparison)]),
    ...remarkSection(review),
    ...hierarchies.flatMap(hierarchySections),
    ...adviceSection(of("advice"), review),
  ];
}

/** Mistakes in an input, of which there can be many, one to a line; other failures in the words of whoever reported them. */
function failureSections(failures: readonly Failure[], sources: string | undefined): Section[] {
  const mistakes = failures.filter(({ kind }) => kind === "input");
  const others = failures.filter(({ kind }) => kind !== "input");
  const title = "what failed";
  const lines = mistakes.map(
    ({ message, place }) => `- ${place === undefined ? "" : `${placeLink(place, sources)}: `}${plain(message)}`,
  );
  return [
    ...others.map(({ message, place }) => ({
      title,
      open: place === undefined ? [] : [`At ${placeLink(place, sources)}:`, ""],
      lines: [codeBlock(message).join("\n")],
      close: [""],
    })),
    ...(lines.length === 0 ? [] : [{ title, open: [], lines, close: [""] }]),
  ].map((section, index) => (index === 0 ? { ...section, open: ["### What failed", "", ...section.open] } : section));
}

function remarkSection({ remarks, ungated }: Review): Section[] {
  const lines = [
    ...remarks,
    ...ungated.map((name) => `${name} declares no upgrade, so it has no gate and was not checked.`),
  ].map((line) => `- ${plain(line)}`);
  return lines.length === 0 ? [] : [{ title: "remarks", open: ["### Remarks", ""], lines, close: [""] }];
}

function weakerSection({ changes }: Comparison): Section[] {
  const weaker = changes.filter(isWeaker);
  if (weaker.length === 0) return [];
  const lines = weaker.map(({ message }) => `> - ${plain(message)}`);
  const open = ["> [!WARNING]", "> **Less is required, checked or shown than before:**", ">"];
  return [{ title: "what is weaker", open, lines, close: [""] }];
}

function comparisonSection(comparison: Comparison): Section {
  const changeLine = ({ effect, message }: Change) =>
    `- ${effect === "stronger" ? effect : "changed"}: ${plain(message)}`;
  return {
    title: "what changed",
    open: [`### Since ${plain(comparison.base, NAME_LENGTH)}: ${countsText(comparison)}`, ""],
    lines: [
      ...(isUnchanged(comparison) ? [NOTHING_CHANGED] : []),
      ...comparedLists(comparison).flatMap(({ title, entries }) =>
        entries.map(({ finding, text }) => `- **${title}** ${plain(`${findingName(finding)}: ${text}`)}`),
      ),
      ...comparison.changes.filter((change) => !isWeaker(change)).map(changeLine),
    ],
    close: [""],
  };
}

/** Recommendations refuse nothing: collapsed, below everything else. */
function adviceSection(sections: readonly Section[], { hierarchies }: Review): Section[] {
  if (sections.length === 0) return [];
  const lines = sections.flatMap((section) => [...section.lines, ...section.close]);
  const { length } = hierarchies.flatMap(({ findings }) => findings.filter((one) => standingOf(one) === "advice"));
  return [collapsed("the recommendations", `${STANDING_TEXTS.advice.title} (${length})`, [], lines)];
}
