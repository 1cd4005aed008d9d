import { OPEN_RULES } from "../../domain/rule-ids";
import type { Levels } from "../../domain/settings";
import type { Level, RuleFinding } from "../finding";
import type { Rule } from "../rule";
import type { RuleContext } from "./context";

/** The level of a rule, or the one that an organisation chose: not for the rules that keep the gate honest. */
export function ruleLevel({ id, level }: Rule, levels: Levels | undefined): Level {
  const open = OPEN_RULES.find((one) => one === id);
  return (open === undefined ? undefined : levels?.[open]) ?? level;
}

/** The level of a finding. What is advisory by nature is never raised. */
export function levelOf(rule: Rule, finding: RuleFinding, levels: Levels | undefined): Level {
  return finding.level ?? rule.codes[finding.code]?.level ?? ruleLevel(rule, levels);
}

/**
 * Findings of one rule in a hierarchy that has a site at SP2. Finishing is the cure of a mixed hierarchy (Q264630): if at most
 * one site in scope is below SP2, nothing is left that the prerequisites protect, and what is found is advice. While two or
 * more are, every remedy names the way out.
 */
export function inMixedHierarchy(
  rule: Rule,
  { isFinishing, sitesAtSp2 }: RuleContext,
  findings: RuleFinding[],
): RuleFinding[] {
  if (rule.protectsMixedDomains !== true || sitesAtSp2.length === 0) return findings;
  if (isFinishing) return findings.map((finding) => ({ ...finding, level: "advisory" }));
  return findings.map((finding) =>
    (finding.level ?? rule.codes[finding.code]?.level) === "advisory"
      ? finding
      : {
          ...finding,
          remedy: [...finding.remedy, WAY_OUT],
          articles: finding.articles.includes("Q264630") ? finding.articles : [...finding.articles, "Q264630"],
        },
  );
}

const WAY_OUT =
  "Or finish: under a waiver of this rule, upgrade all sites that are still below SP2 within 2 to 3 hours of each other. That repairs the clients, but not always if their users lack local administrator rights.";
