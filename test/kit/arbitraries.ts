import fc from "fast-check";
import { HOTFIXES, requiredHotfixes, type Hotfix } from "../../domain/hotfixes";
import type { HierarchyInput, SiteInput, DomainInput, CopylogInput, Known } from "../../domain/model/document";
import { OPEN_RULES } from "../../domain/rule-ids";
import { MINIMUM_EVIDENCES, READINGS, type Settings } from "../../domain/settings";
import type { Build } from "../../domain/builds";

type LogonPointInput = Known<Known<DomainInput["logonPoints"]>[string]>;
type HotfixInput = Known<Known<SiteInput["hotfixes"]>["Q249077"]>;

/** How much of a hierarchy is as it should be. Only one with few faults can become ready by a wrong turn. */
export interface Health {
  /** One fact in so many is at fault or missing. */
  readonly oneFaultIn: number;
}

/** Domain and site names that are declared; few, so that hierarchies share domains often. */
const DOMAINS = ["CORP", "Sales", "NORTH SEA"] as const;
const SITES = ["CEN", "P01", "012", "1E3", "zzz"] as const;

/** A day around the one on which tests judge. */
export const days = fc.constantFrom("1999-12-31", "2000-06-30", "2000-07-01", "2000-08-01", "2000-09-29", "2000-09-30");

/** Settings of a judgement. */
export const settings: fc.Arbitrary<Settings> = fc.record({
  reading: fc.constantFrom(...READINGS),
  minimumEvidence: fc.constantFrom(...MINIMUM_EVIDENCES),
});

/** Hierarchies that can be judged, as a file has them: nothing pending, no waivers. */
export function hierarchies(health: Health = { oneFaultIn: 6 }): fc.Arbitrary<HierarchyInput> {
  const counts = fc.record({ sites: fc.integer({ min: 1, max: 5 }), domains: fc.integer({ min: 1, max: 3 }) });
  return counts.chain(({ sites, domains }) => {
    const codes = SITES.slice(0, sites);
    const names = DOMAINS.slice(0, domains);
    return fc.record({
      hierarchy: fc.constantFrom("contoso", "a b <i>|é"),
      domains: fc.tuple(...names.map((name, index) => domainOf(name, index, codes, health))).map(Object.fromEntries),
      sites: fc.tuple(...codes.map((code, index) => siteOf(code, index, codes, names, health))).map(treeOf),
      upgrades: fc.shuffledSubarray([...codes]),
    });
  }) as fc.Arbitrary<HierarchyInput>;
}

/** Sites by code; one that others report to is primary. */
function treeOf(entries: readonly [string, SiteInput][]): Record<string, SiteInput> {
  const parents = new Set(entries.map(([, { parent }]) => parent));
  const isHigh = (code: string, { type }: SiteInput) => type === "secondary" && parents.has(code);
  return Object.fromEntries(
    entries.map(([code, site]) => [code, isHigh(code, site) ? { ...site, type: "primary" as const } : site]),
  );
}

/** Waivers for a hierarchy, most of them for subjects that it has. */
export function waiversFor({
  domains = {},
  sites,
}: HierarchyInput): fc.Arbitrary<NonNullable<HierarchyInput["waivers"]>> {
  const servers = Object.values(domains).flatMap(({ pdc, bdcs = [] }) => [pdc, ...bdcs]);
  return fc.array(
    fc.record({
      rule: fc.constantFrom(...OPEN_RULES),
      subject: fc.constantFrom(...Object.keys(sites), ...Object.keys(domains), ...servers, "nobody"),
      reason: fc.constantFrom("a reason", "\u202ereason\u001b[2J"),
      owner: fc.constant("j.doe"),
      expires: days,
    }),
    { maxLength: 4 },
  );
}

/** Anything that a file could hold, from a document with one odd place to no document at all. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  {
    arbitrary: fc.tuple(hierarchies(), fc.nat(), oddValues()).map(([document, at, odd]) => spoilt(document, at, odd)),
    weight: 3,
  },
  fc.jsonValue({ stringUnit: "binary" }),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
);

function oddValues(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom(null, "", 0, -1, NaN, true, [], {}, "\ud800", "__proto__", "1380", Symbol("odd"), new Map(), [
      [[]],
    ]),
    fc.anything(),
  );
}

function spoilt(document: HierarchyInput, at: number, odd: unknown): unknown {
  const copy = structuredClone(document) as unknown;
  const places: { owner: Record<string, unknown>; key: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push({ owner: value as Record<string, unknown>, key });
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const place = places[at % places.length];
  if (place !== undefined) place.owner[place.key] = odd;
  return copy;
}

function mostly<T, U>(good: fc.Arbitrary<T>, { oneFaultIn }: Health, bad: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ arbitrary: good, weight: oneFaultIn - 1 }, { arbitrary: bad as fc.Arbitrary<T | U>, weight: 1 });
}

function siteOf(
  code: string,
  index: number,
  codes: readonly string[],
  domains: readonly string[],
  health: Health,
): fc.Arbitrary<[string, SiteInput]> {
  const builds = mostly(fc.constantFrom<Build>(1380), health, fc.constantFrom<Build>(1239, 1493));
  const shape = fc.record({
    build: builds,
    platform: mostly(fc.constant("i386" as const), health, fc.constant("alpha" as const)),
    type: mostly(fc.constant("primary" as const), health, fc.constant("secondary" as const)),
    parent: fc.constantFrom(...codes.slice(0, Math.max(1, index))),
  });
  return shape.chain(({ build, platform, type, parent }) =>
    fc
      .record(
        {
          domains: mostly(fc.constant<string[]>([...domains]), health, fc.shuffledSubarray([...domains])),
          fullVersion: mostly(
            fc.constant(`2.00.${build}.1000`),
            health,
            fc.constantFrom(null, "000", "2.00.1239.0000"),
          ),
          setupType: fc.constantFrom(2, 6),
          logonInstallation: mostly(fc.constant(true), health, fc.constant(false)),
          logonDiscovery: mostly(fc.constant(true), health, fc.constant(false)),
          remoteInstallation: fc.boolean(),
          copylogFixInstalled: times(),
          hotfixes: hotfixesOf(build, platform, health),
        },
        { requiredKeys: ["domains", "hotfixes"] },
      )
      .map((facts): [string, SiteInput] => [
        code,
        { type: index === 0 ? "central" : type, ...(index === 0 ? {} : { parent }), build, platform, ...facts },
      ]),
  );
}

function times(): fc.Arbitrary<string> {
  return fc.constantFrom("2000-06-20T08:00:00Z", "2000-06-20T09:00:00+02:00", "2000-06-21T08:00:00Z");
}

function hotfixesOf(build: Build, platform: "i386" | "alpha", health: Health): fc.Arbitrary<SiteInput["hotfixes"]> {
  const required = requiredHotfixes(build);
  const others = Object.values(HOTFIXES).filter((hotfix) => !required.includes(hotfix));
  const entry = (hotfix: Hotfix) => hotfixOf(hotfix, platform, health).map((facts) => [hotfix.id, facts] as const);
  return fc
    .tuple(
      fc.tuple(...required.map((hotfix) => fc.option(entry(hotfix), { freq: 4 * health.oneFaultIn }))),
      fc.tuple(...others.map((hotfix) => mostly(fc.constant(null), health, entry(hotfix)))),
    )
    .map((entries) => Object.fromEntries(entries.flat().filter((one) => one !== null)) as SiteInput["hotfixes"]);
}

function hotfixOf(hotfix: Hotfix, platform: "i386" | "alpha", health: Health): fc.Arbitrary<HotfixInput> {
  const attested = fc.record({ attestedBy: fc.constant("j.doe"), attestedOn: days });
  const files = fc
    .tuple(...hotfix.files.map((file) => fileOf(file, platform, health)))
    .map((all) => ({ files: Object.fromEntries(all.filter((one) => one !== null)) }));
  const shown = fc.oneof(
    { arbitrary: files, weight: 6 },
    attested,
    fc.tuple(files, attested).map(([some, who]) => ({ ...some, ...who })),
  );
  const nothing = fc.constantFrom<HotfixInput>({ installed: false }, {}, { files: {} });
  return mostly(shown as fc.Arbitrary<HotfixInput>, { oneFaultIn: 2 * health.oneFaultIn }, nothing);
}

function fileOf(
  { name, minimum }: Hotfix["files"][number],
  platform: "i386" | "alpha",
  health: Health,
): fc.Arbitrary<readonly [string, string] | null> {
  const { build, revision } = minimum;
  const good = fc.constantFrom(revision, revision + 1).map((last) => `2.0.${build}.${last}`);
  const bad = fc.constantFrom(`2.0.${build}.${revision - 1}`, `2.00.${build}.1405`, "2.0.1493.2000", "2.0.1239.9");
  const folder = mostly(
    fc.constantFrom(`Bin\\${platform}\\`, `bin/${platform.toUpperCase()}/`),
    health,
    fc.constant("Bin\\alpha\\"),
  );
  const listed = fc
    .tuple(folder, mostly(good, health, bad))
    .map(([path, version]) => [`${path}${name}`, version] as const);
  return mostly(listed, { oneFaultIn: 2 * health.oneFaultIn }, fc.constant(null));
}

function domainOf(
  name: string,
  index: number,
  codes: readonly string[],
  health: Health,
): fc.Arbitrary<[string, DomainInput]> {
  const servers = Array.from({ length: 3 }, (_, number) => `D${index}C${number}`);
  return fc.integer({ min: 1, max: 3 }).chain((count) => {
    const [pdc = "", ...bdcs] = servers.slice(0, count);
    const points = fc
      .tuple(
        ...servers.slice(0, count).map((server) =>
          fc.option(
            pointOf(codes, health).map((point) => [server, point] as const),
            { freq: 4 * health.oneFaultIn },
          ),
        ),
      )
      .map((some) => Object.fromEntries(some.filter((one) => one !== null)));
    const senior = mostly(fc.constant("CEN\r\n"), health, fc.constantFrom(...codes, null, "", "cen", " CEN", "XXX"));
    return fc
      .record({ seniorList: senior, logonPoints: points }, { requiredKeys: ["seniorList", "logonPoints"] })
      .map((facts): [string, DomainInput] => [name, { pdc, bdcs, ...facts }]);
  });
}

function pointOf(codes: readonly string[], health: Health): fc.Arbitrary<LogonPointInput> {
  const good = fc.constantFrom<LogonPointInput>(
    { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true },
    { copylog: { text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=cen\r\n" }, updatedSinceFix: true },
  );
  const odd = fc.oneof(
    fc.constant<LogonPointInput>({ logonPoint: false }),
    fc.record({ copylog: copylogOf(codes), updatedSinceFix: fc.boolean() }, { requiredKeys: [] }),
    copylogOf(codes).chain((copylog) =>
      times().map((modified): LogonPointInput => ({ copylog: { ...copylog, modified } })),
    ),
  );
  return mostly(good, health, odd as fc.Arbitrary<LogonPointInput>);
}

function copylogOf(codes: readonly string[]): fc.Arbitrary<CopylogInput> {
  const owner = fc.constantFrom(...codes, "REM");
  const owners = fc.uniqueArray(owner, { minLength: 1, maxLength: 3 });
  const lines = fc.array(
    fc.tuple(fc.constantFrom("x86.bin\\clicore.exe", "i386\\msvcrt.dll", "SITES\\REM\\caplist.ini"), owner),
    { maxLength: 4 },
  );
  return fc.oneof<fc.Arbitrary<CopylogInput>[]>(
    owner.map((sharedOwner) => ({ sharedOwner })),
    fc.record({ owners, siteFolders: fc.subarray([...codes, "REM"]) }).map((some) => ({ ...some, corrupt: false })),
    lines.map((some) => ({ text: ["[FILE SOURCE]", ...some.map((line) => line.join("="))].join("\r\n") })),
    fc.constantFrom<CopylogInput>(
      { corrupt: true },
      { corrupt: false },
      {},
      { corrupt: false },
      { corrupt: true, owners: [] },
    ),
  );
}
