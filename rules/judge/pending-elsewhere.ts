import { isPending } from "../../domain/pending";
import type { ControllerView, RuleContext } from "./context";
import { copylogOwners } from "../copylog-owners";
import type { RuleFinding, Subject } from "../finding";
import { HOTFIX_RULES } from "../hotfix/index";
import type { Rule } from "../rule";

/**
 * Whether a fact that is pending may come out as a finding of another rule than the one that tells it to be pending. Where
 * that one is waived or lowered, nothing else would show that the verdict rests on the fact.
 *
 * @param contexts every hierarchy that the facts can turn out to be.
 * @param stands whether a finding of a rule at a subject would be mandatory, and not waived.
 */
export function isPendingElsewhere(
  found: readonly { readonly rule: Rule; readonly finding: RuleFinding }[],
  contexts: readonly RuleContext[],
  stands: (rule: Rule, subject: Subject) => boolean,
): boolean {
  const hotfixes = found.filter(({ rule, finding }) => finding.certainty === "pending" && HOTFIX_RULES.includes(rule));
  const controllers = contexts.flatMap(({ domainsInScope }) => domainsInScope.flatMap((domain) => domain.controllers));
  return (
    hotfixes.some(({ finding }) => HOTFIX_RULES.some((rule) => stands(rule, finding.subject))) ||
    controllers.some((one) => areOwnersPending(one) && stands(copylogOwners, { kind: "server", name: one.server }))
  );
}

function areOwnersPending({ point }: ControllerView): boolean {
  if (point === undefined || isPending(point)) return isPending(point);
  if (point.logonPoint === false) return false;
  return isPending(point.copylog) || isPending(point.copylog?.owners);
}
