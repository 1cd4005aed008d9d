import { byKey, groupBy, unique } from "../domain/groups";
import type { Finding } from "./finding";
import { asList } from "./wording";

/** A text that findings of one code have in common, as what is needed or how to mend it. */
export interface SharedText {
  readonly text: string;
  /** Whose it is, as ` for Q249077` or ` at S07, S08 (Q249077)`; empty where it is that of all findings. */
  readonly whose: string;
}

/** The different texts of findings: the first few of them, and how many more there are. */
export interface SharedTexts {
  readonly shown: readonly SharedText[];
  readonly more: number;
}

/** Different texts that are told; most codes have one or two for all subjects. */
const TEXTS_SHOWN = 10;

/** Subjects that a text is told to be for. */
const NAMES_SHOWN = 5;

/** So many texts are told whole; of more, each sentence is told once. */
const WHOLE = 2;

/** So many texts are compared sentence by sentence: of more, few would be told anyway. */
const COMPARED = 1000;

type Some = Pick<Finding, "subject" | "hotfix">;

/**
 * What findings of one code say in a text of theirs, each once and with whose it is. Where there are many, sentences that
 * several have in common are told once: those that are told of a subject are its text, in this order.
 */
export function sharedTexts<T extends Some>(findings: readonly T[], textOf: (finding: T) => string): SharedTexts {
  const texts = wholeTexts(findings, textOf);
  const parts =
    texts.length > WHOLE && texts.length <= COMPARED
      ? groupBy(texts, ({ of }) => onlyHotfix(of) ?? "").flatMap((some) => joined(sentencesOf(some)))
      : texts;
  const shown = parts.slice(0, TEXTS_SHOWN).map(({ text, of }) => ({ text, whose: whoseOf(of, findings) }));
  return { shown, more: parts.length - shown.length };
}

interface Part {
  readonly text: string;
  readonly of: readonly Some[];
}

function wholeTexts<T extends Some>(findings: readonly T[], textOf: (finding: T) => string): Part[] {
  return [...byKey(findings, textOf)].map(([text, of]) => ({ text, of }));
}

/** The sentences of all texts in one order that keeps the order of each text. */
function sentencesOf(texts: readonly Part[]): Part[] {
  const merged: { text: string; of: Some[] }[] = [];
  for (const { text, of } of texts) {
    const sentences = text.split(/(?<=\.) (?=[A-Z])/);
    let place = 0;
    for (const [index, sentence] of sentences.entries()) {
      const placeOf = (wanted: string) => merged.findIndex((one, at) => at >= place && one.text === wanted);
      const at = placeOf(sentence);
      const next = sentences.slice(index + 1).map(placeOf);
      place = at === -1 ? (next.find((one) => one !== -1) ?? merged.length) : at;
      if (at === -1) merged.splice(place, 0, { text: sentence, of: [...of] });
      else merged[place]?.of.push(...of);
      place += 1;
    }
  }
  return merged;
}

/** Sentences of the same findings that follow each other, as one text. */
function joined(sentences: readonly Part[]): Part[] {
  const parts: Part[] = [];
  for (const { text, of } of sentences) {
    const last = parts.at(-1);
    const isSame = last?.of.length === of.length && last.of.every((one, index) => one === of[index]);
    if (isSame) parts[parts.length - 1] = { text: `${last.text} ${text}`, of };
    else parts.push({ text, of });
  }
  return parts;
}

function whoseOf(some: readonly Some[], all: readonly Some[]): string {
  if (some.length === all.length) return "";
  const hotfix = onlyHotfix(some);
  const isOfHotfix = hotfix !== undefined && hotfix !== onlyHotfix(all);
  if (isOfHotfix && some.length === all.filter((one) => one.hotfix === hotfix).length) return ` for ${hotfix}`;
  const names = asList(unique(some.map(({ subject }) => subject.name)).sort(), NAMES_SHOWN);
  return ` at ${names}${isOfHotfix ? ` (${hotfix})` : ""}`;
}

/** The hotfix that all findings are about; undefined where there is none or there are several. */
function onlyHotfix(some: readonly Some[]): string | undefined {
  const [only, ...others] = unique(some.map(({ hotfix }) => hotfix ?? ""));
  return others.length > 0 || only === "" ? undefined : only;
}
