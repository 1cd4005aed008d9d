import { upgradeGate } from "../../rules/upgrade-gate";
import type { Place } from "../place";
import type { PlacedFinding } from "../review";
import { uniqueBy } from "../../domain/groups";
import { bodyOf, isFault, isOurs } from "./engine-reports";
import { nameOf, type PolicyReport } from "./preview";

/**
 * What the policies refuse that the facts of a gate alone do not show: an upgrade beside the gate, a gate that leaves
 * out a declared site, facts that differ from those that are declared.
 */
export function engineFindings(
  reports: readonly PolicyReport[],
  placeOf: (urn: string) => Place | undefined,
): PlacedFinding[] {
  const faults = reports.filter((report) => isOurs(report) && isFault(report));
  // The policies may stand in two packs of one run.
  return uniqueBy(faults, ({ urn, message }) => `${urn} ${message}`).map((report) => {
    const place = placeOf(report.urn);
    return { ...findingOf(report), ...(place === undefined ? {} : { place }) };
  });
}

const LABEL = { needed: "  needed: ", remedy: "  remedy: " } as const;

/** A fault as the pack words it: a head of code, subject and what was found, more lines, what is needed and the remedy. */
function findingOf(report: PolicyReport): PlacedFinding {
  const [head = "", ...lines] = bodyOf(report).split("\n");
  const code = Object.keys(upgradeGate.codes).find((one) => head.startsWith(`${one}: `)) ?? "";
  const labelled = (label: string) => lines.find((line) => line.startsWith(label))?.slice(label.length) ?? "";
  const more = lines.filter((line) => !Object.values(LABEL).some((label) => line.startsWith(label)));
  const text = head.slice(code.length + 2);
  const found = [text, ...more.map((line) => line.trim())].join("; ");
  const needed = labelled(LABEL.needed) || upgradeGate.title;
  return {
    rule: upgradeGate.id,
    code,
    subject: { kind: code === "ungated-upgrade" ? "site" : "hierarchy", name: nameOf(report.urn) },
    level: report.level === "mandatory" ? "mandatory" : "advisory",
    certainty: "known",
    upgrades: [],
    found,
    needed,
    remedy: [labelled(LABEL.remedy) || upgradeGate.remediation],
    articles: upgradeGate.articles,
    message: `${found}; needed: ${needed}`,
  };
}
