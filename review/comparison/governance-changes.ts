import type { Waiver } from "../../domain/waiver";
import { OPEN_RULES } from "../../domain/rule-ids";
import { LEVELS, MINIMUM_EVIDENCES, READINGS } from "../../domain/settings";
import { RULES } from "../../rules/index";
import type { Governance } from "../review";
import { changed, inBoth, onlyIn, type LocalChange } from "./changes";

/** What changed of the settings that decide how a hierarchy is judged. */
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
  const old = bySubject(before);
  const young = bySubject(now);
  return [
    ...onlyIn(young.keys(), old.keys()).map((key) => change("weaker", young.get(key), "added", ownedBy)),
    ...onlyIn(old.keys(), young.keys()).map((key) => change("stronger", old.get(key), "removed", ownedBy)),
    ...inBoth(young.keys(), old.keys()).flatMap((key) => revised(old.get(key), young.get(key))),
  ];
}

function bySubject(waivers: readonly Waiver[]): Map<string, Waiver> {
  const sorted = [...waivers].sort((a, b) => (a.expires < b.expires ? -1 : 1));
  return new Map(sorted.map((one) => [`${one.rule} for ${one.subject}`, one]));
}

function change(
  effect: LocalChange["effect"],
  waiver: Waiver | undefined,
  what: string,
  say: (waiver: Waiver) => string,
): LocalChange {
  const message =
    waiver === undefined ? what : `waiver of ${waiver.rule} for ${waiver.subject} ${what}: ${say(waiver)}`;
  return { kind: "waiver", effect, message };
}

function revised(before: Waiver | undefined, now: Waiver | undefined): LocalChange[] {
  if (before === undefined || now === undefined) return [];
  const days = `until ${before.expires} before, until ${now.expires} now`;
  const others = before.owner !== now.owner || before.reason !== now.reason;
  if (now.expires > before.expires) return [change("weaker", now, "prolonged", () => `${days}; ${ownedBy(now)}`)];
  if (now.expires < before.expires) return [change("stronger", now, "shortened", () => days)];
  return others ? [change("other", now, "reworded", () => `${ownedBy(before)} before, ${ownedBy(now)} now`)] : [];
}

function ownedBy({ owner, expires, reason }: Waiver): string {
  return `${owner} until ${expires}, ${JSON.stringify(reason)}`;
}
