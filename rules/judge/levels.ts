import { OPEN_RULES } from "../../domain/rule-ids";
import type { Levels } from "../../domain/settings";
import type { Level, RuleFinding } from "../finding";
import type { Rule } from "../rule";
import type { RuleContext, SiteView } from "./context";

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
  { isFinishing, sitesAtSp2, sitesInScope }: RuleContext,
  findings: RuleFinding[],
): RuleFinding[] {
  if (rule.protectsMixedDomains !== true || sitesAtSp2.length === 0) return findings;
  const [last] = sitesInScope;
  return findings.map((finding) => {
    const articles = finding.articles.includes("Q264630") ? finding.articles : [...finding.articles, "Q264630"];
    if (isFinishing && last !== undefined) {
      const isMoot = rule.waiverNeedsOrder === true;
      return {
        ...finding,
        level: "advisory",
        remedy: [finishStep(last), ...(isMoot ? [] : finding.remedy)],
        articles,
      };
    }
    if (isFinishing) return { ...finding, level: "advisory" };
    return (finding.level ?? rule.codes[finding.code]?.level) === "advisory"
      ? finding
      : { ...finding, remedy: [...finding.remedy, WAY_OUT], articles };
  });
}

/** The last site needs no hotfix any more; what is wrong with files on logon points outlasts its upgrade. */
function finishStep({ code }: SiteView): string {
  return `Upgrade ${code}: it is the last site below SP2, so this does not hold it back, and a hotfix now would repair no client. The upgrade repairs them, but not always if their users lack local administrator rights.`;
}

const WAY_OUT =
  "Or finish: under a waiver of this rule, upgrade all sites that are still below SP2 within 2 to 3 hours of each other. That repairs the clients, but not always if their users lack local administrator rights.";
