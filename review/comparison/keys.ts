import type { Waiver } from "../../domain/waiver";
import { meantName, subjectKey, type Subject } from "../../rules/finding";
import { RULES } from "../../rules/index";
import type { PlacedFinding } from "../place";

type Keyed = Pick<PlacedFinding, "rule" | "code" | "subject" | "hotfix" | "part">;

/** What distinguishes a finding from all others, wherever it is declared and however its subject is spelled. */
export function findingKey(hierarchy: string, { rule, code, subject, hotfix, part }: Keyed): string {
  return JSON.stringify([hierarchy, rule, code, nameKey(subject), hotfix ?? "", part ?? ""]);
}

/** What a finding is about, whatever is found: a hotfix that is missing or too old is one matter. */
export function matterKey(hierarchy: string, { rule: id, code, subject, hotfix, part }: Keyed): string {
  const matter = RULES.find((rule) => rule.id === id)?.matter ?? id;
  return JSON.stringify([
    hierarchy,
    matter === "code" ? `${id} ${code}` : matter,
    nameKey(subject),
    hotfix ?? "",
    part ?? "",
  ]);
}

/** What distinguishes a waiver from others: its rule and its subject. Site codes keep their case. */
export function waiverKey({ rule: id, subject }: Pick<Waiver, "rule" | "subject">): string {
  const kinds = RULES.find((rule) => rule.id === id)?.subjects ?? [];
  const kind = kinds.includes("site") ? "site" : "domain";
  return `${id} ${meantName({ kind, name: subject })}`;
}

function nameKey(subject: Subject): string {
  if (subject.kind !== "waiver") return subjectKey(subject);
  const [rule = "", ...words] = subject.name.split(" ");
  return `waiver ${waiverKey({ rule: rule as Waiver["rule"], subject: words.join(" ") })}`;
}

export { nameKey as subjectKey };
