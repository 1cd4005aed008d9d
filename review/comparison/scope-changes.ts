import type { Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import { asList } from "../../rules/wording";
import { membersIn } from "../writing/members";
import { onlyIn, type LocalChange } from "./changes";

/** To what Q261931 applies: domains in which several sites manage logon points, and with them the hierarchy. */
export function scopeChanges(before: Facts, now: Facts): LocalChange[] {
  const [old, young] = [managersOf(before), managersOf(now)];
  const [wereShared, areShared] = [sharedOf(old), sharedOf(young)];
  const over = onlyIn(wereShared, areShared).flatMap((key) => noLongerShared(young.get(key)));
  const begun = onlyIn(areShared, wereShared).flatMap((key) => nowShared(young.get(key)));
  return [...applicationChange(wereShared.length > 0, areShared.length > 0), ...over, ...begun];
}

/** A domain, and the sites that manage logon points in it. */
interface Managed {
  readonly name: string;
  readonly sites: readonly string[];
}

function managersOf(facts: Facts): Map<string, Managed> {
  const members = membersIn(facts);
  return new Map(
    Object.keys(facts.domains).map((name) => [foldName(name), { name, sites: members.get(foldName(name)) ?? [] }]),
  );
}

function sharedOf(managed: ReadonlyMap<string, Managed>): string[] {
  return [...managed].flatMap(([key, { sites }]) => (sites.length > 1 ? [key] : []));
}

/** Nothing of a domain that is removed: that is told as such. */
function noLongerShared(domain: Managed | undefined): LocalChange[] {
  if (domain === undefined) return [];
  const [only] = domain.sites;
  const who = only === undefined ? "no site manages logon points in it" : `${only} alone manages logon points in it`;
  return [{ kind: "scope", effect: "weaker", message: `domain ${domain.name} is no longer shared: ${who}` }];
}

function nowShared(domain: Managed | undefined): LocalChange[] {
  if (domain === undefined) return [];
  const message = `domain ${domain.name} is shared now: ${asList(domain.sites, 5)} manage logon points in it`;
  return [{ kind: "scope", effect: "stronger", message }];
}

function applicationChange(before: boolean, now: boolean): LocalChange[] {
  if (before === now) return [];
  const message = now
    ? "Q261931 applies now: several sites manage logon points in the same domain"
    : "Q261931 no longer applies to this hierarchy: no two sites manage logon points in the same domain";
  return [{ kind: "scope", effect: now ? "stronger" : "weaker", message }];
}
