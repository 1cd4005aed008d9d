import type { Waiver } from "../../domain/waiver";
import { OPEN_RULES } from "../../domain/rule-ids";
import { LEVELS, MINIMUM_EVIDENCES, READINGS } from "../../domain/settings";
import { RULES } from "../../rules/index";
import type { Governance } from "../review";
import { byKey } from "../../domain/groups";
import { changed, respelled, type LocalChange } from "./changes";
import { waiverKey } from "./pairs";

/** What changed of the settings that decide how a hierarchy is checked. */
export function governanceChanges(before: Governance, now: Governance): LocalChange[] {
  const WAIVERS = ["none", "allowed"];
  return [
    ...choice("reading", READINGS, before.reading, now.reading),
    ...choice("minimum evidence", MINIMUM_EVIDENCES, before.minimumEvidence, now.minimumEvidence),
    ...choice("waivers", WAIVERS, before.waivers, now.waivers),
    ...OPEN_RULES.flatMap((rule) => {
      const preset = RULES.find(({ id }) => id === rule)?.level ?? "mandatory";
      return choice(`level of ${rule}`, LEVELS, before.levels[rule] ?? preset, now.levels[rule] ?? preset);
    }),
  ];
}

/** A change between choices of which the stricter comes first. */
function choice(subject: string, order: readonly string[], before: string, now: string): LocalChange[] {
  const effect = order.indexOf(now) > order.indexOf(before) ? "weaker" : "stronger";
  return changed("governance", effect, subject, before, now);
}

/** What changed of the waivers: the last to run out of those of one rule and subject counts. */
export function waiverChanges(before: readonly Waiver[], now: readonly Waiver[]): LocalChange[] {
  const [old, young] = [byKey(inOrder(before), waiverKey), byKey(inOrder(now), waiverKey)];
  return [...new Set([...young.keys(), ...old.keys()])].flatMap((key) =>
    changesOf(old.get(key) ?? [], young.get(key) ?? []),
  );
}

/** The last to run out last; the order of the declaration has no meaning. */
function inOrder(waivers: readonly Waiver[]): Waiver[] {
  return [...waivers].sort((a, b) => (termsOf(a) < termsOf(b) ? -1 : 1));
}

function termsOf({ expires, owner, reason }: Waiver): string {
  return JSON.stringify([expires, owner, reason]);
}

/** Waivers of one rule and subject. */
function changesOf(before: readonly Waiver[], now: readonly Waiver[]): LocalChange[] {
  const [old, young] = [before.at(-1), now.at(-1)];
  const isRevised = old === undefined || young === undefined || termsOf(old) !== termsOf(young);
  const reported = new Set(isRevised ? [old, young] : []);
  const others = (waivers: readonly Waiver[], known: readonly Waiver[]) => {
    const left = known.map(termsOf);
    return waivers.filter((waiver) => !take(left, termsOf(waiver)) && !reported.has(waiver));
  };
  return [
    ...mainChange(old, young),
    ...others(now, before).map((waiver) => change("other", waiver, "added beside another", ownedBy(waiver))),
    ...others(before, now).map((waiver) => change("other", waiver, "removed beside another", ownedBy(waiver))),
  ];
}

/** Takes one text out of a list; false if it is not there. */
function take(texts: string[], text: string): boolean {
  const at = texts.indexOf(text);
  if (at >= 0) texts.splice(at, 1);
  return at >= 0;
}

function change(effect: LocalChange["effect"], { rule, subject }: Waiver, what: string, text: string): LocalChange {
  return { kind: "waiver", effect, message: `waiver of ${rule} for ${subject} ${what}: ${text}` };
}

/** What changed of the waiver that counts. */
function mainChange(before: Waiver | undefined, now: Waiver | undefined): LocalChange[] {
  if (before === undefined) return now === undefined ? [] : [change("weaker", now, "added", ownedBy(now))];
  if (now === undefined) return [change("stronger", before, "removed", ownedBy(before))];
  return [...revised(before, now), ...respelled(`subject of the waiver of ${now.rule}`, before.subject, now.subject)];
}

function revised(before: Waiver, now: Waiver): LocalChange[] {
  const days = `until ${before.expires} before, until ${now.expires} now; ${ownedBy(now)}`;
  if (now.expires > before.expires) return [change("weaker", now, "prolonged", days)];
  if (now.expires < before.expires) return [change("stronger", now, "shortened", days)];
  if (termsOf(before) === termsOf(now)) return [];
  return [change("other", now, "reworded", `${ownedBy(before)} before, ${ownedBy(now)} now`)];
}

function ownedBy({ owner, expires, reason }: Waiver): string {
  return `${owner} until ${expires}, ${JSON.stringify(reason)}`;
}
