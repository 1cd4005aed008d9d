import { copylogOwners } from "./copylog-owners";
import { copylogUpdated } from "./copylog-updated";
import { hotfixEvidence } from "./hotfix/hotfix-evidence";
import { hotfixPrerequisites } from "./hotfix/hotfix-prerequisites";
import type { Rule } from "./rule";
import { seniorSite } from "./senior-site";
import { upgradeAdvice } from "./upgrade-advice/index";
import { upgradeGate } from "./upgrade-gate";
import { upgradeOrder } from "./upgrade-order";
import { waiver } from "./waiver";

/** All rules, in the order in which findings are reported. */
export const RULES: readonly Rule[] = [
  hotfixPrerequisites,
  hotfixEvidence,
  seniorSite,
  copylogUpdated,
  copylogOwners,
  upgradeOrder,
  upgradeGate,
  waiver,
  upgradeAdvice,
];
