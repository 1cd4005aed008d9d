import { daysBetween } from "../domain/days";
import type { Waiver } from "../domain/waiver";
import { serversOf, type Facts } from "../domain/model/facts";
import { foldName } from "../domain/names";
import type { RuleId } from "../domain/rule-ids";
import { meantName, subjectKey, type RuleFinding, type Subject } from "./finding";
import type { Rule } from "./rule";

/** Days ahead that a waiver may end at most. */
export const LONGEST_WAIVER_DAYS = 90;

/** Every waiver has an owner, ends within 90 days and covers a real finding. */
export const waiver: Rule = {
  id: "waiver",
  title: "Every waiver has an owner, ends within 90 days and covers a real finding.",
  description:
    "A waiver is an exception that somebody answers for, for a limited time. It has no effect if it ends more than 90 days ahead, if it has expired, or if the organisation forbids waivers.",
  level: "mandatory",
  moment: "declaration",
  subjects: ["waiver"],
  codes: {
    "waiver-conditions": { title: "The waiver breaks the conditions for waivers and has no effect." },
    "waiver-expired": { title: "The waiver has expired; what it covered is a finding again.", level: "advisory" },
    "waiver-unused": { title: "The waiver matches no current finding.", level: "advisory" },
  },
  remediation: "Fix what the waiver covers, shorten it to 90 days, or remove it.",
  articles: ["Q264630", "Q261931"],
  facts: [],
  looked: ({ facts }) => facts.waivers.map((own) => ({ kind: "waiver", name: waiverName(own) })),
  placesOf: ({ waivers }) => {
    // Of two alike the first.
    const places = new Map(waivers.map((own, index) => [waiverName(own), ["waivers", index]] as const).reverse());
    return ({ name }) => [places.get(name) ?? ["waivers"]];
  },
};

/** What a waiver is called. */
export function waiverName({ rule, subject }: Pick<Waiver, "rule" | "subject">): string {
  return `${rule} ${subject}`;
}

/** Whether a waiver is for a finding: same rule, same subject; domain and server names ignore case. */
export function covers(waiver: Waiver, rule: RuleId, { kind, name }: Subject): boolean {
  return waiver.rule === rule && meantName({ kind, name: waiver.subject }) === meantName({ kind, name });
}

/** Whether a waiver counts on a day, whatever it covers. */
export function isInForce(one: Waiver, today: string, allowed: "allowed" | "none"): boolean {
  return allowed === "allowed" && !isExpired(one, today) && !isTooLong(one, today);
}

/**
 * Findings about the waivers of a hierarchy themselves.
 *
 * @param rules all rules: their subjects decide what a waiver can be for.
 * @param matches whether a waiver matches a finding, blocking or not.
 */
export function waiverFindings(
  facts: Facts,
  { today, allowed, rules }: { today: string; allowed: "allowed" | "none"; rules: readonly Rule[] },
  matches: (one: Waiver) => boolean,
): RuleFinding[] {
  if (facts.waivers.length === 0) return [];
  const faultOf = subjectFault(facts, rules);
  return facts.waivers.flatMap((one): RuleFinding[] => {
    if (isExpired(one, today)) {
      return [finding(one, "waiver-expired", `it expired on ${one.expires}, today is ${today}`, "no expired waiver")];
    }
    if (allowed === "none") {
      const needed = "no waiver (policy setting waivers: none)";
      return [finding(one, "waiver-conditions", "the organisation forbids waivers", needed)];
    }
    if (isTooLong(one, today)) {
      const found = `it ends on ${one.expires}, ${daysBetween(today, one.expires)} days ahead`;
      const needed = `at most ${LONGEST_WAIVER_DAYS} days ahead; it has no effect`;
      return [
        finding(one, "waiver-conditions", found, needed, [
          `Shorten the waiver to ${LONGEST_WAIVER_DAYS} days or remove it.`,
        ]),
      ];
    }
    if (matches(one)) return [];
    const { found, needed, remedy } = faultOf(one) ?? {
      found: "it matches no current finding",
      needed: "only waivers that are needed",
      remedy: REMOVE,
    };
    return [finding(one, "waiver-unused", found, needed, remedy)];
  });
}

const REMOVE = ["Remove the waiver."];

function finding(
  one: Waiver,
  code: string,
  found: string,
  needed: string,
  remedy: readonly string[] = REMOVE,
): RuleFinding {
  const subject = { kind: "waiver", name: waiverName(one) } as const;
  return { code, subject, certainty: "known", found, needed, remedy, articles: ["Q264630"] };
}

type Kind = Exclude<Subject["kind"], "waiver">;

const WANTED: Readonly<Record<Kind, string>> = {
  site: "the code of a declared site, spelled exactly as declared",
  domain: "the name of a declared domain",
  server: "the name of a declared domain controller",
  hierarchy: "the name of the hierarchy",
};

/** What is wrong with the subject of a waiver; undefined if its rule could find something there. */
function subjectFault(
  { hierarchy, sites, domains }: Facts,
  rules: readonly Rule[],
): (waiver: Waiver) => Pick<RuleFinding, "found" | "needed" | "remedy"> | undefined {
  const named: Readonly<Record<Kind, readonly string[]>> = {
    site: Object.keys(sites),
    domain: Object.keys(domains),
    server: Object.values(domains).flatMap(serversOf),
    hierarchy: [hierarchy],
  };
  const kinds = Object.keys(named) as Kind[];
  const declared = new Set(kinds.flatMap((kind) => named[kind].map((name) => subjectKey({ kind, name }))));
  const siteInOtherCase = new Map(named.site.map((code) => [foldName(code), code]));
  const isDeclared = (kind: Kind, name: string) => declared.has(subjectKey({ kind, name }));
  return ({ rule: id, subject }) => {
    const wanted = (rules.find((rule) => rule.id === id)?.subjects ?? []) as readonly Kind[];
    if (wanted.some((kind) => isDeclared(kind, subject))) return undefined;
    const needed = wanted.map((kind) => WANTED[kind]).join(", or ");
    const respelt = wanted.includes("site") ? siteInOtherCase.get(foldName(subject)) : undefined;
    if (respelt !== undefined) {
      const found = `no site ${subject} is declared, but ${respelt} is: the case of a site code matters`;
      return { found, needed, remedy: [`Write ${respelt} in the waiver, or remove it.`] };
    }
    const other = kinds.find((kind) => isDeclared(kind, subject));
    const found =
      other === undefined
        ? `no site, domain or server ${subject} is declared`
        : `${id} is about ${wanted.map((kind) => `${kind}s`).join(" and ")}, and ${subject} is a ${other}`;
    return { found, needed, remedy: ["Correct the subject of the waiver, or remove it."] };
  };
}

function isExpired({ expires }: Waiver, today: string): boolean {
  return today > expires;
}

function isTooLong({ expires }: Waiver, today: string): boolean {
  return daysBetween(today, expires) > LONGEST_WAIVER_DAYS;
}
