import type { DomainFacts, HotfixFacts, LogonPointFacts, SiteFacts } from "../../domain/document";
import type { Facts } from "../../domain/facts";
import { HOTFIX_IDS } from "../../domain/hotfixes";
import { isPending, type Pending } from "../../domain/pending";
import { compareVersions, parseVersion } from "../../domain/version";
import { inBoth, type LocalChange } from "./changes";

/** What changed of the evidence for hotfixes, Copylog.tcf and Senior.lst at sites and servers that are in both. */
export function evidenceChanges(before: Facts, now: Facts): LocalChange[] {
  return [
    ...inBoth(Object.keys(now.sites), Object.keys(before.sites)).flatMap((code) =>
      hotfixChanges(code, before.sites[code] as SiteFacts, now.sites[code] as SiteFacts),
    ),
    ...inBoth(Object.keys(now.domains), Object.keys(before.domains)).flatMap((name) =>
      domainChanges(name, before.domains[name] as DomainFacts, now.domains[name] as DomainFacts),
    ),
  ];
}

/** One thing that is stated: what it is called, what it says, and whether it speaks for an upgrade. */
interface Statement {
  readonly text: string;
  /** More is better; only comparable between statements of one name. */
  readonly weight: number;
}

type Statements = ReadonlyMap<string, Statement>;

function hotfixChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  return HOTFIX_IDS.flatMap((id) =>
    compared(`${id} at site ${code}`, hotfixStatements(before, id), hotfixStatements(now, id)),
  );
}

const PENDING_STATEMENT: Statement = { text: "pending", weight: 0.5 };

function hotfixStatements({ hotfixes }: SiteFacts, id: (typeof HOTFIX_IDS)[number]): Statements {
  const hotfix = isPending(hotfixes) ? hotfixes : hotfixes?.[id];
  if (hotfix === undefined) return new Map();
  if (isPending(hotfix)) return new Map([["evidence", PENDING_STATEMENT]]);
  const { installed, attestedBy, attestedOn } = hotfix;
  const attested = isPending(attestedBy) || isPending(attestedOn) ? "pending" : `${attestedBy} on ${attestedOn}`;
  return new Map([
    ...(installed === undefined ? [] : [["installed", { text: "false", weight: -1 }] as const]),
    ...(attestedBy === undefined ? [] : [["attestation", { text: attested, weight: 1 }] as const]),
    ...fileStatements(hotfix),
  ]);
}

function fileStatements({ files }: HotfixFacts): (readonly [string, Statement])[] {
  if (files === undefined) return [];
  if (isPending(files)) return [["files", PENDING_STATEMENT]];
  return Object.entries(files).map(([file, version]) => {
    const parsed = isPending(version) ? undefined : parseVersion(version);
    const statement = parsed === undefined ? PENDING_STATEMENT : { text: String(version), weight: 1 };
    return [file, statement] as const;
  });
}

function domainChanges(name: string, before: DomainFacts, now: DomainFacts): LocalChange[] {
  const points = (facts: DomainFacts) =>
    facts.logonPoints === undefined || isPending(facts.logonPoints) ? {} : facts.logonPoints;
  const [old, young] = [points(before), points(now)];
  return [
    ...compared(`domain ${name}`, seniorStatements(before), seniorStatements(now)),
    ...[now.pdc, ...now.bdcs].flatMap((server) =>
      compared(`logon point ${server} of ${name}`, pointStatements(old[server]), pointStatements(young[server])),
    ),
  ];
}

function seniorStatements({ seniorList }: DomainFacts): Statements {
  if (seniorList === undefined) return new Map();
  const text = isPending(seniorList) ? "pending" : seniorList === null ? "no file" : JSON.stringify(seniorList.trim());
  return new Map([["Senior.lst", { text, weight: isPending(seniorList) ? 0.5 : 1 }]]);
}

function pointStatements(point: LogonPointFacts | Pending | undefined): Statements {
  if (point === undefined) return new Map();
  if (isPending(point)) return new Map([["what is known", PENDING_STATEMENT]]);
  const { updatedSinceFix: updated, copylog } = point;
  const known = copylog === undefined || isPending(copylog) ? undefined : copylog;
  return new Map([
    ...(updated === undefined ? [] : [["updated since the fix", yesOrNo(updated, true)] as const]),
    ...(isPending(copylog) ? [["Copylog.tcf", PENDING_STATEMENT] as const] : []),
    ...(known?.corrupt === undefined ? [] : [["Copylog.tcf corrupt", yesOrNo(known.corrupt, false)] as const]),
    ...(known?.owners === undefined ? [] : [["owners in Copylog.tcf", ownersOf(known.owners)] as const]),
  ]);
}

function yesOrNo(value: boolean | Pending, good: boolean): Statement {
  return isPending(value) ? PENDING_STATEMENT : { text: value ? "yes" : "no", weight: value === good ? 1 : -1 };
}

function ownersOf(owners: readonly string[] | Pending): Statement {
  return isPending(owners) ? PENDING_STATEMENT : { text: owners.join(", "), weight: 1 };
}

function compared(subject: string, before: Statements, now: Statements): LocalChange[] {
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((name): LocalChange[] => {
    const [old, young] = [before.get(name), now.get(name)];
    if (old?.text === young?.text) return [];
    const effect = effectOf(old, young);
    const what = `${name} of ${subject}`;
    if (young === undefined) return [{ kind: "evidence", effect, message: `${what} went away: ${old?.text} before` }];
    return [{ kind: "evidence", effect, message: `${what}: ${old?.text ?? "not stated"} before, ${young.text} now` }];
  });
}

function effectOf(before: Statement | undefined, now: Statement | undefined): LocalChange["effect"] {
  const [old, young] = [before?.weight ?? 0, now?.weight ?? 0];
  if (old !== young) return young > old ? "stronger" : "weaker";
  const [oldVersion, youngVersion] = [parseVersion(before?.text ?? ""), parseVersion(now?.text ?? "")];
  if (oldVersion === undefined || youngVersion === undefined) return "other";
  return compareVersions(youngVersion, oldVersion) > 0 ? "stronger" : "weaker";
}
