import { SP2_BUILD, type Build } from "../../domain/builds";
import { HOTFIXES } from "../../domain/hotfixes";
import type { HotfixFacts, SiteFacts } from "../../domain/model/document";
import { isPending, type Pending } from "../../domain/pending";
import { parseVersion } from "../../domain/version";

/** What contradicts the build of a site that is declared at SP2. */
export interface OlderFacts {
  /** The latest of the builds that they show. */
  readonly build: Build;
  /** What shows it, as a sentence. */
  readonly found: string;
}

/**
 * Facts of an older build at a site that is declared at SP2: `Full Version`, or a file that SP2 replaces. They may be left over
 * from before the upgrade, or there was none.
 */
export function olderFactsOf(facts: SiteFacts): OlderFacts | undefined {
  if (facts.build !== SP2_BUILD) return undefined;
  const shown = [...fullVersionOf(facts), ...filesOf(facts)].filter((one) => one.build < SP2_BUILD);
  if (shown.length === 0) return undefined;
  return {
    build: Math.max(...shown.map((one) => one.build)) as Build,
    found: shown.map(({ text }) => text).join(", "),
  };
}

interface Shown {
  readonly build: number;
  readonly text: string;
}

function fullVersionOf({ fullVersion }: Pick<SiteFacts, "fullVersion">): Shown[] {
  const version = typeof fullVersion === "string" ? parseVersion(fullVersion) : undefined;
  return version === undefined ? [] : [{ build: version.build, text: `Full Version is ${version.text}` }];
}

const REPLACED = new Set(
  Object.values(HOTFIXES).flatMap(({ files }) => files.flatMap(({ key }) => Object.values(key))),
);

/** Files of the server's own platform alone: the others are not in use (Q250850). */
function filesOf({ hotfixes, platform }: Pick<SiteFacts, "hotfixes" | "platform">): Shown[] {
  if (hotfixes === undefined || isPending(hotfixes)) return [];
  return Object.values<HotfixFacts | Pending | undefined>(hotfixes).flatMap((hotfix) => {
    const files = isPending(hotfix) ? undefined : hotfix?.files;
    if (files === undefined || isPending(files)) return [];
    return Object.values(files).flatMap(({ path, version }) => {
      if (version === null || isPending(version) || !REPLACED.has(path.key)) return [];
      if (!isPending(platform) && path.platform !== platform) return [];
      return [{ build: version.build, text: `${path.text} is ${version.text}` }];
    });
  });
}
