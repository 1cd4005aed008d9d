import { runtime } from "@pulumi/pulumi";
import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { BadInputError } from "../domain/model/bad-input";
import { carriedGate, TYPES, type CarriedGate } from "../domain/carried/gate";
import { PENDING } from "../domain/pending";
import type { OrganisationSettings } from "../domain/settings";
import type { RuleFinding } from "../rules/finding";
import { judge, type Judgement } from "../rules/judge/judge";
import { judgeOptionsOf } from "../rules/judge/organisation";
import { refusalOf } from "../rules/refusal";
import { incompleteHierarchy, ungatedUpgrade, upgradeGate } from "../rules/upgrade-gate";
import { contained } from "./contained";
import { metadataOf } from "./metadata";
import { readProps } from "./props";
import { faultMessages } from "./report";
import { gatesOf, type JudgedGate, type Run } from "./run";
import { packConfigSchema, readPackSettings } from "./settings";
import { findUngated } from "./ungated";

/**
 * Judges every gate with all rules and remembers the result for the run; refuses a gate that is not ready (in
 * preview: or pending), and an upgrade that does not rest on one.
 */
export function upgradeGatePolicy(run: Run): ResourceValidationPolicy {
  return {
    name: upgradeGate.id,
    ...metadataOf(upgradeGate),
    enforcementLevel: "mandatory",
    configSchema: packConfigSchema,
    validateResource: contained((args: ResourceValidationArgs, report: ReportViolation) => {
      if (args.type === TYPES.gate) validateGate(run, args, report);
      else if (args.type === TYPES.upgrade) validateUpgrade(run, args, report);
    }),
  };
}

function validateGate(run: Run, args: ResourceValidationArgs, report: ReportViolation): void {
  // Until it is known to pass, no upgrade may rest on it: what follows may throw.
  run.gates.set(args.urn, {
    urn: args.urn,
    hierarchy: "",
    digest: PENDING,
    isRefusedByPlugin: false,
    isPassable: false,
  });
  const props = readProps(args.props);
  if (props["hierarchy"] === undefined && props["sites"] === undefined) {
    // A gate that is neither a target of this run nor created is shown without inputs; the provider demands them.
    run.gates.delete(args.urn);
    return;
  }
  const carried = carriedGate(props);
  const { inputs, digest } = carried;
  const hierarchy = typeof inputs.hierarchy === "string" ? inputs.hierarchy : args.name;
  const faults: RuleFinding[] = [...ignoredChanges(args, hierarchy), ...otherGates(run, args.urn, hierarchy)];
  const judged = judgeGate(carried, readPackSettings(args.getConfig()), hierarchy);
  const { judgement, isRefusedByPlugin } = judged;
  faults.push(...judged.faults);
  const gate: JudgedGate = {
    urn: args.urn,
    hierarchy,
    inputs,
    digest,
    judgement,
    isRefusedByPlugin,
    isPassable: faults.length === 0 && judgement !== undefined && isPassable(judgement),
  };
  run.gates.set(args.urn, gate);
  for (const message of faultMessages(faults)) report(message);
  if (judgement !== undefined && !isPassable(judgement)) report(refusalOf(judgement));
}

function validateUpgrade(run: Run, args: ResourceValidationArgs, report: ReportViolation): void {
  const props = readProps(args.props);
  // An upgrade that is neither a target of this run nor created is shown without inputs; the provider demands them.
  if (props["site"] === undefined && props["hierarchy"] === undefined) return;
  const faults = [...findUngated(run, props), ...ignoredChanges(args, args.name)];
  for (const message of faultMessages(faults)) report(message);
}

type GateJudgement = Pick<JudgedGate, "judgement" | "isRefusedByPlugin"> & { readonly faults: readonly RuleFinding[] };

function judgeGate(gate: CarriedGate, pack: OrganisationSettings, hierarchy: string): GateJudgement {
  try {
    const { facts, settings, levels } = gate.read();
    const today = new Date().toISOString().slice(0, 10);
    const judgement = judge(facts, judgeOptionsOf({ settings, levels }, pack, today));
    const isLowered = isPassable(judgement) && Object.values(pack.levels).includes("advisory");
    const isRefusedByPlugin = isLowered && !isPassable(judge(facts, { settings, today, levels }));
    return { judgement, isRefusedByPlugin, faults: [] };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    const needed = "facts that can be judged; the shape of the hierarchy known in preview";
    const faults = error.issues.map(({ message }) => incompleteHierarchy(hierarchy, message, needed));
    return { faults, isRefusedByPlugin: false };
  }
}

function isPassable({ verdict }: Judgement): boolean {
  return verdict === "ready" || (verdict === "pending" && runtime.isDryRun());
}

function ignoredChanges(args: ResourceValidationArgs, name: string): RuleFinding[] {
  if (args.opts.ignoreChanges.length === 0) return [];
  const found = `ignoreChanges on ${args.name} (${args.opts.ignoreChanges.join(", ")})`;
  const remedy = "Remove ignoreChanges: with it old facts would be judged in the place of those that are declared.";
  return args.type === TYPES.gate
    ? [{ ...incompleteHierarchy(name, found, "the facts that are declared now"), remedy: [remedy] }]
    : [ungatedUpgrade(name, found, remedy)];
}

function otherGates(run: Run, urn: string, hierarchy: string): RuleFinding[] {
  const others = gatesOf(run, hierarchy).filter((gate) => gate.urn !== urn);
  if (others.length === 0) return [];
  for (const other of others) run.gates.set(other.urn, { ...other, isPassable: false });
  const found = `a second gate of ${hierarchy}; ${others[0]?.urn} is one already`;
  return [incompleteHierarchy(hierarchy, found, "one gate for each hierarchy")];
}
