import type { CopylogFacts, DomainFacts, LogonPointFacts } from "../../domain/model/document";
import { serversOf } from "../../domain/model/facts";
import { byName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import { asList } from "../../rules/wording";

/** A domain controller, and what is known of it in short. */
export interface Controller {
  readonly server: string;
  readonly role: "PDC" | "BDC";
  readonly text: string;
}

/** The controllers of a domain, the PDC first. */
export function controllersOf(domain: DomainFacts): Controller[] {
  const { logonPoints } = domain;
  const pointOf: (server: string) => LogonPointFacts | Pending | undefined = isPending(logonPoints)
    ? () => logonPoints
    : byName(logonPoints ?? {});
  return serversOf(domain).map((server, index) => ({
    server,
    role: index === 0 ? "PDC" : "BDC",
    text: pointText(pointOf(server)),
  }));
}

const PENDING_WORDS = "known when the update runs";

function pointText(point: LogonPointFacts | Pending | undefined): string {
  if (point === undefined) return "nothing is known of it";
  if (isPending(point)) return PENDING_WORDS;
  if (point.logonPoint === false) return "not a logon point";
  return `logon point; Copylog.tcf: ${updatedText(point.updatedSinceFix)}, ${copylogText(point.copylog)}`;
}

function updatedText(updated: boolean | Pending | undefined): string {
  if (updated === undefined) return "not stated whether updated since the fix";
  if (isPending(updated)) return `whether updated since the fix is ${PENDING_WORDS}`;
  return updated ? "updated since the fix" : "older than the fix";
}

function copylogText(copylog: CopylogFacts | Pending | undefined): string {
  if (copylog === undefined) return "content not known";
  if (isPending(copylog)) return `content ${PENDING_WORDS}`;
  if (copylog.corrupt === true) return "corrupt";
  const { owners } = copylog;
  if (owners === undefined) return "owner not known";
  if (isPending(owners)) return `owner ${PENDING_WORDS}`;
  return owners.length === 0 ? "no shared line" : `shared lines owned by ${asList(owners, 5)}`;
}
