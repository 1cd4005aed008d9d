import type { Waiver } from "../../domain/waiver";
import type { Facts } from "../../domain/model/facts";
import { serversOf } from "../../domain/model/facts";
import { SP2_BUILD } from "../../domain/builds";
import { byKey } from "../../domain/groups";
import { foldName } from "../../domain/names";
import { holdsPending } from "../../domain/pending";
import type { RuleId } from "../../domain/rule-ids";
import type { Levels, Settings } from "../../domain/settings";
import { meantName, subjectKey, type Finding, type RuleFinding, type Subject } from "../finding";
import { RULES } from "../index";
import type { Rule } from "../rule";
import { upgradeOrder } from "../upgrade-order";
import { covers, isInForce, waiver, waiverFindings } from "../waiver";
import { contextOf, type RuleContext } from "./context";
import { inMixedHierarchy, levelOf, ruleLevel } from "./levels";
import { verdictsOf, type PlannedUpgrade, type Verdict } from "./verdict";
import { acrossWorlds, worldsOf, type Worlds } from "./worlds";

export { upgradeCounts, type PlannedUpgrade, type UpgradeCounts } from "./verdict";

/** What a judgement depends on besides the facts. */
export interface JudgeOptions {
  readonly settings: Settings;
  /** The day of the judgement, UTC, as YYYY-MM-DD: decides whether waivers count. */
  readonly today: string;
  /** Levels of rules that differ from their defaults. */
  readonly levels?: Levels;
  /** `none`: an organisation forbids waivers altogether. Default `allowed`. */
  readonly waivers?: "allowed" | "none";
}

/** What the rules say of a hierarchy. */
export interface Judgement {
  readonly hierarchy: string;
  /**
   * Whether Q261931 applies: two or more sites take part in one domain, or may while facts are pending. If it does not, neither
   * hotfixes nor Copylog.tcf nor the Senior Site were checked.
   */
  readonly applies: boolean;
  /** The worst verdict of the upgrades; without upgrades, whether any upgrade may begin. */
  readonly verdict: Verdict;
  /** One for each planned upgrade, in the planned order. */
  readonly upgrades: readonly PlannedUpgrade[];
  /** Nothing is left to upgrade: every planned upgrade is done or, if none is planned, every site is at SP2. */
  readonly isOver: boolean;
  /** In the order of the rules and of their codes, then by subject. */
  readonly findings: readonly Finding[];
  /** Waivers that cover a finding. */
  readonly waiversInForce: readonly Waiver[];
  /** The last day on which this judgement holds: the first day of expiry among the waivers in force. */
  readonly validThrough?: string;
}

/** Judges a hierarchy by all rules. */
export function judge(facts: Facts, options: JudgeOptions): Judgement {
  const worlds = worldsOf(facts);
  const contexts = worlds.hierarchies.map((world) => contextOf(world, options.settings, options.today));
  const openUpgrades = facts.upgrades.filter((code) => facts.sites[code]?.build !== SP2_BUILD);
  const isOver = isNothingLeft(facts, openUpgrades);
  const inForce = facts.waivers.filter((one) => isInForce(one, options.today, options.waivers ?? "allowed"));
  const waiverOf = waiverFinder(inForce);

  const unsettled = unsettledSubjects(contexts);
  const found = levelled(findAll(contexts, worlds), options.levels, isOver).filter(isNeeded(contexts));
  const covered = withOrderCondition(withWaivers(found, waiverOf), unsettled);
  const ofWaivers = aboutWaivers(facts, options, covered);
  const findings = sorted([...covered, ...ofWaivers].map((one) => complete(one, openUpgrades)));

  const isSure = !contexts.some(mayNotFinish) && isSettled(worlds, unsettled, options.levels, waiverOf);
  const best = isOver || isSure ? "ready" : "pending";
  return {
    hierarchy: facts.hierarchy,
    ...verdictsOf(facts, openUpgrades, findings, best),
    applies: contexts.some(({ sharedDomains }) => sharedDomains.length > 0),
    isOver,
    findings,
    ...validity(covered),
  };
}

/** A finding with its rule and its level. */
interface Found {
  readonly rule: Rule;
  readonly finding: RuleFinding & Pick<Finding, "level">;
  /** The waiver that covers it. */
  readonly by?: Waiver | undefined;
}

/** If every site is at SP2, or every planned upgrade is done, there is no upgrade left that could be refused. */
function isNothingLeft({ sites, upgrades }: Facts, openUpgrades: readonly string[]): boolean {
  if (openUpgrades.length > 0) return false;
  return upgrades.length > 0 || Object.values(sites).every(({ build }) => build === SP2_BUILD);
}

/** The findings of all rules, over every hierarchy that the facts can turn out to be. */
function findAll(contexts: readonly RuleContext[], worlds: Worlds): { rule: Rule; finding: RuleFinding }[] {
  return RULES.flatMap((rule) => {
    const perWorld = contexts.map((context) => inMixedHierarchy(rule, context, rule.check?.(context) ?? []));
    return acrossWorlds(perWorld, worlds).map((finding) => ({ rule, finding }));
  });
}

function levelled(
  found: readonly { rule: Rule; finding: RuleFinding }[],
  levels: Levels | undefined,
  isOver: boolean,
): Found[] {
  return found.map(({ rule, finding }) => ({
    rule,
    finding: { ...finding, level: isOver ? "advisory" : levelOf(rule, finding, levels) },
  }));
}

/**
 * Leaves out advice that only matters while a site of the domain is below SP2. What is known to be wrong with a file stays: it
 * harms clients of SP2 sites as well (Q264976, Q313209).
 */
function isNeeded(contexts: readonly RuleContext[]): (one: Found) => boolean {
  const below = new Map<Subject["kind"], ReadonlySet<string>>();
  return ({ rule, finding: { code, level, subject } }) => {
    if (level === "mandatory" || rule.codes[code]?.untilSp2 !== true) return true;
    const names = below.get(subject.kind) ?? namesBelowSp2(contexts, subject.kind);
    below.set(subject.kind, names);
    return names.has(meantName(subject));
  };
}

/** Domains in which a site below SP2 takes part, or their controllers, without case. */
function namesBelowSp2(contexts: readonly RuleContext[], kind: Subject["kind"]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, facts, hasSitesBelowSp2 } of contexts.flatMap(({ domains }) => domains)) {
    if (!hasSitesBelowSp2) continue;
    for (const one of kind === "domain" ? [name] : kind === "server" ? serversOf(facts) : []) names.add(foldName(one));
  }
  return names;
}

function withWaivers(found: readonly Found[], waiverOf: WaiverFinder): Found[] {
  return found.map((one) => ({ ...one, by: waiverOf(one.rule.id, one.finding.subject) }));
}

/** The first waiver in force for a rule and a subject. */
type WaiverFinder = (rule: RuleId, subject: Subject) => Waiver | undefined;

function waiverFinder(inForce: readonly Waiver[]): WaiverFinder {
  const waivers = byKey(inForce, ({ rule, subject }) => `${rule} ${foldName(subject)}`);
  return (rule, subject) =>
    waivers.get(`${rule} ${foldName(subject.name)}`)?.find((waiver) => covers(waiver, rule, subject));
}

/**
 * The order of the upgrades is a condition of any waiver of a hotfix rule (Q264630), so beside one it is mandatory and cannot be
 * waived itself. If it is pending whether such a waiver is needed, so is the condition.
 */
function withOrderCondition(covered: readonly Found[], unsettled: Unsettled): Found[] {
  const excused = covered.filter(
    ({ rule, finding, by }) => rule.waiverNeedsOrder === true && by !== undefined && finding.level === "mandatory",
  );
  if (excused.length === 0) return [...covered];
  const isPending = excused.every(
    ({ rule, finding: { certainty, subject } }) => certainty === "pending" || unsettled.has(keyOf(rule, subject)),
  );
  return covered.map((one) => {
    const { rule, finding, by } = one;
    if (rule !== upgradeOrder || (by === undefined && finding.level === "mandatory")) return one;
    return { rule, finding: { ...finding, level: "mandatory", certainty: isPending ? "pending" : finding.certainty } };
  });
}

function aboutWaivers(facts: Facts, { today, waivers = "allowed" }: JudgeOptions, covered: readonly Found[]): Found[] {
  const used = new Set(covered.flatMap(({ by }) => by ?? []));
  const found = waiverFindings(facts, { today, allowed: waivers, rules: RULES }, (one) => used.has(one));
  return levelled(
    found.map((finding) => ({ rule: waiver, finding })),
    undefined,
    false,
  );
}

function complete({ rule, finding, by }: Found, openUpgrades: readonly string[]): Finding {
  return {
    ...finding,
    rule: rule.id,
    upgrades: finding.upgrades ?? openUpgrades,
    message: `${finding.subject.name}: ${finding.found}; needed: ${finding.needed}`,
    ...(by === undefined ? {} : { waivedBy: { owner: by.owner, reason: by.reason, expires: by.expires } }),
  };
}

/** Subjects at which a pending fact may still break a rule, by rule. */
type Unsettled = ReadonlyMap<string, { readonly rule: Rule; readonly subject: Subject }>;

function unsettledSubjects(contexts: readonly RuleContext[]): Unsettled {
  const subjects = RULES.flatMap((rule) =>
    contexts.flatMap((context) => (rule.unsettled?.(context) ?? []).map((subject) => ({ rule, subject }))),
  );
  return new Map(subjects.map((one) => [keyOf(one.rule, one.subject), one]));
}

/** Whether a site may turn out not to be at SP2, as declared, by facts that are pending: then nothing is finishing. */
function mayNotFinish({ isFinishing, sitesAtSp2 }: RuleContext): boolean {
  return isFinishing && sitesAtSp2.some(({ facts }) => holdsPending(facts));
}

/** Whether nothing that was not found can still come out as a blocker. */
function isSettled(
  { isComplete }: Worlds,
  unsettled: Unsettled,
  levels: Levels | undefined,
  waiverOf: WaiverFinder,
): boolean {
  const stands = (rule: Rule, subject: Subject) =>
    ruleLevel(rule, levels) === "mandatory" && waiverOf(rule.id, subject) === undefined;
  return isComplete && ![...unsettled.values()].some(({ rule, subject }) => stands(rule, subject));
}

function keyOf({ id }: Rule, subject: Subject): string {
  return `${id} ${subjectKey(subject)}`;
}

function validity(covered: readonly Found[]): Pick<Judgement, "waiversInForce" | "validThrough"> {
  const waiversInForce = [...new Set(covered.flatMap(({ by }) => by ?? []))];
  const [first] = waiversInForce.map(({ expires }) => expires).sort();
  return { waiversInForce, ...(first === undefined ? {} : { validThrough: first }) };
}

function sorted(findings: readonly Finding[]): Finding[] {
  const place = new Map(RULES.map(({ id }, index) => [id, index]));
  const codes = new Map(RULES.flatMap((rule) => Object.keys(rule.codes)).map((code, index) => [code, index]));
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) =>
      (place.get(a.rule) ?? 0) - (place.get(b.rule) ?? 0) ||
      (codes.get(a.code) ?? 0) - (codes.get(b.code) ?? 0) ||
      order(a.subject.name, b.subject.name) ||
      order(a.hotfix ?? "", b.hotfix ?? "") ||
      order(b.level, a.level) ||
      order(a.part ?? "", b.part ?? ""),
  );
}
