import { serversOf, type Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import type { WaivableRuleId } from "../../domain/rule-ids";
import type { Waiver } from "../../domain/waiver";
import { meantName, type RuleFinding, type Subject } from "../finding";

/** Why a waiver can cover nothing: what it is for is not declared, or the rule is about something else. */
export type SubjectFault = Pick<RuleFinding, "found" | "needed" | "remedy">;

type Kind = Extract<Subject["kind"], "site" | "domain" | "server">;

/** What the findings of a rule are about. */
export const SUBJECT_KINDS: Readonly<Record<WaivableRuleId, readonly Kind[]>> = {
  "hotfix-prerequisites": ["site"],
  "hotfix-evidence": ["site"],
  "senior-site": ["domain"],
  "copylog-updated": ["server"],
  "copylog-owners": ["server"],
  "upgrade-order": ["site"],
  "upgrade-advice": ["site", "domain"],
};

const WANTED: Readonly<Record<Kind, string>> = {
  site: "the code of one declared site, in its very spelling",
  domain: "the name of one declared domain",
  server: "the name of one declared domain controller",
};

/** What is wrong with the subject of a waiver; undefined where a rule could find something there. */
export function subjectFault(facts: Facts): (waiver: Waiver) => SubjectFault | undefined {
  const declared = declaredIn(facts);
  return ({ rule, subject }) => {
    const kinds = SUBJECT_KINDS[rule];
    if (kinds.some((kind) => declared[kind].has(meantName({ kind, name: subject })))) return undefined;
    const needed = kinds.map((kind) => WANTED[kind]).join(", or ");
    const respelt = kinds.includes("site") ? declared.siteInOtherCase.get(foldName(subject)) : undefined;
    if (respelt !== undefined) {
      const found = `no site ${subject} is declared, but ${respelt} is: the case of a site code matters`;
      return { found, needed, remedy: `Write ${respelt} in the waiver, or remove it.` };
    }
    const other = ALL_KINDS.find((kind) => declared[kind].has(meantName({ kind, name: subject })));
    const found =
      other === undefined
        ? `no site, domain or server ${subject} is declared`
        : `${rule} is about ${kinds.map((kind) => `${kind}s`).join(" and ")}, and ${subject} is a ${other}`;
    return { found, needed, remedy: "Correct the subject of the waiver, or remove it." };
  };
}

const ALL_KINDS: readonly Kind[] = ["site", "domain", "server"];

type Declared = Readonly<Record<Kind, ReadonlySet<string>>> & {
  /** Codes as they are declared, by their form without case. */
  readonly siteInOtherCase: ReadonlyMap<string, string>;
};

function declaredIn({ sites, domains }: Facts): Declared {
  const codes = Object.keys(sites);
  return {
    site: new Set(codes),
    domain: new Set(Object.keys(domains).map(foldName)),
    server: new Set(Object.values(domains).flatMap(serversOf).map(foldName)),
    siteInOtherCase: new Map(codes.map((code) => [foldName(code), code])),
  };
}
