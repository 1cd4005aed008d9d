import type { Notification, ReportingDescriptor } from "sarif";
import type { Failure, Review } from "../../review";
import { visibleLines } from "../../writing/lines";
import { visible } from "../../writing/visible";
import { locationAt } from "./locations";
import { messageOf } from "./message";
import { FAILURES } from "./rules";

/** Results that code scanning of GitHub shows of those that it takes. */
const RESULTS_SHOWN = 5_000;

/** What can be said of a review itself. */
export const NOTIFICATIONS: ReportingDescriptor[] = [
  ...Object.entries(FAILURES).map(([kind, text]) => ({ id: `review/${kind}`, shortDescription: { text } })),
  {
    id: "review/not-judged",
    shortDescription: { text: "A hierarchy is declared without an upgrade, so that there is no gate to judge." },
  },
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
export function notificationsOf({ failures, ungated, remarks }: Review, given: number, left: number): Notification[] {
  return [
    ...failures.map(failureNotification),
    ...ungated.map((name) =>
      notification("not-judged", "warning", [`${visible(name)} is declared without an upgrade and was not judged.`]),
    ),
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
