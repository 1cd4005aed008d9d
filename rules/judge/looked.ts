import { uniqueBy } from "../../domain/groups";
import type { Facts } from "../../domain/model/facts";
import type { Settings } from "../../domain/settings";
import { subjectKey, type Subject } from "../finding";
import type { Rule } from "../rule";
import { contextOf } from "./context";
import { worldsOf } from "./worlds";

/**
 * Subjects that a rule looks at in a hierarchy, whatever pending facts turn out to be. None if that cannot be said: pending
 * facts leave too many possibilities, or what the rule does not find is not known to be in order.
 */
export function lookedAt(facts: Facts, settings: Settings): (rule: Rule) => Subject[] {
  const worlds = worldsOf(facts);
  const contexts = worlds.isComplete ? worlds.hierarchies.map((world) => contextOf(world, settings, ANY_DAY)) : [];
  return ({ looked }) => {
    if (looked === undefined) return [];
    const [first = [], ...others] = contexts.map(looked);
    const everywhere = others.map((world) => new Set(world.map(subjectKey)));
    return uniqueBy(first, subjectKey).filter((subject) => everywhere.every((world) => world.has(subjectKey(subject))));
  };
}

/** What a rule looks at does not depend on the day; what it finds there may. */
const ANY_DAY = "9999-12-31";
