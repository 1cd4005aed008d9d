import type { Waiver } from "../../domain/waiver";
import { OPEN_RULES } from "../../domain/rule-ids";
import { LEVELS, MINIMUM_EVIDENCES, READINGS } from "../../domain/settings";
import { RULES } from "../../rules/index";
import type { Governance } from "../review";
import { byKey, unique } from "../../domain/groups";
import { respelled, type LocalChange } from "./changes";
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
  if (before === now) return [];
  const effect = order.indexOf(now) > order.indexOf(before) ? "weaker" : "stronger";
  return [{ kind: "governance", effect, message: `${subject}: ${before} before, ${now} now` }];
}

/** What changed of the waivers: of those of one rule and subject the last to run out counts. */
export function waiverChanges(before: readonly Waiver[], now: readonly Waiver[]): LocalChange[] {
  const [old, young] = [byKey(inOrder(before), waiverKey), byKey(inOrder(now), waiverKey)];
  return unique([...young.keys(), ...old.keys()]).flatMap((key) => {
    const [was, is]: [Waiver[], Waiver[]] = [old.get(key) ?? [], young.get(key) ?? []];
    return (was.length > is.length ? was : is).flatMap((_, rank) => waiverChange(was[rank], is[rank], rank > 0));
  });
}

/** The last to run out first; the order of the declaration has no meaning. */
function inOrder(waivers: readonly Waiver[]): Waiver[] {
  return [...waivers].sort((a, b) => (termsOf(a) > termsOf(b) ? -1 : 1));
}

/** @param isBeside it is beside one that runs out later, and so neither weakens nor strengthens. */
function waiverChange(before: Waiver | undefined, now: Waiver | undefined, isBeside: boolean): LocalChange[] {
  const { rule, subject } = (now ?? before) as Waiver;
  const beside = isBeside ? ", beside another" : "";
  const change = (effect: LocalChange["effect"], text: string): LocalChange => ({
    kind: "waiver",
    effect: isBeside ? "other" : effect,
    message: `waiver of ${rule} for ${subject}${beside} ${text}`,
  });
  if (now === undefined) return before === undefined ? [] : [change("stronger", `removed: ${termsOf(before)}`)];
  if (before === undefined) return [change("weaker", `added: ${termsOf(now)}`)];
  const spelling = respelled(`subject of the waiver of ${rule}`, before.subject, now.subject);
  if (termsOf(before) === termsOf(now)) return spelling;
  const effect = now.expires > before.expires ? "weaker" : now.expires < before.expires ? "stronger" : "other";
  return [change(effect, `changed: ${termsOf(before)} before, ${termsOf(now)} now`), ...spelling];
}

/** Its last day first, so that terms sort by it. */
function termsOf({ expires, owner, reason }: Waiver): string {
  return `until ${expires}, ${owner}, ${JSON.stringify(reason)}`;
}
