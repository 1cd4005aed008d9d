import type { RuleFinding, Subject } from "../finding";

/** A warning that declared facts decide. */
export function advice(
  code: string,
  subject: Subject,
  wording: Pick<RuleFinding, "found" | "needed" | "remedy" | "articles">,
): RuleFinding {
  return { code, subject, certainty: "known", ...wording };
}
