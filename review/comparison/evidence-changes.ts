import type { CopylogFacts, DomainFacts, HotfixFacts, LogonPointFacts, SiteFacts } from "../../domain/model/document";
import { serversOf, type Facts } from "../../domain/model/facts";
import { HOTFIX_IDS, requiredHotfixes, type HotfixId, type HotfixPurpose } from "../../domain/hotfixes";
import { foldName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import { seniorSiteCode } from "../../domain/text/senior-list";
import { changed, entriesInBoth, inBoth, isExcluded, pointOf, type LocalChange, type Point } from "./changes";
import {
  compared,
  statement,
  timeStatement,
  versionStatement,
  WHOLLY_PENDING,
  yesOrNo,
  type Statement,
  type Statements,
} from "./statements";

/** What changed of the evidence for hotfixes, Copylog.tcf and Senior.lst at sites and servers that are in both. */
export function evidenceChanges(before: Facts, now: Facts): LocalChange[] {
  return [
    ...entriesInBoth(before.sites, now.sites).flatMap(([code, old, young]) => siteChanges(code, old, young)),
    ...entriesInBoth(before.domains, now.domains, foldName).flatMap(([name, old, young]) =>
      domainChanges(name, old, young),
    ),
  ];
}

function siteChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  const stated = HOTFIX_IDS.filter((id) => isStated(before, id) || isStated(now, id));
  return [
    ...(stated.length === 0 ? wholeChange(code, isPending(before.hotfixes), isPending(now.hotfixes)) : []),
    ...stated.flatMap((id) => {
      const changes = compared(`${id} at site ${code}`, hotfixStatements(before, id), hotfixStatements(now, id));
      return needs(now, (one) => one.id === id) ? changes : unneeded(changes, before.build !== now.build);
    }),
    ...fixTimeChanges(code, before, now),
  ];
}

/** Where all hotfixes are pending, which of them there will be is not known. */
function isStated({ hotfixes }: SiteFacts, id: HotfixId): boolean {
  return !isPending(hotfixes) && hotfixes?.[id] !== undefined;
}

function wholeChange(code: string, wasPending: boolean, isPendingNow: boolean): LocalChange[] {
  const [before, now] = [wasPending, isPendingNow].map((one) => (one ? "pending" : "not stated"));
  return changed("evidence", isPendingNow ? "stronger" : "weaker", `hotfixes of site ${code}`, before ?? "", now ?? "");
}

function fixTimeChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  const [old, young] = [before, now].map(
    ({ copylogFixInstalled: time }): Statements =>
      new Map(statement("time of the Copylog hotfix", time, timeStatement)),
  );
  if (old === undefined || young === undefined) return [];
  const changes = compared(`site ${code}`, old, young);
  return needs(now, ({ purpose }) => purpose === "copylog") ? changes : unneeded(changes, before.build !== now.build);
}

/** Whether a site needs a hotfix, or may while its build is pending. */
function needs(
  { build }: SiteFacts,
  isMeant: (hotfix: { readonly id: HotfixId; readonly purpose: HotfixPurpose }) => boolean,
): boolean {
  return isPending(build) || requiredHotfixes(build).some(isMeant);
}

/** Evidence that the build of a site does not ask for weakens nothing, and goes away with the build that did. */
function unneeded(changes: readonly LocalChange[], hasAnotherBuild: boolean): LocalChange[] {
  return changes
    .filter(({ effect }) => !hasAnotherBuild || effect === "stronger")
    .map((change) => ({ ...change, effect: "other" }));
}

function hotfixStatements({ hotfixes }: SiteFacts, id: HotfixId): Statements {
  const hotfix = isPending(hotfixes) ? hotfixes : hotfixes?.[id];
  if (hotfix === undefined) return new Map();
  if (isPending(hotfix)) return WHOLLY_PENDING;
  const { installed, attestedBy, attestedOn, files } = hotfix;
  const by = isPending(attestedOn) ? attestedOn : attestedBy;
  const attestation = statement("attestation", by, (who) => ({ text: `${who} on ${String(attestedOn)}`, weight: 1 }));
  if (isPending(files) && installed === undefined && attestation.length === 0) return WHOLLY_PENDING;
  return new Map([...statement("installed", installed, yesOrNo(true)), ...attestation, ...fileStatements(files)]);
}

function fileStatements(files: HotfixFacts["files"]): (readonly [string, Statement])[] {
  if (files === undefined || isPending(files)) return statement("files", files, () => ({ text: "", weight: 1 }));
  return Object.entries(files).flatMap(([file, version]) =>
    // Either slash, either case: another spelling is no other file.
    statement(file.replaceAll("/", "\\").toLowerCase(), version, (text) =>
      text === null ? { text: "missing", weight: 1 } : versionStatement(text),
    ).map(([name, one]) => [name, { ...one, called: file }] as const),
  );
}

function domainChanges(name: string, before: DomainFacts, now: DomainFacts): LocalChange[] {
  return [
    ...compared(`domain ${name}`, seniorStatements(before), seniorStatements(now)),
    ...inBoth(serversOf(before), serversOf(now), foldName).flatMap(([old, young]) =>
      pointChanges(`logon point ${young} of ${name}`, pointOf(old, before), pointOf(young, now)),
    ),
  ];
}

/** Its first three characters alone carry meaning (Q263395). */
function seniorStatements({ seniorList }: DomainFacts): Statements {
  return new Map(
    statement("Senior.lst", seniorList, (content) =>
      content === null
        ? { text: "no file", weight: 1 }
        : { text: JSON.stringify(seniorSiteCode(content)), weight: 1, spelling: JSON.stringify(content) },
    ),
  );
}

/** Nothing where either is no logon point: that is told as such. */
function pointChanges(subject: string, before: Point, now: Point): LocalChange[] {
  if (isExcluded(before) || isExcluded(now)) return [];
  if (isPending(before) || isPending(now)) return compared(subject, allStatements(before), allStatements(now));
  const file = `Copylog.tcf of ${subject}`;
  return [
    ...compared(subject, pointStatements(before), pointStatements(now)),
    ...compared(subject, copylogStatements(before?.copylog), copylogStatements(now?.copylog), file),
  ];
}

function allStatements(point: Point): Statements {
  if (isPending(point)) return WHOLLY_PENDING;
  return new Map([...pointStatements(point), ...copylogStatements(point?.copylog)]);
}

function pointStatements(point: LogonPointFacts | undefined): Statements {
  return new Map([
    // That a controller is a logon point is what is taken for granted: it speaks neither for nor against.
    ...statement("role", point?.logonPoint, () => ({ text: "logon point", weight: 0 })),
    ...statement("updated since the fix", point?.updatedSinceFix, yesOrNo(true)),
  ]);
}

function copylogStatements(copylog: CopylogFacts | Pending | undefined): Statements {
  if (isPending(copylog)) return WHOLLY_PENDING;
  const { corrupt, owners, siteFolders, clicore, modified } = copylog ?? {};
  return new Map([
    ...statement("Copylog.tcf corrupt", corrupt, yesOrNo(false)),
    // The owner of clicore.exe comes first.
    ...statement("owners in Copylog.tcf", owners, codesStatement),
    ...statement("site folders in Copylog.tcf", siteFolders, (codes) => codesStatement([...codes].sort())),
    ...statement("owner of clicore.exe in Copylog.tcf", clicore, (code) => ({ text: code ?? "no line", weight: 1 })),
    ...statement("time of Copylog.tcf", modified, timeStatement),
  ]);
}

/** Codes in Copylog.tcf, which ignore case. */
function codesStatement(codes: readonly string[]): Statement {
  return {
    text: codes.length === 0 ? "none" : codes.join(", "),
    weight: 1,
    meaning: JSON.stringify(codes.map(foldName)),
  };
}
