import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as z from "../domain/zod";
import { TYPES } from "../domain/carried/gate";
import { issueOf } from "../domain/model/bad-input";
import { UPGRADES_ELSEWHERE } from "../domain/model/contradictions";
import { headIssues } from "../domain/model/facts";
import { findNotPlain, type Members } from "../domain/model/plain-data";
import type { HierarchyDocumentArgs, HierarchyFacts, SiteEntry, Waiver } from "./args";
import { Declaration, DeclaredHierarchy } from "./declaration";
import { copied, withPending } from "./deferred";
import { readDocuments, readFiles } from "./documents";
import { Domain } from "./domain";
import { problemsOf, refuse, type Caller, type Problem } from "./problems";
import { takeName } from "./program-run";
import { programSettings } from "./settings";
import { Site } from "./site";
import { Sp2Upgrade } from "./sp2-upgrade";

/** Arguments of a {@link Hierarchy}. */
export interface HierarchyArgs {
  /** Codes of the sites to be upgraded to SP2, in the planned order. Default: none. */
  upgrades?: readonly string[];
  /** Accepted exceptions: each with a rule, a subject, a reason, an owner and its last day. Default: none. */
  waivers?: readonly Waiver[];
  /** Name of the hierarchy, as messages and policies use it. Default: the name of the resource. */
  hierarchy?: string;
  /**
   * The hierarchy files that all of it is read from, from the folder of the project: reviews show findings at their lines.
   * {@link Hierarchy.fromFile} and {@link Hierarchy.fromFiles} set it. Default: none.
   *
   * @example "contoso.yaml"
   */
  file?: string | readonly string[];
  /**
   * This is a part of a hierarchy: other stacks declare the rest, and one of them has the gate. A part has no gate and no
   * upgrades, and its sites may have parents and domains that are declared elsewhere. It shares {@link Hierarchy.facts}.
   * Default: `false`.
   */
  part?: boolean;
  /**
   * The other stacks whose facts the hierarchy has, each with its sites and domains: reviews name them. The option `documents`
   * sets it. Default: none.
   */
  stacks?: Readonly<Record<string, readonly string[]>>;
}

/** Options of a hierarchy that is declared by a document. */
export interface HierarchyDocumentOptions extends pulumi.ComponentResourceOptions {
  /**
   * What the names of all resources that the document declares begin with. Needed if two documents of one stack have
   * a site code in common. Default: nothing, so that resources are called by site code and domain name.
   *
   * @example "test-"
   */
  namePrefix?: string;
  /**
   * Facts of the same hierarchy that other stacks share, see {@link factsOf}: they count as if they were in the document.
   * Default: none.
   */
  documents?: readonly HierarchyFacts[];
  /** The document is a part of a hierarchy, see {@link HierarchyArgs.part}. Default: `false`. */
  part?: boolean;
}

/**
 * An SMS 2.0 hierarchy: its domains and sites are declared in it, its upgrades are planned by it, and its gate checks
 * all of it (Q261931).
 *
 * @example
 * const contoso = new Hierarchy("contoso", { upgrades: ["CEN"] });
 * const corp = new Domain("CORP", { hierarchy: contoso, pdc: "CORPPDC" });
 * const central = new Site("CEN", { hierarchy: contoso, type: "central", build: 1380, domains: [corp] });
 * new Sp2Upgrade("CEN", { site: central });
 */
export class Hierarchy extends DeclaredHierarchy {
  /** @internal */
  static readonly __pulumiType: string = TYPES.hierarchy;

  /** The domains that {@link fromFacts} or {@link fromFile} declared, by name. Empty for a hierarchy declared by hand. */
  readonly domains: Readonly<Record<string, Domain>> = {};
  /** The sites that a document declared, by code. */
  readonly sites: Readonly<Record<string, Site>> = {};
  /** The upgrades that a document plans, by site code: what installs SP2 depends on `upgrades.CEN.cleared`. */
  readonly upgrades: Readonly<Record<string, Sp2Upgrade>> = {};

  /**
   * @throws pulumi.InputPropertiesError for everything that is wrong with the arguments, before anything is registered.
   * @throws pulumi.RunError for stack configuration `sms:…` with values that do not exist.
   */
  constructor(name: string, args: HierarchyArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { hierarchy = name, upgrades = [], waivers = [], part = false, ...shown } = copied(args);
    refuse(`Hierarchy ${JSON.stringify(name)}`, findProblems({ ...args, hierarchy }), Hierarchy);
    refuse(`Hierarchy ${JSON.stringify(name)}`, takeName(hierarchy) ? [] : [secondProblem(hierarchy)], Hierarchy);
    super(TYPES.hierarchy, new Declaration(name, hierarchy, upgrades, waivers, programSettings(), part), opts);
    const stated = Object.entries(shown).filter(([, value]) => value !== undefined);
    this.registerOutputs({ hierarchy, upgrades, ...(part ? { part } : {}), ...Object.fromEntries(stated) });
  }

  /**
   * Declares all that a hierarchy document says: domains with their logon points, sites, the gate, and an upgrade for
   * each planned one.
   *
   * @param name name of the Hierarchy resource.
   * @param document what a hierarchy file holds; facts that can be looked up may be Outputs.
   * @throws pulumi.InputPropertiesError for everything that is wrong with the document, before anything is registered.
   */
  static fromFacts(name: string, document: HierarchyDocumentArgs, opts: HierarchyDocumentOptions = {}): Hierarchy {
    const { content, problems } = readDocuments(document, opts.documents, opts.part);
    refuse(`Hierarchy ${JSON.stringify(name)}`, [...prefixProblems(opts), ...problems], Hierarchy.fromFacts);
    return declareDocument(name, content, opts);
  }

  /**
   * {@link fromFacts} for a hierarchy file, YAML or JSON.
   *
   * @param file its path, from the folder of the project, the one with Pulumi.yaml.
   * @throws pulumi.InputPropertiesError for a file that cannot be read and for everything that is wrong with it.
   */
  static fromFile(name: string, file: string, opts: HierarchyDocumentOptions = {}): Hierarchy {
    return declareFiles(name, [file], opts, Hierarchy.fromFile);
  }

  /**
   * {@link fromFacts} for several hierarchy files that are one hierarchy. One of them has `upgrades`; all can add domains,
   * sites and waivers, and those that say the name of the hierarchy say the same.
   *
   * @param files their paths, from the folder of the project, the one with Pulumi.yaml.
   * @throws pulumi.InputPropertiesError for a file that cannot be read and for everything that is wrong with them, such as a
   *   site that two files declare.
   */
  static fromFiles(name: string, files: readonly string[], opts: HierarchyDocumentOptions = {}): Hierarchy {
    return declareFiles(name, files, opts, Hierarchy.fromFiles);
  }
}

/** @internal A hierarchy of which a preview does not know enough to declare what is in it. */
export class WaitingHierarchy extends pulumi.ComponentResource {
  /** @param waitsFor the arguments that are not known yet. */
  constructor(name: string, waitsFor: readonly string[], opts?: pulumi.ComponentResourceOptions) {
    super(TYPES.hierarchy, name, {}, opts);
    this.registerOutputs({ waitsFor });
  }
}

/** Two gates of one hierarchy would each check a part of it, and the first one would let its upgrades start. */
function secondProblem(hierarchy: string): Problem {
  const expected = "a name that no other Hierarchy of this program has: all sites of a hierarchy are declared in one";
  return { propertyPath: "hierarchy", reason: `found ${JSON.stringify(hierarchy)}, expected ${expected}` };
}

/**
 * @internal Declares what hierarchy files say.
 *
 * @param root the folder of the project, as far as the runtime knows it: in a plugin it does not.
 */
export function declareFiles(
  name: string,
  files: readonly string[],
  opts: HierarchyDocumentOptions,
  caller: Caller,
  root: string = pulumi.getRootDirectory(),
): Hierarchy {
  refuse(`Hierarchy ${JSON.stringify(name)}`, fileProblems(files), caller);
  const places = files.map((file) => path.resolve(root, file));
  // The same on every machine: they go into the state.
  const names = places.map((place) => path.relative(root, place).split(path.sep).join("/"));
  const document = readFiles(places, names, opts.documents, opts.part);
  refuse(
    `Hierarchy ${JSON.stringify(name)} of ${files.join(", ")}`,
    [...prefixProblems(opts), ...document.problems],
    caller,
  );
  const [file, ...others] = names;
  return declareDocument(name, document.content, opts, others.length === 0 ? file : names);
}

function fileProblems(files: unknown): Problem[] {
  const isPath = (file: unknown) => typeof file === "string" && file !== "" && !file.includes("\0");
  if (Array.isArray(files) && files.length > 0 && files.every(isPath)) return [];
  const reason = "expected the path of a hierarchy file, from the folder of the project, known while the program runs";
  return [{ propertyPath: "file", reason }];
}

function declareDocument(
  name: string,
  document: HierarchyDocumentArgs,
  opts: HierarchyDocumentOptions,
  file?: string | string[],
): Hierarchy {
  const { namePrefix = "", documents = [], part, ...options } = opts;
  const { hierarchy: called, upgrades, waivers } = document;
  const stacks = documents.length === 0 ? undefined : Object.fromEntries(documents.map(namesByStack));
  const hierarchy = new Hierarchy(name, { hierarchy: called, upgrades, waivers, file, part, stacks }, options);
  return Object.assign(hierarchy, declareMembers(hierarchy, document, namePrefix));
}

function prefixProblems({ namePrefix = "" }: { readonly namePrefix?: unknown }): Problem[] {
  if (typeof namePrefix === "string") return problemsOf(findNotPlain(namePrefix).map(issueOf), "namePrefix");
  return [{ propertyPath: "namePrefix", reason: "expected a text, known while the program runs" }];
}

function namesByStack({ stack, sites = {}, domains = {} }: HierarchyFacts): [stack: string, names: string[]] {
  return [stack, [...Object.keys(sites), ...Object.keys(domains)]];
}

/**
 * Declares in a hierarchy all that a valid document says. Sites and upgrades come after those of the sites above them,
 * whatever their order in the document.
 */
function declareMembers(
  hierarchy: Hierarchy,
  document: HierarchyDocumentArgs,
  namePrefix: string,
): Pick<Hierarchy, "domains" | "sites" | "upgrades"> {
  const domains = Object.entries(document.domains ?? {}).map(
    ([domain, facts]) => [domain, new Domain(namePrefix + domain, { hierarchy, domain, ...facts })] as const,
  );
  const sites = new Map<string, Site>();
  for (const code of parentsFirst(Object.keys(document.sites), document)) {
    const { parent, ...facts } = document.sites[code] as SiteEntry;
    sites.set(
      code,
      new Site(namePrefix + code, { hierarchy, code, ...facts, parent: sites.get(parent ?? "") ?? parent }),
    );
  }
  if (!hierarchy.isPart) void hierarchy.readiness;
  const upgrades = parentsFirst(document.upgrades ?? [], document).map(
    (code) => [code, new Sp2Upgrade(namePrefix + code, { site: sites.get(code) as Site })] as const,
  );
  return {
    domains: Object.fromEntries(domains),
    sites: Object.fromEntries(sites),
    upgrades: Object.fromEntries(upgrades),
  };
}

/** Sites with every listed site after the listed ones above it, and otherwise in the order that they have. */
function parentsFirst(codes: readonly string[], { sites }: HierarchyDocumentArgs): string[] {
  const listed = new Set(codes);
  const ordered = new Set<string>();
  for (const code of codes) {
    const line: string[] = [];
    for (let at: string | undefined = code; at !== undefined && !ordered.has(at); at = sites[at]?.parent) {
      if (listed.has(at)) line.push(at);
    }
    for (const one of line.reverse()) ordered.add(one);
  }
  return [...ordered];
}

/** What is wrong with the arguments by themselves. Whether the planned sites exist is seen when the gate is created. */
function findProblems(args: HierarchyArgs): Problem[] {
  const { part, upgrades = [] } = args;
  return [
    ...problemsOf(headIssues(withPending(args) as Members, SHOWN)),
    ...(part === true && upgrades.length > 0
      ? [{ propertyPath: "upgrades", reason: `expected ${UPGRADES_ELSEWHERE}` }]
      : []),
  ];
}

const FILE = "the path of a hierarchy file, from the folder of the project";

/** The arguments that are no facts. */
const SHOWN = {
  file: z.union([z.string(FILE), z.array(z.string(FILE), FILE)]).optional(),
  part: z.boolean("true or false").optional(),
  stacks: z
    .record(z.string(), z.array(z.string(), "the names of sites and domains"), "names of sites and domains by stack")
    .optional(),
};
