import type { Log, Notification, PropertyBag, ReportingDescriptor, Run } from "sarif";
import { upgradeCounts } from "../../rules/judge/judge";
import { isWeaker, type Comparison } from "../comparison/comparison";
import { countsText, verdictText } from "../phrases/comparison";
import { attentionTexts } from "../phrases/upgrades";
import { visible, visibleLines } from "../phrases/visible";
import { statusOf, type HierarchyReview, type Review } from "../review";
import { DESCRIPTORS, FAILURES } from "./sarif/descriptors";
import { locationAt, messageOf, resultsOf, SOURCE_ROOT } from "./sarif/results";

/**
 * A review as SARIF 2.1.0, as code scanning of GitHub takes it: one run for all hierarchies, every result at a line.
 * A review that failed says so as an execution without success and as results, because an empty log would close every
 * alert.
 *
 * @param id tells the alerts of several reviews of one repository apart.
 */
export function reviewSarif(review: Review, id: string): string {
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [runOf(review, id)],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function runOf(review: Review, id: string): Run {
  const { results, left } = resultsOf(review);
  return {
    tool: {
      driver: {
        name: "pulumi-sms",
        semanticVersion: review.version,
        informationUri: "https://www.npmjs.com/package/pulumi-sms",
        rules: DESCRIPTORS,
        notifications: NOTIFICATIONS,
      },
    },
    // What stands before the last slash tells one set of alerts from another. It is the same for a preview that failed
    // before its stack was known, so that the alert of the failure is closed by the next review.
    automationDetails: { id: `pulumi-sms/${id}/` },
    invocations: [
      {
        executionSuccessful: review.failures.length === 0,
        toolExecutionNotifications: notificationsOf(review, results.length, left),
      },
    ],
    originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: "The root of the repository." } } },
    columnKind: "utf16CodeUnits",
    results,
    properties: propertiesOf(review),
  };
}

function propertiesOf(review: Review): PropertyBag {
  return {
    subject: visible(review.subject),
    day: review.today,
    status: statusOf(review),
    hierarchies: review.hierarchies.map(hierarchyProperties),
    notChecked: review.ungated.map(visible),
    ...(review.comparison === undefined ? {} : { base: visible(review.comparison.base) }),
  };
}

function hierarchyProperties(review: HierarchyReview): PropertyBag {
  const { hierarchy, applies, verdict, upgrades, governance, validThrough } = review;
  const { ready, done } = upgradeCounts(upgrades);
  return {
    name: visible(hierarchy),
    applies,
    verdict,
    upgradesPlanned: upgrades.length,
    upgradesReady: ready,
    upgradesDone: done,
    ...(validThrough === undefined ? {} : { validThrough }),
    governance,
  };
}

/** Results that code scanning of GitHub shows of those that it takes. */
const RESULTS_SHOWN = 5_000;

/** Changes that are listed one by one; more are counted. */
const CHANGES_SHOWN = 50;

/** What can be said of a review itself. */
const NOTIFICATIONS: ReportingDescriptor[] = Object.entries({
  ...FAILURES,
  "not-checked": "A hierarchy is declared without an upgrade, so there is no gate to check.",
  attention: "What has to be fixed, and which upgrades only wait for that.",
  changed: "What changed since the base.",
  weaker: "Less is required, checked or shown than in the base.",
  remark: "What else a reviewer has to know.",
  "too-many-results": "There is more to say than code scanning takes or shows.",
}).map(([id, text]) => ({ id: `review/${id}`, shortDescription: { text } }));

function notification(id: string, level: Notification.level, ...lines: readonly string[]): Notification {
  const index = NOTIFICATIONS.findIndex((descriptor) => descriptor.id === `review/${id}`);
  return { descriptor: { id: `review/${id}`, index }, level, message: messageOf(lines.map(visible)) };
}

/**
 * What a review says of itself: failures, what was not checked, and what does not fit.
 *
 * @param given how many results the log has.
 * @param left how many more there are.
 */
function notificationsOf(review: Review, given: number, left: number): Notification[] {
  const { failures, ungated, remarks, hierarchies, comparison } = review;
  const leftOut = `${left} of ${given + left} results are left out, because code scanning refuses a log with more; the worst are here.`;
  const shown = `Code scanning shows ${RESULTS_SHOWN} of ${given} results, the worst.`;
  return [
    ...failures.map(({ kind, message, place }) => ({
      ...notification(kind, "error", ...visibleLines(message)),
      ...(place === undefined ? {} : { locations: [locationAt(place)] }),
    })),
    ...ungated.map((name) =>
      notification("not-checked", "warning", `${name} is declared without an upgrade and was not checked.`),
    ),
    ...hierarchies.flatMap((hierarchy) =>
      attentionTexts([hierarchy]).map((text) => notification("attention", "note", `${hierarchy.hierarchy}: ${text}`)),
    ),
    ...(comparison === undefined ? [] : comparisonNotifications(comparison)),
    ...remarks.map((remark) => notification("remark", "note", ...visibleLines(remark))),
    ...(left > 0 ? [notification("too-many-results", "warning", leftOut)] : []),
    ...(given > RESULTS_SHOWN ? [notification("too-many-results", "note", shown)] : []),
  ];
}

/** Verdicts first, then what is weaker, one by one, then how much else there is. */
function comparisonNotifications(comparison: Comparison): Notification[] {
  const { base, verdicts, changes } = comparison;
  const weaker = changes.filter(isWeaker);
  const rest = weaker.length - CHANGES_SHOWN;
  return [
    ...verdicts.slice(0, CHANGES_SHOWN).map((change) => notification("changed", "note", verdictText(change))),
    ...weaker
      .slice(0, CHANGES_SHOWN)
      .map(({ hierarchy, message }) => notification("weaker", "warning", `${hierarchy}: ${message}`)),
    ...(rest > 0 ? [notification("weaker", "warning", `and ${rest} more`)] : []),
    notification("changed", "note", `Since ${base}: ${countsText(comparison)}.`),
  ];
}
