import { hotfixEvidence } from "./hotfix-evidence";
import { hotfixPrerequisites } from "./hotfix-prerequisites";
import type { Rule } from "../rule";

/** The rules that say of one hotfix of one site what is wrong with it: one is not there, or it is not shown to be. */
export const HOTFIX_RULES: readonly Rule[] = [hotfixPrerequisites, hotfixEvidence];
