import type { CopylogFacts, DomainFacts, HotfixFacts, LogonPointFacts, SiteFacts } from "../../domain/document";
import type { Facts } from "../../domain/facts";
import { HOTFIX_IDS } from "../../domain/hotfixes";
import { isPending, type Pending } from "../../domain/pending";
import { compareVersions, parseVersion } from "../../domain/version";
import { inBoth, pointOf, type LocalChange } from "./changes";

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
  /** How its name is spelt, where spellings differ. */
  readonly called?: string;
}

type Statements = ReadonlyMap<string, Statement>;

function hotfixChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  // Where all of them are pending, which of them there will be is not known.
  const stated = [before, now].map(({ hotfixes = {} }) => (isPending(hotfixes) ? {} : hotfixes));
  return HOTFIX_IDS.filter((id) => stated.some((hotfixes) => hotfixes[id] !== undefined)).flatMap((id) =>
    compared(`${id} at site ${code}`, hotfixStatements(before, id), hotfixStatements(now, id)),
  );
}

/** The name of everything that is stated of one subject. */
const WHOLE = "evidence";
const PENDING_STATEMENT: Statement = { text: "pending", weight: 0.5 };

function hotfixStatements({ hotfixes }: SiteFacts, id: (typeof HOTFIX_IDS)[number]): Statements {
  const hotfix = isPending(hotfixes) ? hotfixes : hotfixes?.[id];
  if (hotfix === undefined) return new Map();
  if (isPending(hotfix)) return new Map([[WHOLE, PENDING_STATEMENT]]);
  const { installed, attestedBy, attestedOn } = hotfix;
  const attestation =
    isPending(attestedBy) || isPending(attestedOn)
      ? PENDING_STATEMENT
      : { text: `${attestedBy} on ${attestedOn}`, weight: 1 };
  return new Map([
    ...(installed === undefined ? [] : [["installed", yesOrNo(installed, true)] as const]),
    ...(attestedBy === undefined ? [] : [["attestation", attestation] as const]),
    ...fileStatements(hotfix),
  ]);
}

function fileStatements({ files }: HotfixFacts): (readonly [string, Statement])[] {
  if (files === undefined) return [];
  if (isPending(files)) return [["files", PENDING_STATEMENT]];
  return Object.entries(files).map(([file, version]) => {
    const parsed = isPending(version) ? undefined : parseVersion(version);
    const statement = parsed === undefined ? PENDING_STATEMENT : { text: String(version), weight: 1 };
    // Either slash, either case: another spelling is no other file.
    return [file.replaceAll("/", "\\").toLowerCase(), { ...statement, called: file }] as const;
  });
}

function domainChanges(name: string, before: DomainFacts, now: DomainFacts): LocalChange[] {
  return [
    ...compared(`domain ${name}`, seniorStatements(before), seniorStatements(now)),
    ...[now.pdc, ...now.bdcs].flatMap((server) =>
      compared(
        `logon point ${server} of ${name}`,
        pointStatements(pointOf(server, before)),
        pointStatements(pointOf(server, now)),
      ),
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
  if (isPending(point)) return new Map([[WHOLE, PENDING_STATEMENT]]);
  const { updatedSinceFix: updated, copylog } = point;
  const { corrupt, owners }: Pick<CopylogFacts, "corrupt" | "owners"> = isPending(copylog)
    ? { corrupt: copylog, owners: copylog }
    : (copylog ?? {});
  return new Map([
    ...(updated === undefined ? [] : [["updated since the fix", yesOrNo(updated, true)] as const]),
    ...(corrupt === undefined ? [] : [["Copylog.tcf corrupt", yesOrNo(corrupt, false)] as const]),
    ...(owners === undefined ? [] : [["owners in Copylog.tcf", ownersOf(owners)] as const]),
  ]);
}

function yesOrNo(value: boolean | Pending, good: boolean): Statement {
  return isPending(value) ? PENDING_STATEMENT : { text: value ? "yes" : "no", weight: value === good ? 1 : -1 };
}

function ownersOf(owners: readonly string[] | Pending): Statement {
  return isPending(owners) ? PENDING_STATEMENT : { text: owners.join(", "), weight: 1 };
}

function compared(subject: string, before: Statements, now: Statements): LocalChange[] {
  if (isWholePending(before) !== isWholePending(now) && before.size > 0 && now.size > 0) {
    return [wholeChange(subject, isWholePending(now))];
  }
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((name): LocalChange[] => {
    const [old, young] = [before.get(name), now.get(name)];
    if (old?.text === young?.text) return [];
    const effect = effectOf(old, young);
    const what = `${young?.called ?? old?.called ?? name} of ${subject}`;
    if (young === undefined) return [{ kind: "evidence", effect, message: `${what} went away: ${old?.text} before` }];
    return [{ kind: "evidence", effect, message: `${what}: ${old?.text ?? "not stated"} before, ${young.text} now` }];
  });
}

/** What is pending as a whole takes the place of single statements: none of them went away. */
function isWholePending(statements: Statements): boolean {
  return [WHOLE, "files"].some((name) => statements.get(name) === PENDING_STATEMENT) && statements.size === 1;
}

function wholeChange(subject: string, isNow: boolean): LocalChange {
  const [before, now] = isNow ? ["stated", "pending"] : ["pending", "stated"];
  return { kind: "evidence", effect: "other", message: `${WHOLE} of ${subject}: ${before} before, ${now} now` };
}

function effectOf(before: Statement | undefined, now: Statement | undefined): LocalChange["effect"] {
  const [old, young] = [before?.weight ?? 0, now?.weight ?? 0];
  // That nobody says any more what is broken does not mend it.
  if (now === undefined && old < 0) return "other";
  if (old !== young) return young > old ? "stronger" : "weaker";
  const [oldVersion, youngVersion] = [parseVersion(before?.text ?? ""), parseVersion(now?.text ?? "")];
  if (oldVersion === undefined || youngVersion === undefined) return "other";
  return compareVersions(youngVersion, oldVersion) > 0 ? "stronger" : "weaker";
}
