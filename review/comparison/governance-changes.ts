import type { Waiver } from "../../domain/waiver";
import { OPEN_RULES } from "../../domain/rule-ids";
import { LEVELS, MINIMUM_EVIDENCES, READINGS } from "../../domain/settings";
import { RULES } from "../../rules/index";
import { isInForce } from "../../rules/waiver";
import type { Governance } from "../review";
import { byKey, unique } from "../../domain/groups";
import { respelled, type LocalChange, type Side } from "./changes";
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

/** A waiver, and whether it counts on its side of a comparison. */
interface Counted extends Waiver {
  readonly counts: boolean;
}

/** What changed of the waivers: of those of one rule and subject that count, the last to run out decides. */
export function waiverChanges(before: Side | undefined, now: Side): LocalChange[] {
  const [old, young] = [byKey(inOrder(before), waiverKey), byKey(inOrder(now), waiverKey)];
  return unique([...young.keys(), ...old.keys()]).flatMap((key) => {
    const [was, is]: [Counted[], Counted[]] = [old.get(key) ?? [], young.get(key) ?? []];
    return (was.length > is.length ? was : is).flatMap((_, rank) => waiverChange(was[rank], is[rank], rank > 0));
  });
}

/** Those that count first, the last to run out before the others; the order of the declaration has no meaning. */
function inOrder(side: Side | undefined): Counted[] {
  if (side === undefined) return [];
  const { facts, governance, today } = side;
  return facts.waivers
    .map((waiver) => ({ ...waiver, counts: isInForce(waiver, today, governance.waivers) }))
    .sort((a, b) => Number(b.counts) - Number(a.counts) || (termsOf(a) > termsOf(b) ? -1 : 1));
}

/** @param isBeside it is beside one that decides, and so neither weakens nor strengthens. */
function waiverChange(before: Counted | undefined, now: Counted | undefined, isBeside: boolean): LocalChange[] {
  const { rule, subject } = (now ?? before) as Counted;
  const beside = isBeside ? ", beside another" : "";
  // Days of one form sort as texts; a waiver without effect lasts no longer than none.
  const [old, young] = [before, now].map((waiver) => (waiver?.counts === true ? waiver.expires : "")) as [
    string,
    string,
  ];
  const effect = isBeside || young === old ? "other" : young > old ? "weaker" : "stronger";
  const change = (text: string): LocalChange => ({
    kind: "waiver",
    effect,
    message: `waiver of ${rule} for ${subject}${beside} ${text}`,
  });
  if (now === undefined) return before === undefined ? [] : [change(`removed: ${termsOf(before)}`)];
  if (before === undefined) return [change(`added: ${termsOf(now)}`)];
  const spelling = respelled(`subject of the waiver of ${rule}`, before.subject, now.subject);
  if (termsOf(before) === termsOf(now)) return spelling;
  return [change(`changed: ${termsOf(before)} before, ${termsOf(now)} now`), ...spelling];
}

/** Its last day first, so that terms sort by it. */
function termsOf({ expires, owner, reason }: Waiver): string {
  return `until ${expires}, ${owner}, ${JSON.stringify(reason)}`;
}
