import { createColors } from "picocolors";
import { byKey, groupBy } from "../../domain/groups";
import type { SiteFacts } from "../../domain/model/document";
import type { Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import type { Judgement } from "../../rules/judge/judge";
import { reportOf, byStanding, STANDING_TEXTS, type FindingGroup, type Standing } from "../../rules/report";
import { asList } from "../../rules/wording";
import { isUnchanged, isWeaker, type Change, type Comparison } from "../comparison/comparison";
import { placeText, type Place, type PlacedFinding } from "../place";
import {
  comparedLists,
  countsText,
  findingName,
  NOTHING_CHANGED,
  verdictText,
  weakerText,
} from "../phrases/comparison";
import { subjectText } from "../phrases/facts";
import {
  attentionTexts,
  exemptionOf,
  planText,
  UPGRADE_STATES,
  upgradeState,
  upgradeStates,
  WAITS,
  type UpgradeState,
} from "../phrases/upgrades";
import { visible, visibleLines } from "../phrases/visible";
import { widthOf, wrap } from "../phrases/wrap";
import type { Failure, Review } from "../review";

/** What findings can be listed by: the rule that reports them, or where they are to be fixed. */
export const GROUPINGS = ["rule", "site", "domain", "server"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** How a text is laid out. */
export interface Layout {
  /** Columns of the terminal; Infinity for text that goes elsewhere. */
  readonly width: number;
  readonly colours: boolean;
  /** Default `rule`. */
  readonly groupBy?: Grouping | undefined;
}

/** Upgrades, subjects of one code and changes of one kind that are listed; more are counted. */
const UPGRADES_SHOWN = 10;
const SUBJECTS_SHOWN = 20;
const CHANGES_SHOWN = 20;

/** Columns that the place and the name of a subject have beside what was found. */
const NAME_WIDTH = 48;

/** Where what is not listed can be read. */
const ALL_OF_THEM = "--format json or html lists all of them";

/** A judgement whose findings may have places, or can be placed, with the facts if they are at hand. */
type PlacedJudgement = Omit<Judgement, "findings"> & {
  readonly findings: readonly PlacedFinding[];
  readonly facts?: Facts;
  readonly placeOf?: (finding: PlacedFinding) => Place | undefined;
};

/** A review for a person at a terminal: what failed, the judgement of each hierarchy, and what changed. */
export function reviewText(review: Review, layout: Layout): string {
  return textOf(layout, (page) => page.review(review));
}

/** A judgement for a person: the verdicts, what is in the way and how to fix it, what is waived, and advice. */
export function judgementText(judgement: PlacedJudgement, layout: Layout): string {
  return textOf(layout, (page) => page.judgement(judgement));
}

/** What changed since a base. */
export function comparisonText(comparison: Comparison, layout: Layout): string {
  return textOf(layout, (page) => page.comparison(comparison));
}

function textOf(layout: Layout, write: (page: Page) => void): string {
  const page = new Page(layout);
  write(page);
  return page.toString();
}

type Colour = "red" | "yellow" | "cyan" | "magenta" | "blue" | "green";

const COLOUR_OF: Readonly<Record<UpgradeState | Standing, Colour>> = {
  blocked: "red",
  undetermined: "yellow",
  pending: "cyan",
  ready: "green",
  done: "blue",
  known: "red",
  unknown: "yellow",
  waived: "magenta",
  advice: "blue",
};

/** A text in the making. */
class Page {
  private readonly lines: string[] = [];
  private readonly paint: ReturnType<typeof createColors>;
  private placeOf: (finding: PlacedFinding) => Place | undefined = ({ place }) => place;

  constructor(private readonly layout: Layout) {
    this.paint = createColors(layout.colours);
  }

  toString(): string {
    return `${this.lines.join("\n")}\n`;
  }

  review({ subject, failures, hierarchies, ungated, engineFindings, remarks, comparison }: Review): void {
    const { bold, red, yellow } = this.paint;
    if (failures.length > 0) {
      this.part(`${bold(visible(subject || "review"))}: ${bold(red("failed"))}; there is no reliable result`);
      for (const failure of failures) this.failure(failure);
    }
    if (engineFindings.length > 0) {
      this.part(bold(red(`Refused by the engine's policies (${engineFindings.length})`)));
      for (const group of reportOf(engineFindings)) this.group(group);
    }
    for (const judgement of hierarchies) this.judgement(judgement);
    for (const name of ungated) {
      const why = "no upgrade is declared, so there is no gate and nothing was checked";
      this.part(`${bold(visible(name))}: ${yellow("not checked")}; ${why}`);
    }
    if (remarks.length > 0) this.part();
    for (const remark of remarks) this.paragraph(remark, "  - ");
    if (comparison !== undefined) this.comparison(comparison);
  }

  judgement(judgement: PlacedJudgement): void {
    const { hierarchy, verdict, upgrades, validThrough, findings, facts } = judgement;
    const until = validThrough === undefined ? "" : `; waivers in force end on ${validThrough}`;
    const exemption = exemptionOf(judgement);
    const state = this.state(verdict) + (exemption === undefined ? "" : ` (${exemption})`);
    this.part(`${this.paint.bold(visible(hierarchy))}: ${state}; ${planText([judgement])}${until}`);
    // Upgrades that are listed one by one say for themselves whether they wait.
    const isListed = upgrades.length <= UPGRADES_SHOWN;
    if (isListed) this.upgradesInOrder(judgement);
    else this.upgradesByState(upgrades);
    this.placeOf = judgement.placeOf ?? (({ place }) => place);
    for (const text of attentionTexts([judgement]).slice(0, isListed ? 1 : 2)) {
      this.paragraph(text, "  ", "    ");
    }
    const { groupBy: grouping = "rule" } = this.layout;
    if (grouping === "rule" || facts === undefined) this.byStanding(findings, facts);
    else this.byWhere(findings, facts, grouping);
  }

  /** Findings under a title for each standing, in groups of one rule and code. */
  private byStanding(findings: readonly PlacedFinding[], facts: Facts | undefined): void {
    for (const { standing, title, count, groups } of byStanding(reportOf(findings))) {
      this.part(this.paint.bold(this.paint[COLOUR_OF[standing]](`${title} (${count})`)));
      for (const group of groups) this.group(group, facts);
    }
  }

  /** Findings under what they are to be fixed at. */
  private byWhere(findings: readonly PlacedFinding[], facts: Facts, grouping: Exclude<Grouping, "rule">): void {
    for (const [where, own] of byKey(findings, whereOf(facts, grouping))) {
      this.part(this.paint.bold(`${visible(where)} (${own.length})`));
      for (const group of reportOf(own)) this.group(group, facts, STANDING_TEXTS[group.standing].title);
    }
  }

  private group(group: FindingGroup<PlacedFinding>, facts?: Facts, mark?: string): void {
    const { code, title, standing, findings, causes, needs, steps, moreSteps, articles, rule, page } = group;
    const { bold, dim } = this.paint;
    const colour = this.paint[COLOUR_OF[standing]];
    this.lines.push("");
    this.paragraph(`${title} (${code})`, mark === undefined ? "  " : `  ${mark}: `, "    ", (text) =>
      mark === undefined ? bold(text) : text.replace(mark, colour),
    );
    const shown = findings
      .slice(0, SUBJECTS_SHOWN)
      .map((finding) => ({ finding, name: this.placedName(finding, facts) }));
    const width = Math.min(NAME_WIDTH, Math.max(...shown.map(({ name }) => widthOf(name))));
    for (const { finding, name } of shown) {
      const { found, waivedBy } = finding;
      const by =
        waivedBy === undefined ? "" : `; waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason}`;
      this.paragraph(found + by, `    ${name}${" ".repeat(Math.max(0, width - widthOf(name)))}  `, "      ");
    }
    this.more(findings.slice(SUBJECTS_SHOWN));
    for (const { text, whose } of causes) this.paragraph(text, `    cause${whose}: `, "      ");
    for (const { text, whose } of needs) this.paragraph(text, `    needed${whose}: `, "      ");
    for (const { steps: list, whose } of steps) {
      if (list.length > 0) this.paragraph(`to do${whose}:`, "    ", "      ", dim);
      for (const [index, step] of list.entries()) this.paragraph(step, `    ${index + 1}. `, "       ", dim);
    }
    if (moreSteps > 0) this.paragraph(`to do: and ${moreSteps} more, which --format json lists`, "    ", "      ", dim);
    this.paragraph(`${rule}: ${articles.join(", ")}; see ${page}`, "    ", "      ", dim);
  }

  /** The subject of a finding behind the place where it is declared. */
  private placedName(finding: PlacedFinding, facts: Facts | undefined): string {
    const place = this.placeOf(finding);
    const name = subjectText(finding.subject, facts);
    return visible(place === undefined ? name : `${placeText(place)}: ${name}`);
  }

  /** Findings that are not listed one by one, counted by what was found. */
  private more(findings: readonly PlacedFinding[]): void {
    if (findings.length === 0) return;
    const causes = groupBy(findings, ({ found, subject }) => found.replaceAll(subject.name, "…"));
    causes.sort((a, b) => b.length - a.length);
    this.lines.push(`    and ${findings.length} more (${ALL_OF_THEM}):`);
    for (const [first, ...others] of causes.slice(0, 5)) {
      const found = first.found.replaceAll(first.subject.name, others.length === 0 ? first.subject.name : "…");
      this.paragraph(found, `      ${others.length + 1} × `, "        ");
    }
    const rest = causes.slice(5).reduce((sum, cause) => sum + cause.length, 0);
    if (rest > 0) this.lines.push(`      ${rest} × with other causes`);
  }

  private failure({ message, place }: Failure): void {
    const [first = "", ...others] = visibleLines(message);
    this.paragraph(place === undefined ? first : `${placeText(place)}: ${first}`, "  - ");
    for (const line of others) this.paragraph(line, "    ");
  }

  comparison(comparison: Comparison): void {
    const { base, verdicts, changes } = comparison;
    const weaker = changes.filter(isWeaker);
    this.part(this.paint.bold(`Since ${visible(base)}: ${countsText(comparison)}`));
    if (isUnchanged(comparison)) this.lines.push(`  ${NOTHING_CHANGED}`);
    for (const change of verdicts.slice(0, CHANGES_SHOWN)) this.paragraph(verdictText(change), "  ");
    if (verdicts.length > CHANGES_SHOWN) this.lines.push(`  and ${verdicts.length - CHANGES_SHOWN} more`);
    this.list(this.paint.red(weakerText(weaker.length)), weaker.map(changeText));
    for (const { title, entries } of comparedLists(comparison)) {
      const texts = entries.map(({ finding, text }) => `${findingName(finding)}: ${text}`);
      this.list(`${title} (${entries.length})`, texts);
    }
    const others = changes.filter((change) => !isWeaker(change));
    this.list(`other changes (${others.length})`, others.map(changeText));
  }

  private list(title: string, texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.lines.push(`  ${title}`);
    for (const text of texts.slice(0, CHANGES_SHOWN)) this.paragraph(text, "    - ");
    if (texts.length > CHANGES_SHOWN) this.lines.push(`    and ${texts.length - CHANGES_SHOWN} more`);
  }

  private state(state: UpgradeState): string {
    return this.paint.bold(this.paint[COLOUR_OF[state]](state));
  }

  private upgradesInOrder(judgement: PlacedJudgement): void {
    const states = upgradeStates(judgement);
    for (const upgrade of judgement.upgrades) {
      const note = states.get(upgrade.site) === WAITS ? this.paint.dim(` (${WAITS})`) : "";
      this.lines.push(`  ${visible(upgrade.site)}  ${this.state(upgradeState(upgrade))}${note}`);
    }
  }

  private upgradesByState(upgrades: Judgement["upgrades"]): void {
    const sitesOf = byKey(upgrades, upgradeState);
    for (const state of UPGRADE_STATES) {
      const sites = sitesOf.get(state)?.map(({ site }) => site);
      if (sites !== undefined) this.paragraph(asList(sites, UPGRADES_SHOWN), `  ${state} (${sites.length}): `, "    ");
    }
  }

  /** A line with a blank line between it and what stands above. */
  private part(...lines: string[]): void {
    if (this.lines.length > 0) this.lines.push("");
    this.lines.push(...lines);
  }

  private paragraph(
    text: string,
    first: string,
    next = " ".repeat(first.length),
    paint = (line: string) => line,
  ): void {
    const lines = wrap(visible(text), visible(first), next, this.layout.width);
    this.lines.push(...lines.map(paint));
  }
}

/** Where a finding is to be fixed: at a site, in a domain, or on a server. */
function whereOf(facts: Facts, grouping: Exclude<Grouping, "rule">): (finding: PlacedFinding) => string {
  const domains = Object.entries(facts.domains);
  const domainOfServer = new Map(
    domains.flatMap(([name, { pdc, bdcs }]) => [pdc, ...bdcs].map((server) => [foldName(server), name])),
  );
  return ({ subject: { kind, name } }) => {
    if (kind === grouping) return `${kind} ${name}`;
    const site = kind === "site" ? facts.sites[name] : undefined;
    if (grouping === "domain" && kind === "server")
      return `domain ${domainOfServer.get(foldName(name)) ?? "not known"}`;
    if (grouping === "domain" && site !== undefined) return `domain ${site.domains.join(", ") || "none"}`;
    if (grouping === "server" && site !== undefined) return serverText(name, site);
    if (grouping === "server" && kind === "domain") return `server ${facts.domains[name]?.pdc ?? "not known"}`;
    return `other: ${kind} ${name}`;
  };
}

function serverText(code: string, { server }: SiteFacts): string {
  return typeof server === "string" ? `server ${server}` : `site server of ${code}`;
}

function changeText({ effect, message }: Change): string {
  return effect === "stronger" ? `${message} (stronger)` : message;
}
