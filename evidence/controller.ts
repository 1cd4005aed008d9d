import type { DomainInput } from "../domain/model/document";
import { noteOf, utc, type Evidence } from "./evidence";
import { NO_TIME, type Answer, type Wish } from "./share";

/** A domain controller that is to be read. */
export interface ControllerToRead {
  readonly server: string;
  /** Senior.lst is on the PDC. */
  readonly isPdc: boolean;
}

/** What can be read of a domain controller, in the form in which a logon point is declared. */
export type ControllerEvidence = Evidence<{
  readonly logonPoint?: Record<string, unknown>;
  readonly seniorList?: DomainInput["seniorList"];
}>;

const SHARE = "SMSLOGON";

/** Everything that is read on the share SMSLOGON of a domain controller. */
export function controllerWishes({ isPdc }: ControllerToRead): Wish[] {
  return [
    { share: SHARE, path: "Config\\Copylog.tcf", want: "text" },
    ...(isPdc ? [{ share: SHARE, path: "Sitescfg\\Senior.lst", want: "text" } as const] : []),
  ];
}

/**
 * What the answers of a domain controller show. No share SMSLOGON: it is no logon point.
 *
 * @param answers to {@link controllerWishes}, in their order.
 * @param offset milliseconds by which its clock is ahead, if it is known.
 */
export function controllerEvidence(
  controller: ControllerToRead,
  [copylog, seniorList]: readonly Answer[],
  offset: number | undefined,
): ControllerEvidence {
  const { server, isPdc } = controller;
  const notes = noteOf(`\\\\${server}\\${SHARE}\\Config\\Copylog.tcf`, copylog);
  const common = { server, ...(offset === undefined ? {} : { offset }) };
  if (copylog?.kind === "no-share") return { ...common, facts: { logonPoint: { logonPoint: false } }, notes: [] };
  const senior = seniorList?.kind === "read" ? seniorList.content : seniorList?.kind === "missing" ? null : undefined;
  return {
    ...common,
    facts: {
      ...(copylog?.kind === "read"
        ? { logonPoint: { copylog: { text: copylog.content, ...modifiedAt(copylog.modified) } } }
        : {}),
      ...(senior === undefined ? {} : { seniorList: senior }),
    },
    notes: [
      ...notes,
      ...(copylog?.kind === "read" && copylog.modified === undefined
        ? [`\\\\${server}\\${SHARE}\\Config\\Copylog.tcf: ${NO_TIME}`]
        : []),
      ...(copylog?.kind === "missing" ? [`\\\\${server}\\${SHARE}\\Config\\Copylog.tcf: no such file`] : []),
      ...(isPdc ? noteOf(`\\\\${server}\\${SHARE}\\Sitescfg\\Senior.lst`, seniorList) : []),
    ],
  };
}

function modifiedAt(modified: number | undefined): { modified?: string } {
  return modified === undefined ? {} : { modified: utc(modified) };
}
