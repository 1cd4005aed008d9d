import { TYPES } from "../../domain/carried/gate";
import type { Failure } from "../review";
import { unique, uniqueBy } from "../../domain/groups";
import type { DeclaredHierarchy, Declarations } from "./declarations";
import { bodyOf, splitReports } from "./our-policies";
import { nameOf, typeOf, type PolicyReport, type Preview } from "./preview";
import { placeInError, type Sources } from "./source-places";

/** Errors that a review tells; a program may log thousands. */
const ERRORS_TOLD = 20;

/** Why a preview failed, where the policies of this pack are not the reason. */
export function previewFailures(preview: Preview, sources: Sources, declarations: Declarations): Failure[] {
  const { result } = preview;
  const errors = withoutConsequences(preview.errors);
  const failed = errors.slice(0, ERRORS_TOLD).map(({ message, urn }): Failure => {
    const place = placeInError(message, sources);
    return { kind: "preview", message, ...(place === undefined ? declarations.at(urn) : { place }) };
  });
  const rest = errors.length - failed.length;
  if (rest > 0) return [...failed, { kind: "preview", message: `${rest} more errors.` }];
  if (failed.length > 0) return failed;
  if (result === undefined) {
    return [{ kind: "preview", message: "The preview did not come to its end: its event log breaks off." }];
  }
  const { ours, others } = splitReports(preview);
  const refusing = others.filter(({ level }) => level === "mandatory");
  if (result === "succeeded" || ours.some(({ level }) => level === "mandatory")) return [];
  if (refusing.length === 0) {
    const message = "The preview failed without a reason that its output or its event log tells.";
    return [{ kind: "preview", message }];
  }
  // The rules of Q261931 hold, and the preview fails all the same: not a green review.
  return uniqueBy(refusing, ({ policy, pack }) => `${policy} ${pack}`).map((report) =>
    refusalFailure(report, declarations),
  );
}

/** What the engine says of each resource and component in flight, an innocent one too, when it stops for another reason. */
const CONSEQUENCE = /grpc: the client connection is closing|context canceled/;

function withoutConsequences(errors: Preview["errors"]): Preview["errors"] {
  const causes = errors.filter(({ message }) => !CONSEQUENCE.test(message));
  return causes.length > 0 ? causes : errors;
}

/** What a policy refuses as the reason why a preview failed, in its words. */
export function refusalFailure(report: PolicyReport, declarations: Declarations): Failure {
  const message = `The policy ${report.policy} of ${report.pack} refuses this preview: ${bodyOf(report)}`;
  return { kind: "preview", message, ...declarations.at(report.urn) };
}

/** Hierarchies that plan upgrades, or stand beside gates, and whose own gate the preview leaves out. */
export function leftOutGates(hierarchies: readonly DeclaredHierarchy[], { resources }: Preview): Failure[] {
  const hasGates = resources.some(({ type }) => type === TYPES.gate);
  return hierarchies
    .filter(({ isPlanned }) => isPlanned || hasGates)
    .map(({ name, at }) => ({
      kind: "input",
      message: `The preview has no gate of ${name}, so nothing checks it. Preview without --target and --exclude; a hierarchy without upgrades has a gate if the program reads its property readiness.`,
      ...at,
    }));
}

/** Policies look at a gate that is as it was, and without --show-sames it is not printed. */
export function notPrinted({ packs, resources, errors }: Preview): Failure[] {
  if (errors.length > 0) return [];
  const printed = new Set(resources.map(({ urn }) => urn));
  return unique(packs.flatMap(({ policiesAt }) => [...policiesAt.keys()]))
    .filter((urn) => typeOf(urn) === TYPES.gate && !printed.has(urn))
    .map((urn) => ({
      kind: "input",
      message: `The gate ${nameOf(urn)} is not in the output of the preview: print it with --show-sames.`,
    }));
}

/** A preview that declares nothing to check: the wrong project, or a part of one. */
export function nothingDeclared({ errors, result }: Preview, declared: number): Failure[] {
  if (declared > 0 || errors.length > 0 || result === undefined) return [];
  const message =
    "The preview declares no SMS hierarchy: nothing was checked. Review the project that declares it; its Pulumi.yaml needs `main`.";
  return [{ kind: "input", message }];
}
