import type { Waiver } from "../../domain/waiver";
import { foldName, isSiteCode } from "../../domain/names";
import type { RuleId } from "../../domain/rule-ids";
import type { Subject } from "../../rules/finding";
import type { PlacedFinding } from "../place";

type Keyed = Pick<PlacedFinding, "rule" | "code" | "subject" | "hotfix">;

/** What tells a finding from all others, wherever it is declared and however its subject is spelt or it is worded. */
export function findingKey(hierarchy: string, { rule, code, subject, hotfix }: Keyed): string {
  return JSON.stringify([hierarchy, rule, code, subject.kind, meantName(subject), hotfix ?? ""]);
}

/** Rules that report parts of one matter: whether a hotfix is shown at a site. */
const HOTFIX_RULES: readonly RuleId[] = ["hotfix-prerequisites", "hotfix-evidence"];

/** Rules of which every code is a matter of its own. In the others one code takes the place of another. */
const MANY_MATTERS: readonly RuleId[] = ["upgrade-advice", "upgrade-gate"];

/** What a finding is about, whatever is found of it: a hotfix that is missing or too old is one matter. */
export function matterKey(hierarchy: string, finding: Keyed): string {
  const { rule, code, subject, hotfix } = finding;
  const matter = HOTFIX_RULES.includes(rule) ? "hotfix" : MANY_MATTERS.includes(rule) ? `${rule} ${code}` : rule;
  return JSON.stringify([hierarchy, matter, subject.kind, meantName(subject), hotfix ?? ""]);
}

/** Rules whose findings are about domains and servers, the names of which ignore case. */
const ON_NAMES: readonly RuleId[] = ["senior-site", "copylog-updated", "copylog-owners"];

/** What tells a waiver from others: its rule and what it is for. Site codes keep their case. */
export function waiverKey({ rule, subject }: Pick<Waiver, "rule" | "subject">): string {
  return `${rule} ${ON_NAMES.includes(rule) || !isSiteCode(subject) ? foldName(subject) : subject}`;
}

/** What tells a subject from all others of its hierarchy, however it is spelt. */
export function subjectKey(subject: Subject): string {
  return `${subject.kind} ${meantName(subject)}`;
}

function meantName({ kind, name }: Subject): string {
  if (kind === "domain" || kind === "server") return foldName(name);
  return kind === "waiver" ? waiverName(name) : name;
}

/** A waiver is called by its rule and what it is for. */
function waiverName(name: string): string {
  const [rule = "", ...words] = name.split(" ");
  return waiverKey({ rule: rule as Waiver["rule"], subject: words.join(" ") });
}
