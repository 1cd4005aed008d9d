import type { HierarchyInput } from "../domain/model/document";
import { changesOf } from "../evidence/changes";
import { inspect, type Inspection } from "../evidence/inspect";
import type { Servers } from "./servers";

/** What the controllers of a domain show. */
export interface DomainEvidence {
  /** Facts as a domain declares them; what could not be read is absent. */
  readonly found: {
    readonly seniorList?: string | null;
    readonly logonPoints: Readonly<Record<string, object>>;
  };
  readonly inspection: Inspection;
  /** What was found and is not used, and why, by server. */
  readonly notes: readonly string[];
}

/**
 * Reads the controllers of a domain.
 *
 * @param document has the domain without facts, and the sites that take part in it: the time of a Copylog.tcf counts only if it is
 *   far enough from those of their hotfixes.
 */
export async function domainEvidence(
  document: HierarchyInput,
  name: string,
  servers: Servers,
  signal?: AbortSignal,
): Promise<DomainEvidence> {
  const inspection = await inspect(document, servers.access, { turns: servers.turns, only: [name], signal });
  const { changes, notes } = changesOf(document, inspection);
  const found: { seniorList?: string | null; logonPoints: Record<string, object> } = { logonPoints: {} };
  for (const { path, value } of changes) {
    const [, , fact, controller, part] = path;
    if (fact === "seniorList") found.seniorList = value as string | null;
    else if (controller !== undefined) {
      found.logonPoints[controller] = part === undefined ? (value as object) : { [part]: value };
    }
  }
  for (const { server, notes: reasons } of inspection.domains.get(name) ?? []) {
    const reason = notReadOf(inspection, server, reasons);
    if (reason.notRead !== undefined) found.logonPoints[server] = { ...found.logonPoints[server], ...reason };
  }
  return { found, inspection, notes };
}

/** Why a server, or a part of what was asked, could not be read: a fact, so that findings show it. */
export function notReadOf({ failures }: Inspection, server: string, notes: readonly string[]): { notRead?: string } {
  const reasons = failures.has(server) ? [`${server}: ${failures.get(server)}`] : notes;
  return reasons.length === 0 ? {} : { notRead: reasons.join(", ") };
}
