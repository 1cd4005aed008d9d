import { createColors } from "picocolors";
import { docPage } from "../../rules/doc-page";
import type { Judgement } from "../../rules/judge/judge";
import { placeText } from "../place";
import { shared } from "../../rules/report";
import type { PlacedFinding } from "../review";
import { exemptionOf } from "../writing/exemption";
import { groupBy, unique } from "../../domain/groups";
import { planText, UPGRADE_STATES, upgradeState, type UpgradeState } from "../writing/plan";
import { STANDINGS, standingOf, type Standing } from "../writing/standing";
import { visible } from "../writing/visible";
import { widthOf, wrap } from "../writing/wrap";

/** How a text is laid out. */
export interface Layout {
  /** Columns of the terminal; Infinity for text that goes elsewhere. */
  readonly width: number;
  readonly colours: boolean;
}

/** Upgrades that are listed one by one; more are listed by what they are. */
const UPGRADES_SHOWN = 10;

/** Subjects of one code that are listed one by one; more are counted. */
const SUBJECTS_SHOWN = 20;

/** What is found at more subjects than are listed: kinds that are told apart. */
const KINDS_SHOWN = 5;

/** Where what is not listed can be read. */
const ALL_OF_THEM = "--format json or html lists all of them";

/** A judgement whose findings may say where their subjects are declared. */
type PlacedJudgement = Omit<Judgement, "findings"> & { readonly findings: readonly PlacedFinding[] };

/** A judgement for a person: the verdicts, what is in the way and how to mend it, what is waived, and advice. */
export function judgementText(judgement: PlacedJudgement, layout: Layout): string {
  const page = new Page(layout);
  page.headline(judgement);
  for (const standing of STANDINGS) {
    const [title, colour] = SECTIONS[standing];
    page.section(
      title,
      colour,
      judgement.findings.filter((finding) => standingOf(finding) === standing),
    );
  }
  return page.toString();
}

type Colour = "red" | "yellow" | "cyan" | "magenta" | "blue" | "green";

const COLOUR_OF: Readonly<Record<UpgradeState, Colour>> = {
  blocked: "red",
  undetermined: "yellow",
  pending: "cyan",
  ready: "green",
  done: "blue",
};

const SECTIONS: Readonly<Record<Standing, readonly [title: string, colour: Colour]>> = {
  known: ["Known to be broken", "red"],
  unknown: ["Not known: look it up and declare it", "yellow"],
  pending: ["Known only when this update runs", "cyan"],
  waived: ["Waived", "magenta"],
  advice: ["Advice", "blue"],
};

/** A text in the making. */
class Page {
  private readonly lines: string[] = [];
  private readonly paint: ReturnType<typeof createColors>;

  constructor(private readonly layout: Layout) {
    this.paint = createColors(layout.colours);
  }

  toString(): string {
    return `${this.lines.join("\n")}\n`;
  }

  headline(judgement: PlacedJudgement): void {
    const { hierarchy, verdict, upgrades, validThrough } = judgement;
    const until = validThrough === undefined ? "" : `; waivers in force end on ${validThrough}`;
    this.lines.push(`${this.paint.bold(visible(hierarchy))}: ${this.state(verdict)}; ${planText([judgement])}${until}`);
    if (upgrades.length > UPGRADES_SHOWN) this.upgradesByState(upgrades);
    else for (const one of upgrades) this.lines.push(`  ${visible(one.site)}  ${this.state(upgradeState(one))}`);
    const exemption = exemptionOf(judgement);
    if (exemption !== undefined) this.paragraph(exemption, "  ", "  ");
  }

  /** Findings under a title, in groups of one rule and code; nothing where there are none. */
  section(title: string, colour: Colour, findings: readonly PlacedFinding[]): void {
    if (findings.length === 0) return;
    this.lines.push("", this.paint.bold(this.paint[colour](`${title} (${findings.length})`)));
    for (const group of groupBy(findings, ({ rule, code }) => `${rule} ${code}`)) this.group(group);
  }

  private state(state: UpgradeState): string {
    return this.paint.bold(this.paint[COLOUR_OF[state]](state));
  }

  private upgradesByState(upgrades: Judgement["upgrades"]): void {
    for (const state of UPGRADE_STATES) {
      const sites = upgrades.filter((one) => upgradeState(one) === state).map(({ site }) => visible(site));
      if (sites.length === 0) continue;
      const more = sites.length > UPGRADES_SHOWN ? ` and ${sites.length - UPGRADES_SHOWN} more` : "";
      const named = `${sites.slice(0, UPGRADES_SHOWN).join(", ")}${more}`;
      this.paragraph(named, `  ${state} (${sites.length}): `, "    ");
    }
  }

  private group(findings: readonly PlacedFinding[]): void {
    const [first] = findings;
    if (first === undefined) return;
    this.lines.push("", `  ${this.paint.bold(first.code)} ${this.paint.dim(`(${first.rule})`)}`);
    const shown = findings.slice(0, SUBJECTS_SHOWN);
    for (const alike of groupBy(shown, ({ needed }) => needed)) this.subjects(alike);
    this.more(findings.slice(SUBJECTS_SHOWN));
    this.remedies(findings);
    const articles = unique(findings.flatMap((finding) => finding.articles)).join(", ");
    this.paragraph(`${articles}; see ${docPage(first.rule)}`, "    articles: ", "      ");
  }

  private subjects(findings: readonly PlacedFinding[]): void {
    const width = Math.max(...findings.map(({ subject }) => widthOf(visible(subject.name))));
    for (const { subject, found, waivedBy, place } of findings) {
      const name = visible(subject.name);
      const pad = " ".repeat(width - widthOf(name));
      const by =
        waivedBy === undefined ? "" : `; waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason}`;
      const at = place === undefined ? "" : ` [${placeText(place)}]`;
      this.paragraph(`${found}${by}${at}`, `    ${name}${pad}  `, `    ${" ".repeat(width)}  `);
    }
    const [{ needed = "" } = {}] = findings;
    this.paragraph(needed, "      needed: ", "        ");
  }

  private more(findings: readonly PlacedFinding[]): void {
    if (findings.length === 0) return;
    const kinds = groupBy(findings, ({ found, subject }) => found.replaceAll(subject.name, "…"));
    kinds.sort((a, b) => b.length - a.length);
    this.lines.push(`    and ${findings.length} more (${ALL_OF_THEM}):`);
    for (const [first, ...others] of kinds.slice(0, KINDS_SHOWN)) {
      const found = first?.found.replaceAll(first.subject.name, others.length === 0 ? first.subject.name : "…") ?? "";
      this.paragraph(found, `      ${others.length + 1} × `, "        ");
    }
    const rest = kinds.slice(KINDS_SHOWN).reduce((sum, kind) => sum + kind.length, 0);
    if (rest > 0) this.lines.push(`      ${rest} × something else`);
  }

  private remedies(findings: readonly PlacedFinding[]): void {
    const shown = shared(findings, ({ remedy }) => remedy.join(" "));
    const more = Math.max(0, shown.length - 10);
    for (const { value: text, whose } of shown.slice(0, 10))
      this.paragraph(text, `    remedy${visible(whose)}: `, "      ");
    if (more > 0) this.lines.push(`    and ${more} more of the kind; ${ALL_OF_THEM}`);
  }

  private paragraph(text: string, first: string, next: string): void {
    this.lines.push(...wrap(visible(text), first, next, this.layout.width));
  }
}
