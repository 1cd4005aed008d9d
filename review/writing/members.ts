import type { Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import { byKey } from "../../domain/groups";
import { managesLogonPoints } from "../../rules/judge/context";

/**
 * Sites that take part in a domain, by its folded name: those that manage logon points there by one of the logon methods
 * at least (Q235726).
 */
export function membersIn({ sites }: Facts): ReadonlyMap<string, readonly string[]> {
  const takingPart = Object.entries(sites).filter(([, site]) => managesLogonPoints(site));
  const members = takingPart.flatMap(([code, { domains }]) => domains.map((domain) => ({ code, domain })));
  const byDomain = byKey(members, ({ domain }) => foldName(domain));
  return new Map([...byDomain].map(([domain, some]) => [domain, some.map(({ code }) => code)]));
}
