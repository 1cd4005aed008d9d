import * as pulumi from "@pulumi/pulumi";
import { BadInputError, type InputIssue } from "../domain/model/bad-input";
import type { Declared, DeclaredNames } from "../domain/model/contradictions";
import type { HierarchyInput } from "../domain/model/document";
import type { Reading } from "../domain/model/facts";
import { gateDigest, packFacts, readGate, type GateInputs } from "../domain/carried/gate";
import { shareFacts } from "../domain/carried/shared-facts";
import { foldName } from "../domain/names";
import type { DomainFactsArgs, HierarchyFacts, SiteEntry, Waiver } from "./args";
import { withPending } from "./deferred";
import { problemsOf, refuse, type Caller, type Problem } from "./problems";
import { onceDeclared } from "./program-run";
import type { ProgramSettings } from "./settings";
import { Sp2Readiness, type Sp2ReadinessArgs } from "./sp2-readiness";

/** Names that a program has declared so far. */
class Names implements DeclaredNames {
  readonly #spellings = new Map<string, string>();

  add(name: string): void {
    this.#spellings.set(foldName(name), name);
  }

  named(name: string): string | undefined {
    return this.#spellings.get(foldName(name));
  }

  all(): readonly string[] {
    return [...this.#spellings.values()];
  }
}

/** What a program has declared of one hierarchy so far: the document that its gate is to carry. */
export class Declaration {
  /** Domains by name, as the gate carries them. */
  readonly domains = new Map<string, DomainFactsArgs>();
  /** Sites by code, as the gate carries them. */
  readonly sites = new Map<string, SiteEntry>();
  /** Upgrades that were declared, by site code. */
  readonly upgraded = new Map<string, pulumi.Resource>();
  /** The gate, once it is created: nothing can be added then. */
  gate?: Sp2Readiness;
  /** The facts, once they are given to others: nothing can be added then. */
  facts?: pulumi.Output<HierarchyFacts>;
  /** Code of the central site, once it is declared. */
  centralSite?: string;

  readonly #names = { domains: new Names(), sites: new Names() };
  readonly #homes = new Map<string, string>();
  #digest?: pulumi.Input<string>;

  constructor(
    /** Name of the Hierarchy resource. */
    readonly name: string,
    /** Name of the hierarchy. */
    readonly hierarchy: string,
    /** The planned upgrades, in their order. */
    readonly upgrades: readonly string[],
    readonly waivers: readonly Waiver[],
    readonly settings: ProgramSettings,
    /** Other stacks declare the rest of the hierarchy, and one of them has its gate. */
    readonly isPart: boolean,
  ) {}

  addDomain(name: string, facts: DomainFactsArgs): void {
    this.domains.set(name, facts);
    this.#names.domains.add(name);
    for (const server of [facts.pdc, ...(facts.bdcs ?? [])]) this.#homes.set(foldName(server), name);
  }

  addSite(code: string, facts: SiteEntry): void {
    this.sites.set(code, facts);
    this.#names.sites.add(code);
    if (facts.type === "central") this.centralSite = code;
  }

  /** What the next site or domain has to fit to. */
  get declared(): Declared & { readonly domains: DeclaredNames } {
    return { ...this.#names, homeOf: (folded) => this.#homes.get(folded), isPart: this.isPart };
  }

  /** The nearest site above one whose upgrade is planned. */
  plannedAbove(code: string): string | undefined {
    let above = this.sites.get(code)?.parent;
    while (above !== undefined && !this.upgrades.includes(above)) above = this.sites.get(above)?.parent;
    return above;
  }

  /** Everything that the gate carries. */
  document(): Partial<Record<keyof GateInputs, unknown>> {
    return {
      hierarchy: this.hierarchy,
      domains: Object.fromEntries(this.domains),
      sites: Object.fromEntries(this.sites),
      upgrades: this.upgrades,
      waivers: this.waivers,
      ...this.settings,
    };
  }

  /** Digest of the facts that the program declares: unknown as long as one of them is. */
  digest(): pulumi.Input<string> {
    this.#digest ??= digestLater(this.document(), (document) => gateDigest(document as GateInputs));
    return this.#digest;
  }
}

/** A digest now if every fact is known now, or else as soon as they are. */
export function digestLater(facts: unknown, digest: (facts: unknown) => string | symbol): pulumi.Input<string> {
  if (withPending(facts) === facts) return String(digest(facts));
  return pulumi.output(facts as object).apply((known: unknown) => String(digest(known)));
}

/** Everything that is wrong with a document, as far as it is known now. */
export function issuesIn(document: unknown, reading?: Reading): readonly InputIssue[] {
  try {
    readGate(withPending(document), reading);
    return [];
  } catch (error) {
    if (error instanceof BadInputError) return error.issues;
    throw error;
  }
}

/** What {@link Hierarchy} is to the resources that are declared in it. */
export class DeclaredHierarchy extends pulumi.ComponentResource {
  /** Name of the hierarchy. */
  readonly hierarchy: string;

  readonly #declaration: Declaration;

  /** @internal */
  constructor(type: string, declaration: Declaration, opts?: pulumi.ComponentResourceOptions) {
    super(type, declaration.name, {}, opts);
    this.hierarchy = declaration.hierarchy;
    this.#declaration = declaration;
  }

  /** @internal Other stacks declare the rest of the hierarchy. */
  get isPart(): boolean {
    return this.#declaration.isPart;
  }

  /** @internal What a Hierarchy declares; undefined for anything else. */
  static declarationOf(value: unknown): Declaration | undefined {
    return typeof value === "object" && value !== null && #declaration in value ? value.#declaration : undefined;
  }

  /**
   * The gate of the hierarchy, made at the first use of this property or with the first upgrade. No site or domain can
   * be declared after that.
   *
   * @throws pulumi.InputPropertiesError for what is wrong between the declared sites and domains.
   */
  get readiness(): Sp2Readiness {
    return this.gate(DeclaredHierarchy);
  }

  /**
   * All facts of the hierarchy as plain JSON with its `formatVersion`, for another stack to read with {@link factsOf}: export
   * it as it is. Unknown in preview as long as one of the facts is. No site or domain can be declared after its first use,
   * which makes the gate if upgrades are planned.
   *
   * @throws pulumi.InputPropertiesError for what is wrong between the declared sites and domains.
   */
  get facts(): pulumi.Output<HierarchyFacts> {
    const declaration = this.#declaration;
    if (declaration.facts !== undefined) return declaration.facts;
    const { hierarchy, isPart, upgrades } = declaration;
    const document = declaration.document();
    const problems = problemsOf(issuesIn(document, { isPart }));
    refuse(`The facts of hierarchy ${JSON.stringify(hierarchy)}`, problems, DeclaredHierarchy);
    const gate = upgrades.length > 0 ? this.gate(DeclaredHierarchy) : declaration.gate;
    const stack = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
    // The gate is waited for: an update that it refuses leaves the facts of the one before to those who read them.
    declaration.facts = pulumi
      .all([document as object, gate?.urn])
      .apply(([known]) => shareFacts(known as HierarchyInput, stack)) as pulumi.Output<HierarchyFacts>;
    return declaration.facts;
  }

  /** @internal The gate: made of all that is declared, once. */
  gate(caller: Caller): Sp2Readiness {
    const declaration = this.#declaration;
    if (declaration.gate !== undefined) return declaration.gate;
    const { name, hierarchy, domains, sites, isPart } = declaration;
    const document = declaration.document();
    const problems = isPart ? [NO_GATE] : problemsOf(issuesIn(document));
    refuse(`The gate of hierarchy ${JSON.stringify(hierarchy)}`, problems, caller);
    const carried = {
      ...document,
      hierarchy: onceDeclared(hierarchy),
      domains: packedWhereKnown(domains),
      sites: packedWhereKnown(sites),
    };
    declaration.gate = new Sp2Readiness(name, carried as unknown as Sp2ReadinessArgs, { parent: this });
    return declaration.gate;
  }
}

/** The stack that reads the facts of a part has all of them. */
const NO_GATE: Problem = {
  propertyPath: "part",
  reason: "a part of a hierarchy has no gate; the stack that reads its facts has one, for all parts",
};

/** Facts that are known only later stay single values: the others beside them are checked in preview all the same. */
function packedWhereKnown(entries: ReadonlyMap<string, object>): Record<string, object | string> {
  return Object.fromEntries(
    [...entries].map(([name, facts]) => [name, withPending(facts) === facts ? packFacts(facts) : facts]),
  );
}
