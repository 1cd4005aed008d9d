import { byKey, unique } from "../../domain/groups";
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
  const isLooked = ({ urn, policy }: Look) =>
    STACK_POLICIES.includes(policy) || ran(pack.policiesAt, urn, upgradeGate.id);
  const keyOf = ({ urn, policy }: Look) => `${policy} ${urn}`;
  const expected = byKey(all.filter(isLooked), keyOf);
  const reports = byKey(everyReport.filter(isLooked), keyOf);
  return unique([...expected.keys(), ...reports.keys()]).flatMap((key) =>
    ofLook(pack, expected.get(key) ?? [], reports.get(key) ?? []),
  );
}

/** One policy at one resource. */
type Look = Pick<PolicyReport, "urn" | "policy">;

function ofLook(pack: PackRun, expected: readonly Expected[], reports: readonly PolicyReport[]): Disagreement[] {
  const { urn, policy } = (expected[0] ?? reports[0]) as Look;
  const at = nameOf(urn) || "the stack";
  const who = `the policy ${policy} of ${pack.version === "" ? pack.pack : `${pack.pack} ${pack.version}`}`;
  const count = expected.reduce((sum, { messages }) => sum + messages, 0);
  const powerless = reports.filter(isPowerless).map(({ level }) => ({
    urn,
    message: `the policy ${policy} is ${level}: it reports ${at} and refuses nothing`,
  }));
  if (reports.length < count && ran(pack.policiesAt, urn, policy)) {
    return [{ urn, message: `${who} does not report at ${at} what the rules find` }, ...powerless];
  }
  if (reports.length <= count) return powerless;
  const message = `${who} reports more at ${at} than the rules find`;
  const refusals = reports
    .filter(({ level }) => level === "mandatory")
    .map((report) => refusedByPolicy(at, policy, bodyOf(report).replace(/\s*\n\s*/g, "; ")));
  const more = refusals.length === 0 ? [{ urn, message }] : refusals.map((finding) => ({ urn, message, finding }));
  return [...more, ...powerless];
}

/** A report of a policy that has to refuse, as an organisation may have lowered it. */
function isPowerless({ policy, level }: PolicyReport): boolean {
  return level !== "mandatory" && (policy === upgradeGate.id || policy === "complete-hierarchy");
}

/** What a policy reports, without its description, which the engine puts on a line before it. */
export function bodyOf({ message }: PolicyReport): string {
  return errorText(message.slice(message.indexOf("\n") + 1));
}
