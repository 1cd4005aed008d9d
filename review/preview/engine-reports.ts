import { isBlocker, type Finding } from "../../rules/finding";
import type { Judgement } from "../../rules/judge/judge";
import { refusalOf } from "../../rules/refusal";
import { RULES } from "../../rules/index";
import { upgradeGate } from "../../rules/upgrade-gate";
import { isBlinded } from "./blinded";
import type { PolicyReport, Preview } from "./preview";

/** The policies of the pack that no rule is called after. */
export const OTHER_POLICIES = ["advice", "waivers-in-force", "complete-hierarchy", "declared-facts"] as const;

const OURS: ReadonlySet<string> = new Set([...RULES.map(({ id }) => id), ...OTHER_POLICIES]);

/** Whether a report is of a policy of this pack, in whatever pack an organisation has put it. */
export function isOurs({ policy }: PolicyReport): boolean {
  return OURS.has(policy);
}

/** What a policy reports, without the description that the engine puts before it. */
export function bodyOf({ message }: PolicyReport): string {
  const at = message.indexOf("\n");
  return message.slice(at + 1).trim();
}

const THREW = "This could not be judged";

/** Whether a policy says that it could not judge. */
export function couldNotJudge(report: PolicyReport): boolean {
  return bodyOf(report).startsWith(THREW);
}

const LOWERED = "lowered by the organisation alone";

/**
 * Where the engine's policies said something else of a gate than the rules say now, as sentences; empty where both
 * agree. A policy that is switched off reports nothing, and that is no difference: `upgrade-gate` refuses for it.
 *
 * @param judgement what the rules say of the gate.
 */
export function differencesAt(urn: string, judgement: Judgement, preview: Preview): string[] {
  const { hierarchy } = judgement;
  const ran = preview.policiesAt.get(urn) ?? new Set();
  if (!ran.has(upgradeGate.id)) {
    return [
      `the policy ${upgradeGate.id} did not look at the gate of ${hierarchy}: nothing refuses its upgrades in preview; run the preview with --policy-pack and keep that policy switched on`,
    ];
  }
  const reports = preview.reports.filter((report) => report.urn === urn && isOurs(report));
  const threw = reports.filter(couldNotJudge);
  return [
    ...threw.map((report) => `the policy ${report.policy} could not judge the gate of ${hierarchy}: ${bodyOf(report)}`),
    ...refusalDifferences(judgement, reports),
    ...codeDifferences(judgement, reports, ran),
  ];
}

function refusalDifferences(judgement: Judgement, reports: readonly PolicyReport[]): string[] {
  const { hierarchy, verdict } = judgement;
  const refusals = reports.filter(
    (report) => report.policy === upgradeGate.id && !isFault(report) && !couldNotJudge(report),
  );
  const expected = verdict === "ready" || verdict === "pending" ? undefined : refusalOf(judgement);
  if (refusals.length === 0) {
    return expected === undefined ? [] : [`the rules say "${expected}", but the policy ${upgradeGate.id} passed it`];
  }
  return refusals.flatMap((refusal) => {
    const said = bodyOf(refusal);
    if (expected === undefined || !isBlinded(said, expected)) {
      const now = expected ?? `${hierarchy} is ${verdict}`;
      return [`the policy ${upgradeGate.id} says "${said}"; the rules say "${now}"${ofVersion(refusal)}`];
    }
    if (refusal.level === "mandatory") return [];
    return [
      `the policy ${upgradeGate.id} is ${refusal.level}: it reports that ${hierarchy} is refused and refuses nothing`,
    ];
  });
}

/** Whether `upgrade-gate` reports a fault of a gate or an upgrade, not the verdict. */
export function isFault(report: PolicyReport): boolean {
  return Object.keys(upgradeGate.codes).some((code) => bodyOf(report).startsWith(`${code}:`));
}

/** The rules, or the advice, of which a policy reports what the other side does not. */
function codeDifferences(judgement: Judgement, reports: readonly PolicyReport[], ran: ReadonlySet<string>): string[] {
  return [...OURS].flatMap((policy) => {
    if (policy === upgradeGate.id || !ran.has(policy)) return [];
    const said = new Set(
      reports
        .filter((report) => report.policy === policy && !/^(This could|lowered by)/.test(bodyOf(report)))
        .map((report) => codeIn(bodyOf(report))),
    );
    const found = new Set(judgement.findings.filter((one) => reporterOf(one) === policy).map(({ code }) => code));
    const onlySaid = [...said].filter((one) => ![...found].some((code) => isBlinded(one, code)));
    const onlyFound = [...found].filter((code) => ![...said].some((one) => isBlinded(one, code)));
    return [
      ...onlySaid.map((code) => `the policy ${policy} reports ${code} at ${judgement.hierarchy}, the rules do not`),
      ...onlyFound.map((code) => `the rules find ${code} at ${judgement.hierarchy}, the policy ${policy} does not`),
    ];
  });
}

function codeIn(body: string): string {
  return /^[a-z0-9[\]-]+/.exec(body)?.[0] ?? body;
}

/** The policy that reports a finding; undefined for one that is reported by none. */
function reporterOf(finding: Finding): string | undefined {
  if (finding.waivedBy !== undefined) return "waivers-in-force";
  if (!isBlocker(finding)) return "advice";
  return finding.certainty === "pending" ? undefined : finding.rule;
}

/** Whether the plugin will refuse at apply what the pack lets through: a rule that only the organisation lowers. */
export function isRefusedByPlugin(urn: string, preview: Preview): boolean {
  return preview.reports.some(
    (report) => report.urn === urn && report.policy === "advice" && bodyOf(report).startsWith(LOWERED),
  );
}

function ofVersion({ packVersion }: PolicyReport): string {
  return packVersion === "" ? "" : ` (the pack is of version ${packVersion})`;
}
