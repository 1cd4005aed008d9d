import * as pulumi from "@pulumi/pulumi";
import { BadInputError, type InputIssue } from "../domain/model/bad-input";
import { gateDigest, readGate, type GateInputs } from "../domain/carried/gate";
import { foldName } from "../domain/names";
import type { DomainFactsArgs, SiteEntry, Waiver } from "./args";
import { withPending } from "./deferred";
import type { ProgramSettings } from "./settings";
import type { Sp2Readiness } from "./sp2-readiness";
import type { Sp2Upgrade } from "./sp2-upgrade";

/** What a program has said of one hierarchy so far: the document that its gate is to carry. */
export class Declaration {
  /** Domains by name, as the gate carries them. */
  readonly domains = new Map<string, DomainFactsArgs>();
  /** Sites by code, as the gate carries them. */
  readonly sites = new Map<string, SiteEntry>();
  /** Upgrades that were declared, by site code. */
  readonly upgraded = new Map<string, Sp2Upgrade>();
  /** The gate, once it is made: nothing can be added then. */
  gate?: Sp2Readiness;

  private readonly spellings = { domains: new Map<string, string>(), sites: new Map<string, string>() };
  private readonly homes = new Map<string, string>();
  private central?: string;
  private knownDigest?: pulumi.Input<string>;

  constructor(
    /** Name of the Hierarchy resource. */
    readonly name: string,
    /** Name of the hierarchy. */
    readonly hierarchy: string,
    /** The planned upgrades, in their order. */
    readonly upgrades: readonly string[],
    readonly waivers: readonly Waiver[],
    readonly settings: ProgramSettings,
  ) {}

  addDomain(name: string, facts: DomainFactsArgs): void {
    this.domains.set(name, facts);
    this.spellings.domains.set(foldName(name), name);
    for (const server of [facts.pdc, ...(facts.bdcs ?? [])]) this.homes.set(foldName(server), name);
  }

  addSite(code: string, facts: SiteEntry): void {
    this.sites.set(code, facts);
    this.spellings.sites.set(foldName(code), code);
    if (facts.type === "central") this.central = code;
  }

  /** The declared domain that a name means; names ignore case. */
  domainNamed(name: string): string | undefined {
    return this.spellings.domains.get(foldName(name));
  }

  /** The declared site whose code is this one, case aside. */
  siteNamed(code: string): string | undefined {
    return this.spellings.sites.get(foldName(code));
  }

  /** The domain that has a server as a controller. */
  homeOf(server: string): string | undefined {
    return this.homes.get(foldName(server));
  }

  /** Code of the central site, once it is declared. */
  get centralSite(): string | undefined {
    return this.central;
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
    this.knownDigest ??= digestLater(this.document(), (document) => gateDigest(document as GateInputs));
    return this.knownDigest;
  }
}

/** A digest now where every fact is known now, or else as soon as they are. */
export function digestLater(facts: unknown, digest: (facts: unknown) => string | symbol): pulumi.Input<string> {
  if (withPending(facts) === facts) return String(digest(facts));
  return pulumi.output(facts as object).apply((known: unknown) => String(digest(known)));
}

/** Everything that is wrong with a document, as far as it is known now. */
export function issuesIn(document: unknown): readonly InputIssue[] {
  try {
    readGate(withPending(document));
    return [];
  } catch (error) {
    if (error instanceof BadInputError) return error.issues;
    throw error;
  }
}

const declarations = new WeakMap<object, Declaration>();

/** Remembers what a Hierarchy declares. */
export function declare(hierarchy: object, declaration: Declaration): void {
  declarations.set(hierarchy, declaration);
}

/** What a Hierarchy declares; undefined for anything else. */
export function declarationOf(hierarchy: unknown): Declaration | undefined {
  return typeof hierarchy === "object" && hierarchy !== null ? declarations.get(hierarchy) : undefined;
}
