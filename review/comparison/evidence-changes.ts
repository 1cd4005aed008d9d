import { HOTFIX_IDS, requiredHotfixes, type Hotfix, type HotfixId } from "../../domain/hotfixes";
import type { CopylogFacts, DomainFacts, HotfixFacts, LogonPointFacts, SiteFacts } from "../../domain/model/document";
import { serversOf, type Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import { seniorSiteCode } from "../../domain/text/senior-list";
import { compareVersions, versionKey, type Version } from "../../domain/version";
import { changed, inBoth, isExcluded, pointOf, respelled, type LocalChange, type Point } from "./changes";

/** What changed of the evidence for hotfixes, Copylog.tcf and Senior.lst at sites and servers that are in both. */
export function evidenceChanges(before: Facts, now: Facts): LocalChange[] {
  return [
    ...inBoth(Object.keys(before.sites), Object.keys(now.sites)).flatMap(([, code]) =>
      siteChanges(code, before.sites[code] as SiteFacts, now.sites[code] as SiteFacts),
    ),
    ...inBoth(Object.keys(before.domains), Object.keys(now.domains), foldName).flatMap(([old, name]) =>
      domainChanges(name, before.domains[old] as DomainFacts, now.domains[name] as DomainFacts),
    ),
  ];
}

/** One thing that is declared: how it reads, what it means, and whether it speaks for an upgrade. */
interface Statement {
  readonly text: string;
  /** More is better; only comparable between statements of one name. */
  readonly weight: number;
  /** The form in which two spellings of one statement are equal; the text itself if there is but one spelling. */
  readonly meaning?: string;
  /** How it stands in the declaration, if the text leaves out what has no meaning. */
  readonly spelling?: string;
  /** How its name is spelled, if spellings differ. */
  readonly called?: string;
  /** The version of a file. */
  readonly version?: Version;
}

/** All that is declared of one subject, by name. */
type Statements = ReadonlyMap<string, Statement>;

const PENDING_STATEMENT: Statement = { text: "pending", weight: 0.5 };

/** What is pending as a whole takes the place of single statements. */
const WHOLLY_PENDING: Statements = new Map([["evidence", PENDING_STATEMENT]]);

/** A statement under a name; none if nothing is declared. */
function statement<T>(
  name: string,
  value: T | Pending | undefined,
  of: (value: T) => Statement,
): (readonly [string, Statement])[] {
  if (value === undefined) return [];
  return [[name, isPending(value) ? PENDING_STATEMENT : of(value)]];
}

const timeStatement = (time: string): Statement => ({ text: time, weight: 1, meaning: String(Date.parse(time)) });

/** Yes or no, of which one speaks for an upgrade. */
const yesOrNo =
  (good: boolean) =>
  (value: boolean): Statement => ({ text: value ? "yes" : "no", weight: value === good ? 1 : -1 });

function siteChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  const ids = HOTFIX_IDS.filter((id) => isDeclared(before, id) || isDeclared(now, id));
  const time = ({ copylogFixInstalled }: SiteFacts): Statements =>
    new Map(statement("time of the Copylog hotfix", copylogFixInstalled, timeStatement));
  const relevant = (changes: readonly LocalChange[], isMeant: (hotfix: Hotfix) => boolean) =>
    isPending(now.build) || requiredHotfixes(now.build).some(isMeant)
      ? changes
      : unneeded(changes, before.build !== now.build);
  return [
    ...(ids.length > 0 ? [] : wholeChange(code, isPending(before.hotfixes), isPending(now.hotfixes))),
    ...ids.flatMap((id) =>
      relevant(
        compared(`${id} at site ${code}`, hotfixStatements(before, id), hotfixStatements(now, id)),
        (hotfix) => hotfix.id === id,
      ),
    ),
    ...relevant(compared(`site ${code}`, time(before), time(now)), ({ purpose }) => purpose === "copylog"),
  ];
}

/** If all hotfixes are pending, it is not known which of them there will be. */
function isDeclared({ hotfixes }: SiteFacts, id: HotfixId): boolean {
  return !isPending(hotfixes) && hotfixes?.[id] !== undefined;
}

function wholeChange(code: string, wasPending: boolean, isPendingNow: boolean): LocalChange[] {
  const text = (pending: boolean) => (pending ? "pending" : "not declared");
  const effect = isPendingNow ? "stronger" : "weaker";
  return changed("evidence", effect, `hotfixes of site ${code}`, text(wasPending), text(isPendingNow));
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
  return Object.values(files).flatMap(({ path, version: declared }) =>
    // Either slash, either case: another spelling is no other file.
    statement(path.key, declared, (version) =>
      version === null
        ? { text: "missing", weight: 1 }
        : { text: version.text, weight: 1, meaning: versionKey(version), version },
    ).map(([name, own]) => [name, { ...own, called: path.text }] as const),
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

/** Nothing if either is no logon point: that is reported as such. */
function pointChanges(subject: string, before: Point, now: Point): LocalChange[] {
  if (isExcluded(before) || isExcluded(now)) return [];
  if (isPending(before) || isPending(now)) return compared(subject, allStatements(before), allStatements(now));
  const whole = `Copylog.tcf of ${subject}`;
  return [
    ...compared(subject, pointStatements(before), pointStatements(now)),
    ...compared(subject, copylogStatements(before?.copylog), copylogStatements(now?.copylog), whole),
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
    ...statement("reason why it could not be read", point?.notRead, (text) => ({ text, weight: 0 })),
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
  const text = codes.length === 0 ? "none" : codes.join(", ");
  return { text, weight: 1, meaning: JSON.stringify(codes.map(foldName)) };
}

/**
 * What changed of what is declared of one subject.
 *
 * @param whole what all of it is called.
 */
function compared(
  subject: string,
  before: Statements,
  now: Statements,
  whole = `evidence of ${subject}`,
): LocalChange[] {
  if ((before === WHOLLY_PENDING) !== (now === WHOLLY_PENDING) && before.size > 0 && now.size > 0) {
    const text = (statements: Statements) => (statements === WHOLLY_PENDING ? "pending" : "declared");
    return changed("evidence", "other", whole, text(before), text(now));
  }
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((name) => {
    const [old, young] = [before.get(name), now.get(name)];
    const what = `${young?.called ?? old?.called ?? name} of ${subject}`;
    if (old !== undefined && young !== undefined && isSame(old, young)) {
      return [
        ...respelled(what, old.spelling ?? old.text, young.spelling ?? young.text),
        ...respelled(`file of ${subject}`, old.called ?? name, young.called ?? name),
      ];
    }
    const text = (own: Statement | undefined) => own?.text ?? "not declared";
    return [
      { kind: "evidence", effect: effectOf(old, young), message: `${what}: ${text(old)} before, ${text(young)} now` },
    ];
  });
}

function isSame(before: Statement, now: Statement): boolean {
  return before.weight === now.weight && (before.meaning ?? before.text) === (now.meaning ?? now.text);
}

function effectOf(before: Statement | undefined, now: Statement | undefined): LocalChange["effect"] {
  const [old, young] = [before?.weight ?? 0, now?.weight ?? 0];
  // What is broken is not fixed because it is no longer declared.
  if (now === undefined && old < 0) return "other";
  if (old !== young) return young > old ? "stronger" : "weaker";
  const [oldVersion, youngVersion] = [before?.version, now?.version];
  if (oldVersion === undefined || youngVersion === undefined) return "other";
  return compareVersions(youngVersion, oldVersion) > 0 ? "stronger" : "weaker";
}
