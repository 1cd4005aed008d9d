import type { OrganisationSettings } from "../../domain/settings";
import { isBlocker, type Finding, type Level, type RuleFinding } from "../../rules/finding";
import type { Gate } from "../../rules/graph/graph";
import { faultGroups } from "../../rules/report";
import { upgradeGate } from "../../rules/upgrade-gate";
import type { PlacedFinding } from "../place";
import { hierarchyReview, statusOf, type Failure, type HierarchyReview, type Review } from "../review";
import { Declarations, type DeclaredHierarchy } from "./declarations";
import { disagreements, ourPacks, splitReports } from "./our-policies";
import type { Preview } from "./preview";
import { graphOf, type PreviewGraph } from "./preview-graph";
import { leftOutGates, notPrinted, nothingDeclared, previewFailures, refusalFailure } from "./preview-failures";
import type { Sources } from "./source-places";

/** What a review of a preview depends on besides the preview. */
export interface PreviewOptions {
  readonly version: string;
  /** The preview was run for some resources only: gates may rightly have other facts than are declared. */
  readonly isPart?: boolean;
  /** Configuration of the policy `upgrade-gate` in the preview. */
  readonly organisation: OrganisationSettings;
  readonly sources: Sources;
}

/**
 * Reviews one preview: checks what its gates and its graph show by the rules themselves, under the organisation's
 * settings, and compares that with what the engine's policies reported.
 */
export function reviewPreview(preview: Preview, options: PreviewOptions): Review {
  const declarations = new Declarations(preview.resources, options.sources);
  const graph = graphOf(preview, options.organisation);
  // After an error the preview shows less than the policies saw.
  const isWhole = preview.errors.length === 0;
  // A program that failed may not have come as far as its upgrades.
  const gateless = isWhole ? declarations.without(graph.gates) : [];
  const waiting = gateless.filter(({ waitsFor }) => waitsFor !== undefined);
  const ungated = gateless.filter(({ waitsFor }) => waitsFor === undefined);
  const differing = disagreements(preview, graph).filter(({ finding }) => isWhole || finding !== undefined);
  const engineFindings = [
    ...graphFindings(graph, declarations, options.isPart === true),
    ...differing.flatMap(({ urn, finding }) => (finding === undefined ? [] : placed(urn, [finding], declarations))),
  ];
  const hidden = notPrinted(preview);
  const review: Review = {
    version: options.version,
    today: preview.day,
    subject: [preview.project, preview.stack].filter((part) => part !== "").join("/") || "pulumi preview",
    isOfProgram: true,
    failures: [
      ...previewFailures(preview, options.sources, declarations),
      ...graph.gates.flatMap((gate) => unreadable(gate, declarations)),
      ...differing.flatMap(({ urn, finding, message }): Failure[] =>
        finding === undefined ? [{ kind: "difference", message: `${message}.`, ...declarations.at(urn) }] : [],
      ),
      ...hidden,
      ...leftOutGates(ungated, preview),
      ...nothingDeclared(preview, graph.gates.length + gateless.length + engineFindings.length + hidden.length),
    ],
    hierarchies: graph.gates
      .flatMap((gate) => reviewOf(gate, declarations))
      .sort((a, b) => (a.hierarchy < b.hierarchy ? -1 : 1)),
    ungated: ungated.map(({ name }) => name),
    waiting: waiting.map(({ name }) => name),
    engineFindings,
    remarks: [
      ...(options.isPart === true ? [OF_A_PART] : []),
      ...waiting.map(waitingRemark),
      ...declarations.sharedFacts(),
      ...lowered(graph, options.organisation),
      ...otherVersions(preview, options),
      ...otherPolicies(preview),
    ],
  };
  return withUnexplained(review, preview, declarations);
}

/** A preview that was refused is never green: what refused it and explains nothing else is a failure, in its words. */
function withUnexplained(review: Review, { reports }: Preview, declarations: Declarations): Review {
  const refusing = reports.filter(({ level }) => level === "mandatory");
  if (refusing.length === 0 || !["ready", "pending", "not checked"].includes(statusOf(review))) return review;
  return { ...review, failures: refusing.map((report) => refusalFailure(report, declarations)) };
}

function reviewOf({ urn, judged }: Gate, declarations: Declarations): HierarchyReview[] {
  if (judged === undefined) return [];
  return [hierarchyReview(judged, (finding) => declarations.placeOfFinding(urn, finding, judged.facts))];
}

function unreadable({ urn, hierarchy, judged, faults }: Gate, declarations: Declarations): Failure[] {
  if (judged !== undefined) return [];
  const message = [`The gate of ${hierarchy} cannot be checked:`, ...faults.map(({ found }) => found)].join("\n");
  return [{ kind: "input", message, ...declarations.at(urn) }];
}

/** What the rules find in the graph, each group of faults as one finding. */
function graphFindings(
  { gates, expected, unseen }: PreviewGraph,
  declarations: Declarations,
  isPart: boolean,
): PlacedFinding[] {
  const unread = new Set(gates.flatMap(({ urn, judged }) => (judged === undefined ? [urn] : [])));
  return [
    ...expected
      .filter(({ urn }) => !unread.has(urn))
      .flatMap(({ urn, policy, faults }) =>
        placed(urn, faults, declarations, isPart && policy === "declared-facts" ? "advisory" : "mandatory"),
      ),
    ...unseen.flatMap(({ urn, finding }) => placed(urn, [finding], declarations)),
  ];
}

function placed(
  urn: string,
  faults: readonly RuleFinding[],
  declarations: Declarations,
  level: Level = "mandatory",
): PlacedFinding[] {
  return faultGroups(faults).map((some): PlacedFinding => {
    const found = some.map((fault) => fault.found).join("; ");
    const message = `${some[0].subject.name}: ${found}; needed: ${some[0].needed}`;
    return {
      ...some[0],
      found,
      rule: upgradeGate.id,
      level,
      upgrades: [],
      message,
      ...declarations.at(urn),
    };
  });
}

const OF_A_PART =
  "The preview is of some resources only, by --target or --exclude: what it leaves out was checked as the last update left it, not as it is declared now.";

function waitingRemark({ name, waitsFor = [] }: DeclaredHierarchy): string {
  return `${name} waits for ${waitsFor.join(", ")}, which this preview does not know: it has no gate yet and was not checked. The update checks it, and deletes nothing of it that the program still declares, whatever the preview shows as deleted.`;
}

function lowered({ gates }: PreviewGraph, { levels }: OrganisationSettings): string[] {
  const isLowered = (finding: Finding) =>
    isBlocker(finding) && levels[finding.rule as keyof typeof levels] === "advisory";
  return gates
    .filter(({ judged }) => judged?.judgement.findings.some(isLowered))
    .map(
      ({ hierarchy }) =>
        `A rule of ${hierarchy} is lowered by the organisation alone, which does not count: the plugin checks by the levels of the program. Lower it in the stack configuration too (sms:levels), or fix what it finds.`,
    );
}

/** The pack of this product is to be of the same version as the review. */
function otherVersions(preview: Preview, { version }: PreviewOptions): string[] {
  return ourPacks(preview)
    .filter((pack) => pack.pack === "sms" && pack.version !== "" && pack.version !== version)
    .map((pack) => `The policy pack is of version ${pack.version}, this review of version ${version}.`);
}

/** Policies of others that refuse what this pack refuses too. */
function otherPolicies(preview: Preview): string[] {
  const { ours, others } = splitReports(preview);
  const isRefusing = ({ level }: { level: string }) => level === "mandatory";
  if (!ours.some(isRefusing)) return [];
  const names = new Set(others.filter(isRefusing).map(({ policy, pack }) => `${policy} of ${pack}`));
  return [...names].map((name) => `The policy ${name} refuses this preview as well.`);
}
