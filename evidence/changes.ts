import type { HierarchyInput, SiteInput } from "../domain/model/document";
import { differences } from "../domain/model/differences";
import { membersOf } from "../domain/model/plain-data";
import { lastFixInstalled } from "../domain/model/updated-since-fix";
import { SP2_BUILD } from "../domain/builds";
import { HOTFIX_IDS, HOTFIXES, parseFilePath, proofOf, type HotfixId } from "../domain/hotfixes";
import { foldName } from "../domain/names";
import { isPending } from "../domain/pending";
import { parseCopylog } from "../domain/text/copylog";
import { parseVersion } from "../domain/version";
import type { ControllerEvidence } from "./controller";
import type { Inspection } from "./inspect";
import type { SiteEvidence } from "./site";

/** Something declared that is not what was found. */
export interface Difference {
  readonly subject: { readonly kind: "site" | "domain" | "server"; readonly name: string };
  /** Field of the hierarchy file: `hotfixes.Q249077`. */
  readonly fact: string;
  readonly declared: string;
  readonly found: string;
}

/** A change of a hierarchy document: a value at a path, or undefined to take it away. */
export interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What an inspection changes in the document that it began with. */
export interface Changes {
  readonly changes: readonly Change[];
  readonly differences: readonly Difference[];
  /** What was found and is not used, and why. */
  readonly notes: readonly string[];
}

/** Found values take the place of declared ones, each with a difference; what is not known changes nothing. */
export function changesOf(document: HierarchyInput, inspection: Inspection): Changes {
  const collected = new Collector();
  for (const [code, evidence] of inspection.sites) {
    const site = document.sites[code];
    if (site !== undefined) siteChanges(collected, code, site, evidence);
  }
  for (const [name, controllers] of inspection.domains) {
    domainChanges(collected, document, name, controllers, inspection);
  }
  return collected;
}

type Kind = Difference["subject"]["kind"];

class Collector implements Changes {
  readonly changes: Change[] = [];
  readonly differences: Difference[] = [];
  readonly notes: string[] = [];

  set(path: readonly string[], value: unknown): void {
    this.changes.push({ path, value });
  }

  /** Takes over what was found of a thing, field by field. */
  fields(kind: Kind, name: string, place: readonly string[], declared: object, found: object): void {
    for (const { path, before, now, isSpelling } of differences(declared, found)) {
      if (now === undefined || isSpelling || isPending(before)) continue;
      if (before !== undefined) this.differs(kind, name, path.join("."), before, now);
      this.set([...place, ...path], now);
    }
  }

  differs(kind: Kind, name: string, fact: string, declared: unknown, found: unknown): void {
    this.differences.push({ subject: { kind, name }, fact, declared: shown(declared), found: shown(found) });
  }
}

function shown(value: unknown): string {
  if (value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function siteChanges(collected: Collector, code: string, site: SiteInput, { facts }: SiteEvidence): void {
  collected.fields("site", code, ["sites", code], site, facts);
  const versionBuild = parseVersion(String(site.version ?? ""))?.build;
  if (facts.build !== undefined && versionBuild !== undefined && versionBuild !== facts.build) {
    collected.differs("site", code, "version", site.version, `build ${String(facts.build)}`);
    collected.set(["sites", code, "version"], undefined);
  }
  if (isPending(facts.hotfixes) || isPending(site.hotfixes)) return;
  for (const id of HOTFIX_IDS) hotfixChanges(collected, code, id, site.hotfixes?.[id], facts.hotfixes?.[id]);
}

/** What is said of a hotfix as a whole, and its files show otherwise. */
function hotfixChanges(collected: Collector, code: string, id: HotfixId, declared: unknown, found: unknown): void {
  const { files } = membersOf(found) as { files?: Readonly<Record<string, string | null>> };
  if (files === undefined) return;
  const { installed, attestedBy } = membersOf(declared);
  const failed = HOTFIXES[id].files.flatMap((file) => {
    const version = Object.entries(files).find(
      ([path]) => parseFilePath(path).name.toLowerCase() === file.name.toLowerCase(),
    )?.[1];
    if (version === undefined) return [];
    const parsed = version === null ? undefined : parseVersion(version);
    const proof = parsed === undefined ? "missing" : proofOf(HOTFIXES[id], file, parsed);
    return proof === "proven"
      ? []
      : [`${file.name} ${version === null ? "is missing" : `is ${version} (${PROOFS[proof]})`}`];
  });
  if (attestedBy !== undefined && failed.length > 0) {
    collected.differs(
      "site",
      code,
      `hotfixes.${id}`,
      `installed, attested by ${String(attestedBy)}`,
      failed.join(", "),
    );
  }
  if (installed !== false) return;
  const isInstalled = failed.length === 0 && HOTFIXES[id].files.length === Object.keys(files).length;
  if (isInstalled) collected.differs("site", code, `hotfixes.${id}.installed`, "not installed", "its files are there");
  collected.set(["sites", code, "hotfixes", id, "installed"], undefined);
}

const PROOFS: Readonly<Record<string, string>> = {
  missing: "not a version",
  "too-old": "too old",
  "other-build": "of another build",
  "client-pack": "of a client pack",
  "other-service-pack": "of another service pack",
};

/** Milliseconds between two clocks below which nothing is concluded from an order of times. */
const MARGIN = 600_000;

function domainChanges(
  collected: Collector,
  document: HierarchyInput,
  name: string,
  controllers: readonly ControllerEvidence[],
  inspection: Inspection,
): void {
  const domain = document.domains?.[name];
  if (domain === undefined || isPending(domain.logonPoints)) return;
  const points = domain.logonPoints ?? {};
  const fixed = lastFixOf(document, name, inspection);
  for (const { server, facts, offset } of controllers) {
    const declaredAs = Object.keys(points).find((one) => foldName(one) === foldName(server)) ?? server;
    const { seniorList, logonPoint: found } = facts;
    const list = typeof seniorList === "string" ? seniorList.replace(/\r?\n$/, "") : seniorList;
    collected.fields("domain", name, ["domains", name], domain, { seniorList: list });
    const declared = points[declaredAs];
    if (found === undefined || isPending(declared)) continue;
    const place = ["domains", name, "logonPoints", declaredAs];
    if (found["logonPoint"] === false) {
      if (declared?.logonPoint === false) continue;
      if (declared !== undefined && Object.keys(declared).length > 0) {
        collected.differs("server", server, "logonPoint", "a logon point", "no share SMSLOGON");
      }
      collected.set(place, { logonPoint: false });
      continue;
    }
    if (declared?.logonPoint === false) {
      collected.differs("server", server, "logonPoint", "no logon point", "has SMSLOGON\\Config\\Copylog.tcf");
      collected.set([...place, "logonPoint"], undefined);
    }
    copylogChanges(collected, { server, place, offset, fixed }, declared ?? {}, found["copylog"] as FoundCopylog);
  }
}

interface FoundCopylog {
  readonly text: string;
  readonly modified?: string;
}

interface LastFix {
  /** Milliseconds since 1970; undefined: not known. */
  readonly time: number | undefined;
  /** By how much the clocks of the site servers may be wrong. */
  readonly offset: number;
}

function copylogChanges(
  collected: Collector,
  {
    server,
    place,
    offset,
    fixed,
  }: { server: string; place: readonly string[]; offset: number | undefined; fixed: LastFix },
  declared: { copylog?: unknown; updatedSinceFix?: unknown },
  found: FoundCopylog,
): void {
  const stated = (isPending(declared.copylog) ? {} : (declared.copylog ?? {})) as Record<string, unknown>;
  const text = found.text.replaceAll("\r\n", "\n");
  const differing = summaryDifference(stated, text);
  if (differing !== undefined)
    collected.differs("server", server, `copylog.${differing[0]}`, differing[1], differing[2]);
  const hasSame = differing === undefined && stated["text"] !== undefined;
  const margin = MARGIN + Math.abs(offset ?? 0) + fixed.offset;
  const modified = found.modified === undefined ? undefined : Date.parse(found.modified);
  const isClose = modified !== undefined && fixed.time !== undefined && Math.abs(modified - fixed.time) < margin;
  if (isClose) {
    const minutes = Math.round(margin / 60_000);
    const clock = offset === undefined ? "; its clock could not be read" : "";
    collected.notes.push(
      `${server}: Copylog.tcf was written within ${minutes} minutes of the Copylog hotfix, too close to compare${clock}`,
    );
  }
  const before = stated["modified"];
  const isSameTime = before !== undefined && Date.parse(String(before)) === modified;
  if (before !== undefined && modified !== undefined && !isSameTime) {
    collected.differs("server", server, "copylog.modified", before, found.modified);
  }
  const time = isClose ? undefined : (found.modified ?? (differing === undefined ? before : undefined));
  if (!hasSame) collected.set([...place, "copylog"], { ...(time === undefined ? {} : { modified: time }), text });
  else if (time !== before) collected.set([...place, "copylog", "modified"], time);
  if (declared.updatedSinceFix === undefined || modified === undefined || fixed.time === undefined || isClose) return;
  if (declared.updatedSinceFix === modified > fixed.time) return;
  const order = modified > fixed.time ? "after" : "before";
  collected.differs(
    "server",
    server,
    "updatedSinceFix",
    declared.updatedSinceFix,
    `written ${found.modified}, ${order} the fix`,
  );
  collected.set([...place, "updatedSinceFix"], undefined);
}

/** What the declared summary or text of a Copylog.tcf says otherwise than the text that was found. */
function summaryDifference(
  stated: Record<string, unknown>,
  text: string,
): [fact: string, declared: unknown, found: unknown] | undefined {
  if (typeof stated["text"] === "string") {
    const isSameText = stated["text"].replaceAll("\r\n", "\n").trimEnd() === text.trimEnd();
    return isSameText
      ? undefined
      : ["text", "another text", `owner of clicore.exe ${parseCopylog(text).clicore ?? "none"}`];
  }
  const found = parseCopylog(text);
  const [difference] = differences(stated, { sharedOwner: found.owners[0] ?? null, ...found }).filter(
    ({ before, now, isSpelling }) => before !== undefined && now !== undefined && !isSpelling && !isPending(before),
  );
  return difference && [difference.path.join("."), difference.before, difference.now];
}

/** When the last site of a domain got its Copylog hotfix: as found, else as declared. */
function lastFixOf(document: HierarchyInput, domain: string, { sites }: Inspection): LastFix {
  const own = Object.entries(document.sites).filter(([code, site]) => {
    const build = sites.get(code)?.facts.build ?? site.build;
    return build !== SP2_BUILD && site.domains.some((one) => foldName(one) === foldName(domain));
  });
  const times = own.map(([code, site]) => ({
    copylogFixInstalled: knownTime(sites.get(code)?.facts.copylogFixInstalled) ?? knownTime(site.copylogFixInstalled),
  }));
  const { last, missing } = lastFixInstalled(times);
  const offsets = own.map(([code]) => Math.abs(sites.get(code)?.offset ?? 0));
  return { time: times.length === 0 || missing !== undefined ? undefined : last, offset: Math.max(0, ...offsets) };
}

function knownTime(time: unknown): string | undefined {
  return typeof time === "string" ? time : undefined;
}
