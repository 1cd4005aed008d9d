import { groupBy } from "../../domain/groups";
import { RESOURCE_POLICIES, STACK_POLICIES } from "../../rules/graph/reporter";
import { refusedByPolicy, upgradeGate } from "../../rules/upgrade-gate";
import type { RuleFinding } from "../../rules/finding";
import { errorText } from "./error-text";
import { nameOf, type PackRun, type PolicyReport, type Preview } from "./preview";
import type { Expected, PreviewGraph } from "./preview-graph";

const POLICIES = new Set([...RESOURCE_POLICIES, ...STACK_POLICIES]);

/** The packs of a preview that hold the policies of this product: its own, or one of an organisation that took them all in. */
export function ourPacks({ packs }: Preview): PackRun[] {
  const holdsAll = (ran: ReadonlySet<string>) => RESOURCE_POLICIES.every((policy) => ran.has(policy));
  return packs.filter(({ pack, policiesAt }) => pack === "sms" || [...policiesAt.values()].some(holdsAll));
}

/** Reports of the product's policies, and those of all others. */
export function splitReports(preview: Preview): { ours: PolicyReport[]; others: PolicyReport[] } {
  const packs = new Set(ourPacks(preview).map(({ pack }) => pack));
  const isOurs = ({ pack, policy }: PolicyReport) => packs.has(pack) && POLICIES.has(policy);
  const { reports } = preview;
  return { ours: reports.filter(isOurs), others: reports.filter((report) => !isOurs(report)) };
}

/** Where the engine's policies and the rules do not agree on a preview. */
export interface Disagreement {
  readonly urn: string;
  /** What the policies refuse and the rules do not find; absent: what the policies let pass. */
  readonly finding?: RuleFinding;
  /** As a sentence. */
  readonly message: string;
}

/**
 * Compares how often each policy reports each resource with what the rules find there. What the policies say in words
 * is not read: a secret of the stack may stand in them. A policy that is switched off reports nothing, and that is no
 * difference: `upgrade-gate` refuses for it.
 */
export function disagreements(preview: Preview, { gates, expected }: PreviewGraph): Disagreement[] {
  const packs = ourPacks(preview);
  const { ours } = splitReports(preview);
  const unchecked = gates.filter(({ urn }) => !packs.some(({ policiesAt }) => ran(policiesAt, urn, upgradeGate.id)));
  return [
    ...unchecked.map(({ urn, hierarchy }) => ({
      urn,
      message: `the policy ${upgradeGate.id} did not check the gate of ${hierarchy}, so nothing refuses its upgrades in preview: run the preview with --policy-pack, and keep that policy switched on`,
    })),
    ...packs.flatMap((pack) =>
      ofPack(
        pack,
        expected,
        ours.filter((report) => report.pack === pack.pack),
      ),
    ),
  ];
}

function ran(policiesAt: PackRun["policiesAt"], urn: string, policy: string): boolean {
  const at = STACK_POLICIES.includes(policy) ? "" : urn;
  return policiesAt.get(at)?.has(policy) === true;
}

function ofPack(pack: PackRun, all: readonly Expected[], everyReport: readonly PolicyReport[]): Disagreement[] {
  // Where upgrade-gate did not look, the others have nothing to report, and say so.
  const isLooked = ({ urn, policy }: { urn: string; policy: string }) =>
    STACK_POLICIES.includes(policy) || ran(pack.policiesAt, urn, upgradeGate.id);
  const expected = all.filter(isLooked);
  const reports = everyReport.filter(isLooked);
  const keyOf = ({ urn, policy }: { urn: string; policy: string }) => `${policy} ${urn}`;
  const counts = new Map<string, number>();
  for (const each of expected) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + each.messages);
  const reported = groupBy(reports, keyOf);
  const seen = new Map(reported.map((some) => [keyOf(some[0]), some]));
  const missing = groupBy(expected, keyOf).flatMap(([{ urn, policy }]) => {
    const count = counts.get(keyOf({ urn, policy })) ?? 0;
    const found = seen.get(keyOf({ urn, policy }))?.length ?? 0;
    if (found >= count || !ran(pack.policiesAt, urn, policy)) return [];
    return [
      { urn, message: `the policy ${policy} of ${of(pack)} does not report at ${nameOf(urn)} what the rules find` },
    ];
  });
  return [
    ...missing,
    ...reported.flatMap((some) => moreThan(counts.get(keyOf(some[0])) ?? 0, some, pack)),
    ...reports.filter(isPowerless).map(({ urn, policy, level }) => ({
      urn,
      message: `the policy ${policy} is ${level}: it reports ${nameOf(urn)} and refuses nothing`,
    })),
  ];
}

function moreThan(count: number, some: readonly [PolicyReport, ...PolicyReport[]], pack: PackRun): Disagreement[] {
  const [{ urn, policy }] = some;
  if (some.length <= count) return [];
  const message = `the policy ${policy} of ${of(pack)} reports more at ${nameOf(urn) || "the stack"} than the rules find`;
  const refusing = some.filter(({ level }) => level === "mandatory");
  if (refusing.length === 0) return [{ urn, message }];
  return refusing.map((report) => ({
    urn,
    message,
    finding: refusedByPolicy(nameOf(urn) || "the stack", policy, bodyOf(report).replace(/\s*\n\s*/g, "; ")),
  }));
}

/** A report of a policy that has to refuse, as an organisation may have lowered it. */
function isPowerless({ policy, level }: PolicyReport): boolean {
  return level !== "mandatory" && (policy === upgradeGate.id || policy === "complete-hierarchy");
}

function of({ pack, version }: PackRun): string {
  return version === "" ? pack : `${pack} ${version}`;
}

/** What a policy reports, without its description, which the engine puts on a line before it. */
export function bodyOf({ message }: PolicyReport): string {
  return errorText(message.slice(message.indexOf("\n") + 1));
}
