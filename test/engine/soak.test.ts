import fc from "fast-check";
import { isRefused, Lab } from "../kit/engine/lab";

/** What the program declares: everything that the model below needs to know of it. */
interface Facts {
  /** Per site: its hotfixes are proven, too old, not declared, or an output that this update produces, good or bad. */
  readonly hotfixes: Readonly<Record<Site, "proven" | "old" | "missing" | "later" | "laterOld">>;
  /** Per controller: Copylog.tcf is updated, older, or nothing is declared. */
  readonly copylog: Readonly<Record<Controller, "updated" | "older" | "missing">>;
  readonly senior: "CEN" | "cen";
  /** The hotfixes of S01 are waived. */
  readonly isWaived: boolean;
  readonly upgrades: readonly Site[];
}
type Site = "CEN" | "P01" | "S01";
type Controller = "PDC1" | "BDC1";

const SITES: readonly Site[] = ["CEN", "P01", "S01"];
const CONTROLLERS: readonly Controller[] = ["PDC1", "BDC1"];

/** Mostly good facts, so that refusals and successes are both frequent. */
const mostly = <T>(good: T, ...others: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const facts: fc.Arbitrary<Facts> = fc.record({
  hotfixes: fc.record({
    CEN: mostly("proven" as const, "old", "missing", "later", "laterOld"),
    P01: mostly("proven" as const, "old", "missing", "later", "laterOld"),
    S01: mostly("proven" as const, "old", "missing"),
  }),
  copylog: fc.record({
    PDC1: mostly("updated" as const, "older", "missing"),
    BDC1: mostly("updated" as const, "older", "missing"),
  }),
  senior: mostly("CEN" as const, "cen"),
  isWaived: fc.boolean(),
  upgrades: fc.constantFrom<Site[]>(["CEN"], ["CEN", "P01"], ["CEN", "P01", "S01"]),
});

/**
 * What the program is to come to; `refusedAtApply` passes a preview.
 *
 * @param installed names of the installations in the state: what they gave out is known in a preview.
 */
function model(
  { hotfixes, copylog, senior, isWaived }: Facts,
  installed: readonly string[],
): "ready" | "refused" | "refusedAtApply" {
  const sites = SITES.filter((site) => !(site === "S01" && isWaived));
  const states = sites.map((site) =>
    hotfixes[site] === "laterOld" && installed.includes(nameOf(site, "laterOld")) ? "old" : hotfixes[site],
  );
  const isRefused =
    states.some((state) => state === "old" || state === "missing") ||
    CONTROLLERS.some((server) => copylog[server] !== "updated") ||
    senior === "cen";
  if (isRefused) return "refused";
  return states.includes("laterOld") ? "refusedAtApply" : "ready";
}

function nameOf(site: Site, state: string): string {
  return `${site}-${state}`;
}

function program({ hotfixes, copylog, senior, isWaived, upgrades }: Facts): string {
  const version = { proven: "2.0.1380.1105", old: "2.0.1380.1104", later: "2.0.1380.1105", laterOld: "2.0.1380.1104" };
  const bySite = SITES.map((site) => {
    const state = hotfixes[site];
    if (state === "missing") return `delete doc.sites.${site}.hotfixes.Q249077;`;
    const files =
      state === "later" || state === "laterOld"
        ? `new Later("${nameOf(site, state)}", "${version[state]}").files`
        : `{ "Bin\\\\i386\\\\Nt_logon.dll": "${version[state]}" }`;
    return `doc.sites.${site}.hotfixes.Q249077 = { files: ${files} };`;
  });
  const byController = CONTROLLERS.map((server) => {
    const state = copylog[server];
    if (state === "missing") return `delete doc.domains.CORP.logonPoints.${server};`;
    return `doc.domains.CORP.logonPoints.${server}.updatedSinceFix = ${state === "updated"};`;
  });
  const today = new Date().toISOString().slice(0, 10);
  const waiver = { rule: "hotfix-prerequisites", subject: "S01", reason: "soak", owner: "j.doe", expires: today };
  const waivers = isWaived ? [waiver, { ...waiver, rule: "hotfix-evidence" }] : [];
  return [
    "const doc = facts();",
    ...bySite,
    ...byController,
    `doc.domains.CORP.seniorList = "${senior}";`,
    `doc.waivers = ${JSON.stringify(waivers)};`,
    `doc.upgrades = ${JSON.stringify(upgrades)};`,
    `sms.Hierarchy.fromFacts("contoso", doc);`,
  ].join("\n");
}

const COMMANDS = ["preview", "up", "upWithoutPreview", "upWithoutPack"] as const;

/** `npm run soak -- RUNS` says how many runs; in the suite it is as many as fit into a minute and a half. */
const RUNS = Number(process.env["SOAK_RUNS"] ?? 0);
const END = Date.now() + 90 * 1000;

test("previews and updates of one stack are refused exactly if the model says so, whatever came before", async () => {
  const seed = Number(process.env["SOAK_SEED"] ?? Date.now() % 2 ** 31);
  const steps = fc.sample(fc.tuple(facts, fc.constantFrom(...COMMANDS)), { seed, numRuns: RUNS || 200 });
  const lab = Lab.ofProgram("");
  let applied: readonly string[] = [];
  for (const [index, [declared, command]] of steps.entries()) {
    if (RUNS === 0 && Date.now() > END) break;
    lab.write(program(declared));
    const expected = model(declared, lab.stored("lab:index:Installation"));
    const outcome =
      command === "preview"
        ? await lab.preview()
        : command === "up"
          ? await lab.up()
          : await lab.upWithoutPreview({ pack: command === "upWithoutPreview" });
    const isToBeRefused = expected === "refused" || (expected === "refusedAtApply" && command !== "preview");
    const stored = lab.stored("sms:index:Sp2Upgrade");
    // A refused run starts no upgrade; one that passes has those of the plan, and takes the records of others away.
    const planned = [...declared.upgrades].sort();
    const wanted = command === "preview" || isToBeRefused ? applied : planned;
    const isStored = isToBeRefused ? stored.every((site) => applied.includes(site)) : String(stored) === String(wanted);
    const told = isRefused(outcome) === isToBeRefused && isStored ? "" : outcome.output;
    expect({
      seed,
      index,
      command,
      declared,
      isRefused: isRefused(outcome),
      stored: isStored ? "as wanted" : stored,
      told,
    }).toEqual({ seed, index, command, declared, isRefused: isToBeRefused, stored: "as wanted", told: "" });
    applied = stored;
  }
});
