import type { Waiver } from "../../domain/waiver";
import type { Facts } from "../../domain/model/facts";
import { SP2_BUILD } from "../../domain/builds";
import { OPEN_RULES } from "../../domain/rule-ids";
import type { Levels, Settings } from "../../domain/settings";
import { contextOf } from "./context";
import { isBlocker, type Finding, type Level, type RuleFinding, type Subject } from "../finding";
import { HOTFIX_RULES } from "../hotfix/index";
import { RULES } from "../index";
import { mootAdvice } from "./moot-advice";
import { isPendingElsewhere } from "./pending-elsewhere";
import type { Rule } from "../rule";
import { upgradeOrder } from "../upgrade-order";
import { verdictOf, worst, type Verdict } from "./verdict";
import { covers, isInForce, waiver, waiverFindings } from "../waiver";
import { acrossWorlds, worldsOf } from "./worlds";

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

/** An upgrade that a hierarchy plans. */
export interface PlannedUpgrade {
  readonly site: string;
  readonly verdict: Verdict;
  /** The site is at SP2: nothing is left that could begin. The verdict is `ready`. */
  readonly done?: true;
}

/** How many of planned upgrades are still to be done, how many of those may begin, and how many are done. */
export interface UpgradeCounts {
  readonly open: number;
  readonly ready: number;
  readonly done: number;
}

/** Counts planned upgrades. */
export function upgradeCounts(upgrades: readonly PlannedUpgrade[]): UpgradeCounts {
  const open = upgrades.filter(({ done }) => done !== true);
  const ready = open.filter(({ verdict }) => verdict === "ready").length;
  return { open: open.length, ready, done: upgrades.length - open.length };
}

/** What the rules say of a hierarchy. */
export interface Judgement {
  readonly hierarchy: string;
  /**
   * Whether Q261931 applies: several sites manage logon points in one domain, or may while facts are pending. Where it
   * does not, neither hotfixes nor Copylog.tcf nor the Senior Site were judged.
   */
  readonly applies: boolean;
  /** The worst verdict of the upgrades; without upgrades, whether any upgrade may begin. */
  readonly verdict: Verdict;
  /** One for each planned upgrade, in the planned order. */
  readonly upgrades: readonly PlannedUpgrade[];
  /** Nothing is left to upgrade: every planned upgrade is done or, where none is planned, every site is at SP2. */
  readonly isOver: boolean;
  /** In the order of the rules, then by code and subject. */
  readonly findings: readonly Finding[];
  /** Waivers that cover a finding. */
  readonly waiversInForce: readonly Waiver[];
  /** The last day on which this judgement stands: the first day of expiry among the waivers in force. */
  readonly validThrough?: string;
}

/** Judges a hierarchy by all rules. */
export function judge(facts: Facts, options: JudgeOptions): Judgement {
  const worlds = worldsOf(facts);
  const contexts = worlds.hierarchies.map((world) => contextOf(world, options.settings));
  const allowed = options.waivers ?? "allowed";
  const openUpgrades = facts.upgrades.filter((code) => facts.sites[code]?.build !== SP2_BUILD);
  const inForce = facts.waivers.filter((one) => isInForce(one, options.today, allowed));

  const isOver = openUpgrades.length === 0 && (facts.upgrades.length > 0 || isAllAtSp2(facts));
  const levelOf = (rule: Rule, finding: RuleFinding): Level =>
    isOver ? "advisory" : (finding.level ?? rule.codes[finding.code]?.level ?? ruleLevel(rule, options.levels));
  const isMoot = mootAdvice(contexts);
  const found = RULES.flatMap((rule) => {
    const perWorld = contexts.map((context) => rule.check?.(context) ?? []);
    return acrossWorlds(perWorld, worlds)
      .filter((finding) => levelOf(rule, finding) === "mandatory" || !isMoot(finding))
      .map((finding) => ({ rule, finding }));
  });
  const covered = applyWaivers(found, inForce, levelOf);
  const used = new Set(covered.flatMap(({ by }) => by ?? []));
  const complete = (rule: Rule, finding: RuleFinding, by?: Waiver): Finding => ({
    ...finding,
    rule: rule.id,
    level: levelOf(rule, finding),
    upgrades: finding.upgrades ?? openUpgrades,
    message: `${finding.subject.name}: ${finding.found}; needed: ${finding.needed}`,
    ...(by === undefined ? {} : { waivedBy: { owner: by.owner, reason: by.reason, expires: by.expires } }),
  });
  const findings = sorted([
    ...covered.map(({ rule, finding, by }) => complete(rule, finding, by)),
    ...waiverFindings(facts, options.today, allowed, (one) => used.has(one)).map((one) => complete(waiver, one)),
  ]);
  const stands = (rule: Rule, subject: Subject): boolean =>
    ruleLevel(rule, options.levels) === "mandatory" && !inForce.some((one) => covers(one, { rule: rule.id, subject }));
  // Without every combination of pending facts judged, what was not found may still come out.
  const isOpen = !worlds.isComplete || isPendingElsewhere(found, contexts, stands);
  const best = isOpen && !isOver ? "pending" : "ready";
  const applies = contexts.some(({ sharedDomains }) => sharedDomains.length > 0);
  return { ...verdictsOf(facts, openUpgrades, findings, best), applies, isOver, findings, ...validity([...used]) };
}

interface Found {
  readonly rule: Rule;
  readonly finding: RuleFinding;
}

interface Covered extends Found {
  /** The waiver that covers it. */
  readonly by: Waiver | undefined;
}

/**
 * Findings with the waivers that cover them. The order of the upgrades is a condition of any waiver of a hotfix rule
 * (Q264630), so beside one it is mandatory and cannot be waived itself; where it is pending whether such a waiver is
 * needed, so is the condition.
 */
function applyWaivers(
  found: readonly Found[],
  inForce: readonly Waiver[],
  levelOf: (rule: Rule, finding: RuleFinding) => Level,
): Covered[] {
  const covered = found.map((one): Covered => {
    const waivable = { rule: one.rule.id, subject: one.finding.subject };
    return { ...one, by: inForce.find((waiver) => covers(waiver, waivable)) };
  });
  const excused = covered.filter(({ rule, by }) => by !== undefined && HOTFIX_RULES.includes(rule));
  if (excused.length === 0) return covered;
  const isPending = excused.every(({ finding }) => finding.certainty === "pending");
  return covered.map((one) => {
    const { rule, finding, by } = one;
    const stands = by === undefined && levelOf(rule, finding) === "mandatory";
    if (rule !== upgradeOrder || stands) return one;
    const certainty = isPending ? "pending" : finding.certainty;
    return { rule, finding: { ...finding, level: "mandatory", certainty }, by: undefined };
  });
}

/** Where every site is at SP2 there is no upgrade left that could be refused. */
function isAllAtSp2({ sites }: Facts): boolean {
  return Object.values(sites).every(({ build }) => build === SP2_BUILD);
}

/** The level of a rule, or the one that an organisation chose: not for the rules that keep the gate honest. */
function ruleLevel({ id, level }: Rule, levels: JudgeOptions["levels"]): Level {
  const open = OPEN_RULES.find((one) => one === id);
  return (open === undefined ? undefined : levels?.[open]) ?? level;
}

function verdictsOf(
  facts: Facts,
  openUpgrades: readonly string[],
  findings: readonly Finding[],
  best: Verdict,
): Pick<Judgement, "hierarchy" | "verdict" | "upgrades"> {
  const { hierarchy } = facts;
  const blockers = findings.filter(isBlocker);
  if (facts.upgrades.length === 0) return { hierarchy, verdict: worst([best, verdictOf(blockers)]), upgrades: [] };
  const ofAll = worst([best, verdictOf(blockers.filter(({ upgrades }) => upgrades === openUpgrades))]);
  const ofOne = new Map<string, Finding[]>();
  for (const blocker of blockers.filter(({ upgrades }) => upgrades !== openUpgrades)) {
    for (const site of blocker.upgrades) ofOne.set(site, [...(ofOne.get(site) ?? []), blocker]);
  }
  const open = new Set(openUpgrades);
  const upgrades = facts.upgrades.map((site): PlannedUpgrade =>
    open.has(site)
      ? { site, verdict: worst([ofAll, verdictOf(ofOne.get(site) ?? [])]) }
      : { site, verdict: "ready", done: true },
  );
  return { hierarchy, verdict: worst(upgrades.map(({ verdict }) => verdict)), upgrades };
}

function validity(used: readonly Waiver[]): Pick<Judgement, "waiversInForce" | "validThrough"> {
  const [first] = used.map(({ expires }) => expires).sort();
  return { waiversInForce: used, ...(first === undefined ? {} : { validThrough: first }) };
}

function sorted(findings: readonly Finding[]): Finding[] {
  const place = new Map(RULES.map(({ id }, index) => [id, index]));
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) =>
      (place.get(a.rule) ?? 0) - (place.get(b.rule) ?? 0) ||
      order(a.code, b.code) ||
      order(a.subject.name, b.subject.name) ||
      order(a.hotfix ?? "", b.hotfix ?? ""),
  );
}
