import type { ReportViolation, ResourceValidation, StackValidation } from "@pulumi/policy";
import { oneLine } from "../rules/wording";

/** What whoever runs the pack can fix. Anything else that is thrown is a fault of the pack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * A validation whose own failure is a violation: a policy that throws would otherwise end the run with a stack trace,
 * or pass as advice.
 */
export function contained<T extends ResourceValidation | StackValidation>(validate: T): T {
  return ((args: never, report: ReportViolation) => {
    try {
      return (validate as (args: never, report: ReportViolation) => void)(args, report);
    } catch (error) {
      const reason = oneLine(error instanceof Error ? error.message : String(error));
      const whatToDo = error instanceof UsageError ? "" : " Report it as a fault of pulumi-sms.";
      report(`This could not be judged, and what is not judged does not pass: ${reason}.${whatToDo}`);
    }
  }) as T;
}
