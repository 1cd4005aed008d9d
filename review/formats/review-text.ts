import { createColors } from "picocolors";
import { placeText } from "../place";
import type { Failure, PlacedFinding, Review } from "../review";
import { visibleLines } from "../writing/lines";
import { visible } from "../writing/visible";
import { wrap } from "../writing/wrap";
import { comparisonText } from "./comparison-text";
import { judgementText, type Layout } from "./text";

/** A review for a person at a terminal: what failed, the judgement of each hierarchy, and what changed. */
export function reviewText(review: Review, layout: Layout): string {
  const { red, bold, yellow } = createColors(layout.colours);
  const parts: string[] = [];
  if (review.failures.length > 0) {
    const head = `${bold(visible(review.subject || "review"))}: ${bold(red("failed"))}; there is no verdict to trust`;
    parts.push([head, ...review.failures.flatMap((failure) => failureLines(failure, layout))].join("\n"));
  }
  for (const hierarchy of review.hierarchies) parts.push(judgementText(hierarchy, layout).trimEnd());
  for (const name of review.ungated) {
    const why = "no upgrade is declared, so there is no gate and nothing was judged";
    parts.push(`${bold(visible(name))}: ${yellow("not judged")}; ${why}`);
  }
  if (review.engineFindings.length > 0) {
    const lines = review.engineFindings.flatMap((finding) => engineLines(finding, layout));
    parts.push([bold(red(`Refused by the engine's policies (${review.engineFindings.length})`)), ...lines].join("\n"));
  }
  if (review.remarks.length > 0) parts.push(review.remarks.flatMap((one) => item(one, layout)).join("\n"));
  if (review.comparison !== undefined) parts.push(comparisonText(review.comparison, layout));
  return `${parts.join("\n\n")}\n`;
}

function item(text: string, { width }: Layout): string[] {
  return wrap(visible(text), "  - ", "    ", width);
}

function failureLines({ message, place }: Failure, { width }: Layout): string[] {
  const [first = "", ...others] = visibleLines(message);
  const at = place === undefined ? "" : ` (${placeText(place)})`;
  return [
    ...wrap(`${first}${visible(at)}`, "  - ", "    ", width),
    ...others.flatMap((line) => wrap(line, "    ", "    ", width)),
  ];
}

function engineLines({ code, found, remedy, place }: PlacedFinding, layout: Layout): string[] {
  const at = place === undefined ? "" : ` [${placeText(place)}]`;
  return [
    ...item(`${code}: ${found}${at}`, layout),
    ...wrap(visible(remedy.join(" ")), "    remedy: ", "      ", layout.width),
  ];
}
