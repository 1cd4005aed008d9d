import type { Log, PropertyBag, Run } from "sarif";
import { upgradeCounts } from "../../rules/judge/judge";
import { statusOf, type HierarchyReview, type Review } from "../review";
import { visible } from "../writing/visible";
import { SOURCE_ROOT } from "./sarif/locations";
import { notificationsOf, NOTIFICATIONS } from "./sarif/notifications";
import { resultsOf } from "./sarif/results";
import { DESCRIPTORS } from "./sarif/rules";

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
    notJudged: review.ungated.map(visible),
    ...(review.comparison === undefined ? {} : { base: visible(review.comparison.base) }),
  };
}

function hierarchyProperties({
  hierarchy,
  applies,
  verdict,
  upgrades,
  governance,
  validThrough,
}: HierarchyReview): PropertyBag {
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
