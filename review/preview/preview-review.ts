import { BadInputError } from "../../domain/model/bad-input";
import { carriedGate, TYPES } from "../../domain/carried/gate";
import type { OrganisationSettings } from "../../domain/settings";
import { fromWire, type Properties } from "../../domain/carried/wire";
import { judgeOptionsOf } from "../../rules/judge/organisation";
import type { PlaceFinder } from "../document-places";
import { reviewHierarchy } from "../hierarchy-review";
import type { Failure, HierarchyReview, Review } from "../review";
import { Declarations } from "./declarations";
import { engineFindings } from "./engine-findings";
import { isBlinded } from "./blinded";
import { differencesAt, isOurs, isRefusedByPlugin } from "./engine-reports";
import type { Preview, PreviewResource } from "./preview";
import { elsewhere, nothingDeclared, notPrinted, previewFailures } from "./preview-failures";
import type { Sources } from "./source-places";

/** What a review of a preview depends on besides the preview. */
export interface PreviewOptions {
  readonly version: string;
  /** Configuration of the policy `upgrade-gate` in the preview. */
  readonly organisation: OrganisationSettings;
  readonly sources: Sources;
  /** Turns a path as an error has it into one from the root of the repository; undefined outside of it. */
  readonly fromRoot: (file: string) => string | undefined;
  /** Finds subjects in a hierarchy file that the program reads, by its path from the folder of the project. */
  readonly documentPlaces: (file: string) => PlaceFinder | undefined;
}

/**
 * Reviews one preview: judges what its gates carry by the rules themselves, under the organisation's settings, and
 * compares that with what the engine's policies said.
 */
export function reviewPreview(preview: Preview, options: PreviewOptions): Review {
  const declarations = new Declarations(preview.resources, options.sources, options.documentPlaces);
  const gates = preview.resources.filter(({ type, inputs }) => type === TYPES.gate && isShown(inputs));
  const judged = gates.map((gate) => judgeGate(gate, preview, declarations, options));
  const hierarchies = judged
    .flatMap(({ hierarchy }) => hierarchy ?? [])
    .sort((a, b) => (a.hierarchy < b.hierarchy ? -1 : 1));
  const unreadable = new Set(judged.flatMap(({ hierarchy, urn }) => (hierarchy === undefined ? [urn] : [])));
  // A program that failed may not have come as far as its upgrades.
  const declared = preview.errors.length > 0 ? [] : declarations.hierarchies;
  const ungated = declared.filter((name) => !gates.some(({ inputs }) => isBlinded(name, String(inputs["hierarchy"]))));
  const refused = engineFindings(
    preview.reports.filter(({ urn }) => !unreadable.has(urn)),
    (urn) => declarations.placeOf(urn),
  );
  const hidden = notPrinted(preview);
  return {
    version: options.version,
    today: preview.day,
    subject: [preview.project, preview.stack].filter((part) => part !== "").join("/"),
    isOfProgram: true,
    failures: [
      ...previewFailures(preview, options, declarations),
      ...judged.flatMap(({ failures }) => failures),
      ...elsewhere(preview, gates, declarations),
      ...hidden,
      ...nothingDeclared(preview, gates.length + ungated.length + refused.length + hidden.length),
    ],
    hierarchies,
    ungated,
    engineFindings: refused,
    remarks: [...judged.flatMap(({ remarks }) => remarks), ...otherPolicies(preview)],
  };
}

/** A gate that is neither a target of the run nor created is shown without inputs. */
function isShown(inputs: PreviewResource["inputs"]): boolean {
  return inputs["hierarchy"] !== undefined || inputs["sites"] !== undefined;
}

interface JudgedGate {
  readonly urn: string;
  readonly hierarchy?: HierarchyReview;
  readonly failures: readonly Failure[];
  readonly remarks: readonly string[];
}

function judgeGate(
  { urn, inputs }: PreviewResource,
  preview: Preview,
  declarations: Declarations,
  { organisation }: PreviewOptions,
): JudgedGate {
  try {
    const gate = carriedGate(fromWire(inputs) as Properties).read();
    const hierarchy = reviewHierarchy(gate.facts, judgeOptionsOf(gate, organisation, preview.day), (finding) =>
      declarations.placeOfFinding(urn, finding, gate.facts),
    );
    const differences = differencesAt(urn, hierarchy, preview);
    return {
      urn,
      hierarchy,
      failures: differences.map((message) => ({
        kind: "difference",
        message: `${message}.`,
        ...declarations.at(urn),
      })),
      remarks: isRefusedByPlugin(urn, preview) ? [REFUSED_BY_PLUGIN(hierarchy.hierarchy)] : [],
    };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    const message = `The gate of ${String(inputs["hierarchy"])} cannot be judged:\n${error.message}`;
    return { urn, failures: [{ kind: "input", message, ...declarations.at(urn) }], remarks: [] };
  }
}

const REFUSED_BY_PLUGIN = (hierarchy: string) =>
  `A rule of ${hierarchy} is lowered by the organisation alone: pulumi up will be refused by the plugin, which judges by the levels of the program. Lower it in the stack configuration too (sms:levels), or hold it.`;

/** Policies of others that refuse what this pack refuses too. */
function otherPolicies({ reports }: Preview): string[] {
  const refusing = reports.filter(({ level }) => level === "mandatory");
  if (!refusing.some(isOurs)) return [];
  const others = refusing.filter((report) => !isOurs(report));
  const names = [...new Set(others.map(({ policy, pack }) => `${policy} of ${pack}`))];
  return names.map((name) => `The policy ${name} refuses this preview as well.`);
}
