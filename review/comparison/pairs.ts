import { byKey } from "../../domain/groups";
import type { ComparedFinding } from "./comparison";
import { findingKey, matterKey } from "./keys";

/** Findings of two judgements, each with its counterpart. */
export interface Pairing {
  readonly pairs: readonly (readonly [before: ComparedFinding, now: ComparedFinding])[];
  /** Findings of before that have no counterpart now. */
  readonly over: readonly ComparedFinding[];
  /** Findings of now that had no counterpart before. */
  readonly fresh: readonly ComparedFinding[];
}

/** Pairs findings that are the same, then those of which one took the place of the other. */
export function pairUp(before: readonly ComparedFinding[], now: readonly ComparedFinding[]): Pairing {
  const same = pairBy(before, now, ({ hierarchy, finding }) => findingKey(hierarchy, finding));
  const turned = pairBy(same.over, same.fresh, ({ hierarchy, finding }) => matterKey(hierarchy, finding));
  return { pairs: [...same.pairs, ...turned.pairs], over: turned.over, fresh: turned.fresh };
}

function pairBy(
  before: readonly ComparedFinding[],
  now: readonly ComparedFinding[],
  keyOf: (one: ComparedFinding) => string,
): Pairing {
  const open = byKey(now, keyOf);
  const pairs: [ComparedFinding, ComparedFinding][] = [];
  const over: ComparedFinding[] = [];
  for (const one of before) {
    const counterpart = open.get(keyOf(one))?.shift();
    if (counterpart === undefined) over.push(one);
    else pairs.push([one, counterpart]);
  }
  const paired = new Set(pairs.map(([, one]) => one));
  return { pairs, over, fresh: now.filter((one) => !paired.has(one)) };
}
