import { toFacts } from "../../domain/model/facts";
import { isSiteCode } from "../../domain/names";
import type { Settings } from "../../domain/settings";
import { judge, type JudgeOptions, type Judgement } from "../../rules/judge/judge";

/** The day on which the tests judge. */
export const TODAY = "2000-07-01";

/** Files that show the hotfixes, as an Intel server has them when each is installed: the minimum of each article. */
export const RELEASE_FILES = {
  Q251070: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1239.62" } },
  Q252718: { files: { "Bin\\i386\\Ccm.dll": "2.0.1239.64", "Bin\\i386\\Ccmbtldr.exe": "2.0.1239.64" } },
} as const;

export const SP1_FILES = {
  Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } },
  Q252717: {
    files: {
      "Bin\\i386\\Ccm.dll": "2.0.1380.1125",
      "Bin\\i386\\Ccmbtldr.exe": "2.0.1380.1125",
      "Bin\\i386\\Baseobj.dll": "2.0.1380.1101",
    },
  },
} as const;

export const ATTESTED = { attestedBy: "j.doe", attestedOn: "2000-06-20" } as const;

/** A logon point that is confirmed. */
export const CONFIRMED = { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true } as const;

/**
 * A hierarchy of which no rule finds anything: two SP1 sites share CORP, each with both fixes, each logon point
 * confirmed, Senior.lst in place, no upgrade planned yet.
 */
export function base(): Tree {
  return {
    hierarchy: "contoso",
    domains: {
      CORP: {
        pdc: "CORPPDC",
        bdcs: ["CORPBDC"],
        seniorList: "CEN\r\n",
        logonPoints: { CORPPDC: copyOf(CONFIRMED), CORPBDC: copyOf(CONFIRMED) },
      },
    },
    sites: {
      CEN: { type: "central", build: 1380, domains: ["CORP"], hotfixes: copyOf(SP1_FILES) },
      P01: { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: copyOf(SP1_FILES) },
    },
    upgrades: [],
    waivers: [],
  };
}

/** A document, or a part of one. */
export type Tree = Record<string, unknown>;

/**
 * Changes to a hierarchy: places separated by slashes (file paths have backslashes), with what stands there now.
 * Undefined takes away what is there; so a fact becomes one that nobody stated.
 */
export type Changes = Readonly<Record<string, unknown>>;

/** A hierarchy with changes. */
export function changed(tree: Tree, changes: Changes): Tree {
  for (const [place, value] of Object.entries(changes)) {
    const keys = place.split("/");
    const last = keys.pop() ?? "";
    const owner = keys.reduce((at, key) => {
      at[key] ??= {};
      return at[key] as Tree;
    }, tree);
    if (value === undefined) delete owner[last];
    else owner[last] = copyOf(value);
  }
  return tree;
}

/** A copy that later changes leave alone. `structuredClone` knows no pending facts. */
export function copyOf<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member as unknown)])) as T;
}

/** The base hierarchy with changes. */
export function hierarchy(changes: Changes = {}): Tree {
  return changed(base(), changes);
}

/** How a test judges, where it is not the default. */
export interface Options extends Partial<Settings>, Partial<Omit<JudgeOptions, "settings">> {}

/** What the rules say of a document. */
export function judgementOf(document: Tree, options: Options = {}): Judgement {
  const { reading = "every-site", minimumEvidence = "attested", ...others } = options;
  return judge(toFacts(document), { today: TODAY, ...others, settings: { reading, minimumEvidence } });
}

/** The whole list of findings, each as `rule code subject level certainty hotfix`; waived ones say so at the end. */
export function findingsOf(document: Tree, options: Options = {}): string[] {
  return judgementOf(document, options).findings.map(({ rule, code, subject, level, certainty, hotfix, waivedBy }) =>
    [rule, code, subject.name, level, certainty, ...(hotfix ? [hotfix] : []), ...(waivedBy ? ["waived"] : [])].join(
      " ",
    ),
  );
}

/** The findings without those of `upgrade-advice`, which has tests of its own. */
export function checksOf(document: Tree, options: Options = {}): string[] {
  return findingsOf(document, options).filter((row) => !row.startsWith("upgrade-advice "));
}

/** The one finding of a code at a subject; the test fails where there is none. */
export function findingOf(document: Tree, code: string, subject?: string, options: Options = {}) {
  const found = judgementOf(document, options).findings.filter(
    (finding) => finding.code === code && (subject === undefined || finding.subject.name === subject),
  );
  expect(found.map((finding) => `${finding.code} ${finding.subject.name}`)).toHaveLength(1);
  return found[0]!;
}

/** Many codes that sites can have. */
export function siteCodes(count: number): string[] {
  const numbers = Array.from({ length: count + 10 }, (_, index) => index.toString(36).toUpperCase().padStart(3, "0"));
  return numbers.filter((code) => isSiteCode(code) && code !== "CEN").slice(0, count);
}

/** A hierarchy without hotfixes in which every site but the first is below the one before it, planned from the top. */
export function chainOf(length: number): Tree {
  const codes = siteCodes(length);
  const sites = codes.map((code, index) => {
    const place = index === 0 ? { type: "central" } : { type: "primary", parent: codes[index - 1] };
    return [code, { ...place, build: 1380, domains: ["CORP"] }] as const;
  });
  return { hierarchy: "chain", domains: { CORP: { pdc: "PDC" } }, sites: Object.fromEntries(sites), upgrades: codes };
}

/** Seconds of processor time that a function takes: a machine under load changes nothing in them. */
export function secondsOf(run: () => unknown): number {
  const started = process.cpuUsage();
  run();
  return process.cpuUsage(started).user / 1e6;
}
