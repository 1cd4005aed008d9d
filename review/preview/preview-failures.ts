import { TYPES } from "../../domain/carried/gate";
import type { Failure } from "../review";
import { uniqueBy } from "../../domain/groups";
import type { Declarations } from "./declarations";
import { bodyOf, couldNotJudge, isOurs } from "./engine-reports";
import { errorText } from "./error-text";
import { nameOf, typeOf, type Preview, type PreviewResource } from "./preview";
import { placeInError, type Sources } from "./source-places";

/** Errors that a review tells; a program may log thousands. */
const ERRORS_TOLD = 20;

/** Where the files of errors are. */
interface ErrorSources {
  readonly sources: Sources;
  readonly fromRoot: (file: string) => string | undefined;
}

/** Why a preview failed, where the policies of this pack are not the reason. */
export function previewFailures(
  { errors, result, reports }: Preview,
  { sources, fromRoot }: ErrorSources,
  declarations: Declarations,
): Failure[] {
  const failed = errors.slice(0, ERRORS_TOLD).map(({ message, urn }): Failure => {
    const place = placeInError(message, sources, fromRoot);
    return { kind: "preview", message, ...(place === undefined ? declarations.at(urn) : { place }) };
  });
  const rest = errors.length - failed.length;
  if (rest > 0) return [...failed, { kind: "preview", message: `${rest} more errors.` }];
  if (failed.length > 0) return failed;
  if (result === undefined) {
    return [{ kind: "preview", message: "The preview did not come to its end: its event log breaks off." }];
  }
  const refusing = reports.filter(({ level }) => level === "mandatory");
  if (result === "succeeded" || refusing.some(isOurs)) return [];
  if (refusing.length === 0) {
    const message = "The preview failed without a reason that its output or its event log tells.";
    return [{ kind: "preview", message }];
  }
  // The rules of Q261931 hold, and the preview fails all the same: not a green review.
  return uniqueBy(refusing, ({ policy, pack }) => `${policy} ${pack}`).map((report) => ({
    kind: "preview",
    message: `The policy ${report.policy} of ${report.pack} refuses this preview: ${errorText(bodyOf(report))}`,
    ...declarations.at(report.urn),
  }));
}

/** A policy that could not judge something else than a gate refuses it, and nothing else in a review would say so. */
export function elsewhere(
  { reports }: Preview,
  gates: readonly PreviewResource[],
  declarations: Declarations,
): Failure[] {
  return reports
    .filter((report) => isOurs(report) && couldNotJudge(report) && !gates.some(({ urn }) => urn === report.urn))
    .map((report) => ({
      kind: "difference",
      message: `the policy ${report.policy} could not judge ${nameOf(report.urn) || "the stack"}: ${bodyOf(report)}`,
      ...declarations.at(report.urn),
    }));
}

/** Policies look at a gate that is as it was, and without --show-sames it is not printed. */
export function notPrinted({ policiesAt, resources, errors }: Preview): Failure[] {
  if (errors.length > 0) return [];
  const printed = new Set(resources.map(({ urn }) => urn));
  return [...policiesAt.keys()]
    .filter((urn) => typeOf(urn) === TYPES.gate && !printed.has(urn))
    .map((urn) => ({
      kind: "input",
      message: `The gate ${nameOf(urn)} is not in the output of the preview: print it with --show-sames.`,
    }));
}

/** A preview that declares nothing to judge: the wrong project, or a part of one. */
export function nothingDeclared({ errors, result, resources }: Preview, declared: number): Failure[] {
  if (declared > 0 || errors.length > 0 || result === undefined) return [];
  const message = resources.some(({ type }) => type === TYPES.hierarchy)
    ? "The preview leaves out the gate of every hierarchy: nothing was judged. Run it without --target and --exclude."
    : "The preview declares no SMS hierarchy: nothing was judged. Review the project that declares it; its Pulumi.yaml needs `main`.";
  return [{ kind: "input", message }];
}
