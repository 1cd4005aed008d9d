import { groupBy, unique } from "../../domain/groups";
import { HOTFIXES } from "../../domain/hotfixes";
import type { Facts } from "../../domain/model/facts";
import { isBlocker, subjectKey, type Finding, type Subject } from "../../rules/finding";
import { RULES } from "../../rules/index";
import { headingOf } from "../../rules/report";
import { contextOf, type RuleContext } from "../../rules/judge/context";
import { judge, type JudgeOptions, type Judgement } from "../../rules/judge/judge";
import { worldsOf } from "../../rules/judge/worlds";
import { lookedAt } from "../../rules/judge/looked";
import { MOMENTS, type Moment } from "../../rules/moment";
import { CHECKLIST } from "../../rules/upgrade-advice/checklist";
import { asList } from "../../rules/wording";
import { levelsOf } from "../phrases/facts";
import { planText } from "../phrases/upgrades";

/** A site, a domain or a domain controller at which something is done, with a box to tick. */
export interface Place {
  readonly kind: Subject["kind"];
  readonly name: string;
  /** What else it is called: the server and the name of a site, the PDC of a domain. */
  readonly called?: string;
  /** What was found there, if it is not done. */
  readonly found?: string;
  readonly done: boolean;
}

/** What is done in the same way at one or several places. */
export interface Task {
  /** `required` blocks an upgrade, `recommended` and `checklist` do not; `done` is proven already. */
  readonly kind: "required" | "recommended" | "checklist" | "done";
  /** What it is about, if the places do not say so. */
  readonly title?: string;
  readonly places: readonly Place[];
  /** In the order in which they are done, at each place. */
  readonly steps: readonly string[];
  /** What has to be done before. */
  readonly waitsFor?: string;
  readonly articles: readonly string[];
}

/** A part of the work. The parts follow each other; what is in one part can be done at the same time. */
export interface Part {
  readonly moment: Moment;
  readonly title: string;
  /** What can be done at once, what to wait for, and how long. */
  readonly pace: string;
  readonly tasks: readonly Task[];
}

/** What is to be done for the upgrade of a hierarchy to SP2. */
export interface Runbook {
  readonly hierarchy: string;
  /** Day of the check, UTC. */
  readonly today: string;
  readonly verdict: Judgement["verdict"];
  readonly upgrades: Judgement["upgrades"];
  readonly isOver: boolean;
  readonly parts: readonly Part[];
}

const PARTS: Readonly<Record<Moment, Pick<Part, "title" | "pace"> & { readonly proven?: string }>> = {
  declaration: {
    title: "Correct the declaration",
    pace: "At your desk. Then run pulumi-sms plan again: what follows depends on it.",
  },
  hotfixes: {
    title: "Hotfixes, site by site",
    pace: "All sites can be done at the same time. No site is upgraded before every site has both hotfixes.",
    proven: "both hotfixes are proven",
  },
  senior: {
    title: "Senior Site of each domain",
    pace: "All domains can be done at the same time, and together with the hotfixes.",
    proven: "the Senior Site is known",
  },
  copylog: {
    title: "Copylog.tcf on each domain controller",
    pace: "Starts in a domain when its last site has the Copylog hotfix. The Logon Server Manager then runs once a day, or at once if a cycle is forced: one site at a time. Different domains can be done at the same time.",
    proven: "Copylog.tcf is updated and sound",
  },
  before: {
    title: "Right before the upgrades",
    pace: "When parts 1 to 4 are ticked and pulumi-sms check says ready. If days have passed, read Copylog.tcf again first.",
  },
  upgrade: {
    title: "The upgrades",
    pace: "From the central site down; a site waits until the upgrade of its parent site is finished. Sites in one line can be upgraded at the same time. All sites of one domain: within 2 to 3 hours if you can, within several hours at most; a weekend is best.",
  },
  after: {
    title: "Afterwards",
    pace: "When every site is at SP2. Clients that stay logged on follow within 23 hours. Then declare build 1493 for each upgraded site.",
  },
};

/** Turns a hierarchy into what is to be done, at which server, in which order. */
export function runbookOf(facts: Facts, options: JudgeOptions): Runbook {
  return runbookFrom(facts, judge(facts, options), options);
}

/** The same of a hierarchy that was checked already. What is pending is taken as the first of what it can turn out to be. */
export function runbookFrom(
  facts: Facts,
  judgement: Judgement,
  options: Pick<JudgeOptions, "settings" | "today">,
): Runbook {
  const [world = facts] = worldsOf(facts).hierarchies;
  const context = contextOf(world, options.settings, options.today);
  const { hierarchy, verdict, upgrades, findings, isOver } = judgement;
  const calls = callerOf(facts);
  const waits = waitsOf(context);
  const looked = lookedAt(facts, options.settings);
  const part = (moment: Moment): Part => {
    const due = findings.filter((finding) => momentOf(finding) === moment);
    const open = due.filter((finding) => isBlocker(finding));
    const proven = PARTS[moment].proven;
    const seen = RULES.filter((rule) => rule.moment === moment).flatMap(looked);
    return {
      moment,
      title: PARTS[moment].title,
      pace: paceOf(moment, context, judgement),
      tasks: [
        ...tasksOf("required", open, waits, calls),
        ...(proven === undefined ? [] : doneTasks(proven, seen, due, calls)),
        ...(moment === "upgrade" ? upgradeTasks(context, judgement, calls) : []),
        ...tasksOf(
          "recommended",
          due.filter((finding) => !isBlocker(finding)),
          waits,
          calls,
        ),
        ...(isOver && moment !== "after" ? [] : checklist(moment)),
      ],
    };
  };
  return { hierarchy, today: options.today, verdict, upgrades, isOver, parts: MOMENTS.map(part) };
}

/** The pace of a part; other words if nothing has to be done before the upgrades. */
function paceOf(moment: Moment, { isFinishing }: RuleContext, { applies, verdict }: Judgement): string {
  const isPrerequisite = moment === "hotfixes" || moment === "senior" || moment === "copylog";
  if (isPrerequisite && !applies) return "Q261931 does not apply: nothing here holds an upgrade back.";
  if (isPrerequisite && isFinishing) {
    return "At most one site is left below SP2: its upgrade is the cure of a mixed hierarchy, and nothing here holds it back (Q264630).";
  }
  return moment === "before" && verdict === "ready"
    ? "Now: every upgrade is ready. If days have passed since Copylog.tcf was read, read it again first."
    : PARTS[moment].pace;
}

function momentOf({ rule: id, code }: Finding): Moment | undefined {
  const rule = RULES.find((one) => one.id === id);
  return rule?.codes[code]?.moment ?? rule?.moment;
}

type Caller = (subject: Subject) => Pick<Place, "kind" | "name" | "called">;

/** What a subject is called beside its name. */
function callerOf({ sites, domains }: Facts): Caller {
  const controllers = new Map(
    Object.entries(domains).flatMap(([name, { pdc, bdcs }]) => [
      [subjectKey({ kind: "server", name: pdc }), `PDC of ${name}`] as const,
      ...bdcs.map((bdc) => [subjectKey({ kind: "server", name: bdc }), `BDC of ${name}`] as const),
    ]),
  );
  return (subject) => {
    const { kind, name } = subject;
    const site = kind === "site" ? sites[name] : undefined;
    const called =
      kind === "domain"
        ? `PDC ${domains[name]?.pdc ?? "not declared"}`
        : kind === "server"
          ? controllers.get(subjectKey(subject))
          : [site?.server, site?.name].filter((text) => text !== undefined).join(", ");
    return { kind, name, ...(called ? { called } : {}) };
  };
}

/** What is found at one subject is one piece of work; subjects with the same steps share them. */
function tasksOf(kind: "required" | "recommended", findings: readonly Finding[], waits: Waits, calls: Caller): Task[] {
  // Recommendations are about different matters, and have a title each.
  const keyOf = (finding: Finding) => `${subjectKey(finding.subject)} ${kind === "required" ? "" : finding.code}`;
  const work = groupBy(findings, keyOf).map((some) => ({
    some,
    steps: mergedSteps(some),
    waitsFor: waits.get(subjectKey(some[0].subject)),
  }));
  return groupBy(work, ({ steps, waitsFor, some }) =>
    JSON.stringify([steps, waitsFor, kind === "required" ? "" : some[0].code]),
  ).map((alike): Task => {
    const [first] = alike;
    const all = alike.flatMap(({ some }) => some);
    return {
      kind,
      ...(kind === "recommended" ? { title: headingOf(first.some[0]) } : {}),
      places: alike.map(({ some }) => ({
        ...calls(some[0].subject),
        found: unique(some.map(foundAt)).join("; "),
        done: false,
      })),
      steps: first.steps,
      ...(first.waitsFor === undefined ? {} : { waitsFor: first.waitsFor }),
      articles: unique(all.flatMap(({ articles }) => articles)),
    };
  });
}

function foundAt({ found, waivedBy, cause }: Finding): string {
  const waived = waivedBy === undefined ? "" : ` (waived by ${waivedBy.owner} until ${waivedBy.expires})`;
  return `${found}${waived}${cause === undefined ? "" : `. ${cause.text}`}`;
}

/**
 * Steps of several findings at one place. What is known to be needed is done once; steps that depend on what is read first may be
 * skipped, so they are not shared. What every list ends with comes last.
 */
function mergedSteps(findings: readonly Finding[]): string[] {
  const remedies = findings.map(({ remedy }) => remedy);
  if (remedies.length === 1) return [...(remedies[0] ?? [])];
  const ends = unique(remedies.map((remedy) => remedy.at(-1) ?? ""));
  const [end] = ends;
  const isKnown = findings.every(({ certainty }) => certainty === "known");
  const merged = isKnown ? unique(remedies.flat()) : remedies.flat();
  return ends.length === 1 && end !== undefined ? [...merged.filter((step) => step !== end), end] : merged;
}

/** What the work at a subject waits for, by its key. */
type Waits = ReadonlyMap<string, string>;

/** Copylog.tcf of a domain waits for the Copylog hotfix of its sites. */
function waitsOf(context: RuleContext): Waits {
  const unproven = openHotfixes(context);
  const waits = context.domains.flatMap(({ takingPart, controllers }) => {
    const open = takingPart.map(({ code }) => code).filter((code) => unproven.has(code));
    const hotfixes = `the Copylog hotfix at ${asList(open, 10)}`;
    if (open.length === 0) return [];
    return controllers.map(({ server }) => [subjectKey({ kind: "server", name: server }), hotfixes] as const);
  });
  return new Map(waits);
}

/** Sites at which a Copylog hotfix is not proven. */
function openHotfixes(context: RuleContext): ReadonlySet<string> {
  const found = RULES.filter(({ moment }) => moment === "hotfixes").flatMap(({ check }) => check?.(context) ?? []);
  const open = found.filter(({ hotfix }) => hotfix !== undefined && HOTFIXES[hotfix].purpose === "copylog");
  return new Set(open.map(({ subject }) => subject.name));
}

/** What is proven already, as one task with all its places ticked. */
function doneTasks(proven: string, seen: readonly Subject[], due: readonly Finding[], calls: Caller): Task[] {
  const open = new Set(due.map(({ subject }) => subjectKey(subject)));
  const byKey = new Map(seen.map((subject) => [subjectKey(subject), subject]));
  const done = [...byKey].filter(([key]) => !open.has(key)).map(([, subject]) => ({ ...calls(subject), done: true }));
  return done.length === 0 ? [] : [{ kind: "done", title: proven, places: done, steps: [], articles: [] }];
}

/** The upgrades in lines: the sites of one parent after it, in the planned order. */
function upgradeTasks({ facts, planned, sites }: RuleContext, { upgrades }: Judgement, calls: Caller): Task[] {
  const isDone = new Map(upgrades.map(({ site, done }) => [site, done === true]));
  const levels = levelsOf(facts.sites);
  const waves = groupBy(facts.upgrades, (code) => facts.sites[code]?.parent ?? "");
  const sorted = waves.toSorted(([a], [b]) => (levels.get(a) ?? 0) - (levels.get(b) ?? 0));
  const tasks = sorted.map((codes): Task => {
    const parent = facts.sites[codes[0] ?? ""]?.parent;
    const isOpen = parent !== undefined && planned.has(parent) && isDone.get(parent) !== true;
    return {
      kind: "required",
      title: parent === undefined ? "Central site" : `Sites below ${parent}`,
      places: codes.map((code) => ({ ...calls({ kind: "site", name: code }), done: isDone.get(code) === true })),
      steps: [],
      ...(isOpen ? { waitsFor: `the upgrade of ${parent}` } : {}),
      articles: ["Q264630"],
    };
  });
  const left = sites.filter(({ code, isBelowSp2 }) => isBelowSp2 && !planned.has(code)).map(({ code }) => code);
  if (left.length === 0) return tasks;
  const places = left.map((code) => ({ ...calls({ kind: "site", name: code }), done: false }));
  return [
    ...tasks,
    { kind: "recommended", title: "Below SP2 and not planned", places, steps: [], articles: ["Q264630"] },
  ];
}

function checklist(moment: Moment): Task[] {
  return CHECKLIST.filter((item) => item.moment === moment).map(({ text, articles }) => ({
    kind: "checklist",
    title: text,
    places: [],
    steps: [],
    articles,
  }));
}

/** What a runbook says at its head: how far it is, in two clauses. */
export function progressOf({ parts }: Runbook): { open: number; done: number } {
  const places = parts.flatMap(({ tasks }) => tasks).filter(({ kind }) => kind === "required" || kind === "done");
  const all = places.flatMap((task) => task.places);
  return { open: all.filter(({ done }) => !done).length, done: all.filter(({ done }) => done).length };
}

/** Who a place is, as `S08 (SMSS08, London)`. */
export function placeName({ name, called }: Place): string {
  return called === undefined ? name : `${name} (${called})`;
}

/** The verdict, what may begin, and how far the work is. */
export function leadOf(runbook: Runbook): string {
  const { open, done } = progressOf(runbook);
  return `${runbook.verdict}; ${planText([runbook])}; ${open} of ${open + done} required tasks to do`;
}

/** What stands over a task. */
export function titleOf({ kind, title, waitsFor }: Task): string | undefined {
  const label = kind === "recommended" && title !== undefined ? `Recommended: ${title}` : title;
  const wait = waitsFor === undefined ? undefined : `wait for ${waitsFor}`;
  if (label === undefined) return wait === undefined ? undefined : `First ${wait}`;
  return wait === undefined ? label : `${label}: ${wait}`;
}
