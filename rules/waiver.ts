import type { Waiver } from "../domain/waiver";
import type { Facts } from "../domain/model/facts";
import type { RuleId } from "../domain/rule-ids";
import { meantName, type RuleFinding } from "./finding";
import type { Rule } from "./rule";
import { subjectFault, type SubjectFault } from "./judge/waiver-subject";

/** Days ahead that a waiver may at most expire. */
export const LONGEST_WAIVER_DAYS = 90;

/** Every waiver in force is short, owned and needed. */
export const waiver: Rule = {
  id: "waiver",
  title: "Every waiver in force is short, owned and needed.",
  description:
    "A waiver is an exception that somebody answers for, for a limited time. It takes no effect when it reaches more than 90 days ahead, when it has run out, or where the organisation forbids waivers.",
  level: "mandatory",
  codes: {
    "waiver-conditions": { title: "The waiver breaks the conditions for waivers and has no effect." },
    "waiver-expired": { title: "The waiver has run out; what it covered stands again.", level: "advisory" },
    "waiver-unused": { title: "The waiver covers nothing that is found.", level: "advisory" },
  },
  remediation: "Mend what the waiver covers, shorten it to 90 days, or remove it.",
  articles: ["Q264630", "Q261931"],
  looked: ({ facts }) => facts.waivers.map((own) => ({ kind: "waiver", name: waiverName(own) })),
};

/** What a waiver is called. */
export function waiverName({ rule, subject }: Pick<Waiver, "rule" | "subject">): string {
  return `${rule} ${subject}`;
}

/** What a waiver is about. */
export interface Waivable {
  readonly rule: RuleId;
  readonly subject: RuleFinding["subject"];
}

/** Whether a waiver is for a finding: same rule, same subject; domain and server names ignore case. */
export function covers({ rule, subject }: Waiver, finding: Waivable): boolean {
  const { kind } = finding.subject;
  return rule === finding.rule && meantName({ kind, name: subject }) === meantName(finding.subject);
}

/** Whether a waiver counts on a day, whatever it covers. */
export function isInForce(one: Waiver, today: string, allowed: "allowed" | "none"): boolean {
  return allowed === "allowed" && !isExpired(one, today) && !isTooLong(one, today);
}

/**
 * What is to be said of the waivers of a hierarchy themselves.
 *
 * @param used whether a waiver covers a finding.
 */
export function waiverFindings(
  facts: Facts,
  today: string,
  allowed: "allowed" | "none",
  used: (one: Waiver) => boolean,
): RuleFinding[] {
  const faultOf = subjectFault(facts);
  return facts.waivers.flatMap((one) => {
    if (isExpired(one, today)) {
      return [
        finding(one, "waiver-expired", `it ran out on ${one.expires}, today is ${today}`, "nothing is waived any more"),
      ];
    }
    if (allowed === "none") {
      return [
        finding(
          one,
          "waiver-conditions",
          "the organisation forbids waivers",
          "no waiver (policy setting waivers: none)",
        ),
      ];
    }
    if (isTooLong(one, today)) {
      const found = `it lasts until ${one.expires}, ${daysBetween(today, one.expires)} days ahead`;
      const needed = `at most ${LONGEST_WAIVER_DAYS} days ahead; it has no effect`;
      const remedy = `Shorten the waiver to ${LONGEST_WAIVER_DAYS} days or remove it.`;
      return [finding(one, "waiver-conditions", found, needed, remedy)];
    }
    if (used(one)) return [];
    const { found, needed, remedy } = faultOf(one) ?? NOT_NEEDED;
    return [finding(one, "waiver-unused", found, needed, remedy)];
  });
}

const REMOVE = "Remove the waiver.";

const NOT_NEEDED: SubjectFault = {
  found: "it covers nothing that is found",
  needed: "only waivers that are needed",
  remedy: REMOVE,
};

function finding(one: Waiver, code: string, found: string, needed: string, remedy = REMOVE): RuleFinding {
  return {
    code,
    subject: { kind: "waiver", name: waiverName(one) },
    certainty: "known",
    found,
    needed,
    remedy,
    articles: ["Q264630"],
  };
}

function isExpired({ expires }: Waiver, today: string): boolean {
  return today > expires;
}

function isTooLong({ expires }: Waiver, today: string): boolean {
  return daysBetween(today, expires) > LONGEST_WAIVER_DAYS;
}

const DAY = 24 * 60 * 60 * 1000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
