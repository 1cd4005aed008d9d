import type { Policy } from "@pulumi/policy";
import { docPage } from "../rules/doc-page";
import type { Rule } from "../rules/rule";

/**
 * What Pulumi shows and stores of a policy, all of it from the rule that the policy reports.
 *
 * @param name of the policy, if it is not called after its rule.
 */
export function metadataOf(rule: Rule, name: string = rule.id): Omit<Policy, "enforcementLevel"> {
  const [first = ""] = rule.articles;
  return {
    name,
    displayName: name,
    description: rule.title,
    severity: rule.level === "mandatory" ? "critical" : "low",
    url: docPage(rule.id),
    remediationSteps: rule.remediation,
    tags: ["sms-2.0", "upgrade", ...rule.articles],
    framework: {
      name: "Microsoft Knowledge Base",
      version: "SMS 2.0",
      reference: first,
      specification: `${rule.description} (${rule.articles.join(", ")})`,
    },
  };
}
