import type { Notification, ReportingDescriptor } from "sarif";
import { isWeaker, type Comparison } from "../../comparison/comparison";
import type { Failure, Review } from "../../review";
import { countsText, verdictText } from "../../writing/comparison";
import { exemptionOf } from "../../writing/exemption";
import { visibleLines } from "../../writing/lines";
import { visible } from "../../writing/visible";
import { locationAt } from "./locations";
import { messageOf } from "./message";
import { FAILURES } from "./rules";

/** Results that code scanning of GitHub shows of those that it takes. */
const RESULTS_SHOWN = 5_000;

/** Changes that are told one by one; more are counted. */
const WEAKER_TOLD = 50;

/** What can be said of a review itself. */
export const NOTIFICATIONS: ReportingDescriptor[] = [
  ...Object.entries(FAILURES).map(([kind, text]) => ({ id: `review/${kind}`, shortDescription: { text } })),
  {
    id: "review/not-judged",
    shortDescription: { text: "A hierarchy is declared without an upgrade, so that there is no gate to judge." },
  },
  {
    id: "review/exempt",
    shortDescription: { text: "Q261931 does not apply to a hierarchy, so that its prerequisites were not judged." },
  },
  { id: "review/changed", shortDescription: { text: "What changed since the base." } },
  { id: "review/weaker", shortDescription: { text: "Less is demanded, judged or shown than in the base." } },
  { id: "review/remark", shortDescription: { text: "What else a reviewer has to know." } },
  {
    id: "review/too-many-results",
    shortDescription: { text: "There is more to say than code scanning takes or shows." },
  },
];

/**
 * What a review says of itself: failures, what was not judged, and what does not fit.
 *
 * @param given how many results the log has.
 * @param left how many more there are.
 */
export function notificationsOf(review: Review, given: number, left: number): Notification[] {
  const { failures, ungated, remarks, hierarchies, comparison } = review;
  return [
    ...failures.map(failureNotification),
    ...ungated.map((name) =>
      notification("not-judged", "warning", [`${visible(name)} is declared without an upgrade and was not judged.`]),
    ),
    ...hierarchies.flatMap((one) => {
      const exemption = exemptionOf(one);
      return exemption === undefined
        ? []
        : [notification("exempt", "note", [visible(`${one.hierarchy}: ${exemption}`)])];
    }),
    ...(comparison === undefined ? [] : comparisonNotifications(comparison)),
    ...remarks.map((one) => notification("remark", "note", visibleLines(one))),
    ...(left > 0
      ? [
          notification("too-many-results", "warning", [
            `${left} of ${given + left} results are left out, because code scanning refuses a log with more; the worst are here.`,
          ]),
        ]
      : []),
    ...(given > RESULTS_SHOWN
      ? [
          notification("too-many-results", "note", [
            `Code scanning shows ${RESULTS_SHOWN} of ${given} results, the worst.`,
          ]),
        ]
      : []),
  ];
}

/** Verdicts first, then what is weaker, one by one, then how much else there is. */
function comparisonNotifications(comparison: Comparison): Notification[] {
  const { base, verdicts, changes } = comparison;
  const weaker = changes.filter(isWeaker);
  const rest = weaker.length - WEAKER_TOLD;
  return [
    ...verdicts.slice(0, WEAKER_TOLD).map((one) => notification("changed", "note", [visible(verdictText(one))])),
    ...weaker
      .slice(0, WEAKER_TOLD)
      .map(({ hierarchy, message }) => notification("weaker", "warning", [visible(`${hierarchy}: ${message}`)])),
    ...(rest > 0 ? [notification("weaker", "warning", [`and ${rest} more`])] : []),
    notification("changed", "note", [visible(`Since ${base}: ${countsText(comparison)}.`)]),
  ];
}

function failureNotification({ kind, message, place }: Failure): Notification {
  return {
    ...notification(kind, "error", visibleLines(message)),
    ...(place === undefined ? {} : { locations: [locationAt(place)] }),
  };
}

function notification(id: string, level: Notification.level, lines: readonly string[]): Notification {
  const index = NOTIFICATIONS.findIndex((one) => one.id === `review/${id}`);
  return { descriptor: { id: `review/${id}`, index }, level, message: messageOf(lines) };
}
