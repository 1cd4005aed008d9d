import type { ReportViolation, ResourceValidation, StackValidation } from "@pulumi/policy";

/**
 * A validation whose own failure is a violation: a policy that throws would otherwise end the run with a stack trace,
 * or pass as advice.
 */
export function contained<T extends ResourceValidation | StackValidation>(validate: T): T {
  return ((args: never, report: ReportViolation) => {
    try {
      return (validate as (args: never, report: ReportViolation) => void)(args, report);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report(
        `This could not be judged, and what is not judged does not pass: ${reason}. Report it as a fault of pulumi-sms.`,
      );
    }
  }) as T;
}
