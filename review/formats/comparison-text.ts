import { createColors } from "picocolors";
import { isUnchanged, isWeaker, type Change, type ComparedFinding, type Comparison } from "../comparison/comparison";
import { countsText, findingName, NOTHING_CHANGED, restatedText, verdictText } from "../writing/comparison";
import { visible } from "../writing/visible";
import { wrap } from "../writing/wrap";
import type { Layout } from "./text";

/** Findings or changes of one kind that are listed; more are counted. */
const LISTED = 20;

/** What changed since a base: verdicts first, then what is weaker, then findings by what became of them. */
export function comparisonText(comparison: Comparison, layout: Layout): string {
  const { bold, red } = createColors(layout.colours);
  const { base, verdicts, fresh, mended, restated, unjudged, gone, changes } = comparison;
  return [
    bold(`Since ${visible(base)}: ${countsText(comparison)}`),
    ...(isUnchanged(comparison) ? [`  ${NOTHING_CHANGED}`] : []),
    ...verdicts.slice(0, LISTED).flatMap((one) => wrap(visible(verdictText(one)), "  ", "    ", layout.width)),
    ...more(verdicts, "  "),
    ...list(red("weaker than before"), changes.filter(isWeaker).map(changeLine), layout),
    ...list("new", fresh.map(findingLine), layout),
    ...list("mended", mended.map(findingLine), layout),
    ...list(
      "judged otherwise",
      restated.map((one) => `${findingName(one.finding)}: ${restatedText(one)}`),
      layout,
    ),
    ...list("no longer judged, not mended", unjudged.map(findingLine), layout),
    ...list("gone with what they are about", gone.map(findingLine), layout),
    ...list("other changes", changes.filter((change) => !isWeaker(change)).map(changeLine), layout),
  ].join("\n");
}

function findingLine({ finding }: ComparedFinding): string {
  return `${finding.code} ${finding.subject.name}: ${finding.found}`;
}

function changeLine({ effect, message }: Change): string {
  return effect === "stronger" ? `${message} (stronger)` : message;
}

function list(title: string, texts: readonly string[], layout: Layout): string[] {
  if (texts.length === 0) return [];
  return [
    `  ${title} (${texts.length})`,
    ...texts.slice(0, LISTED).flatMap((text) => wrap(visible(text), "    - ", "      ", layout.width)),
    ...more(texts, "    "),
  ];
}

function more(all: readonly unknown[], indent: string): string[] {
  return all.length > LISTED ? [`${indent}and ${all.length - LISTED} more`] : [];
}
