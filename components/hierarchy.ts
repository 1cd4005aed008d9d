import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { BadInputError } from "../domain/model/bad-input";
import { TYPES } from "../domain/carried/gate";
import { fileText, whyUnreadable } from "../domain/text/file-text";
import { formatOfHierarchy, parseHierarchyDocument } from "../domain/text/hierarchy-file";
import type { HierarchyDocumentArgs, Waiver } from "./args";
import { declare, Declaration, issuesIn } from "./declaration";
import { copied } from "./deferred";
import { declareMembers } from "./document";
import { gateOf } from "./gate";
import { problemsOf, refuse, type Problem } from "./problems";
import { takeName } from "./program-run";
import { programSettings } from "./settings";
import type { Sp2Readiness } from "./sp2-readiness";

/** Arguments of a {@link Hierarchy}. */
export interface HierarchyArgs {
  /** Codes of the sites to be upgraded to SP2, in the planned order. Default: none. */
  upgrades?: readonly string[];
  /** Accepted exceptions: each with a rule, a subject, a reason, an owner and its last day. Default: none. */
  waivers?: readonly Waiver[];
  /** Name of the hierarchy, as messages and policies use it. Default: the name of the resource. */
  hierarchy?: string;
  /**
   * The hierarchy file that all of it is read from, from the folder of the project: reviews show findings at its lines.
   * {@link Hierarchy.fromFile} sets it. Default: none.
   *
   * @example "contoso.yaml"
   */
  file?: string;
}

/** Options of a hierarchy that is declared by a document. */
export interface HierarchyDocumentOptions extends pulumi.ComponentResourceOptions {
  /**
   * What the names of all resources that the document declares begin with. Needed where two documents of one stack have
   * a site code in common. Default: nothing, so that resources are called by site code and domain name.
   *
   * @example "test-"
   */
  namePrefix?: string;
}

/**
 * An SMS 2.0 hierarchy: its domains and sites are declared in it, its upgrades are planned by it, and its gate judges
 * all of it (Q261931).
 *
 * @example
 * const contoso = new Hierarchy("contoso", { upgrades: ["CEN"] });
 * const corp = new Domain("CORP", { hierarchy: contoso, pdc: "CORPPDC" });
 * const central = new Site("CEN", { hierarchy: contoso, type: "central", build: 1380, domains: [corp] });
 * new Sp2Upgrade("CEN", { site: central });
 */
export class Hierarchy extends pulumi.ComponentResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.hierarchy;

  /** Name of the hierarchy. */
  readonly hierarchy: string;

  readonly #declaration: Declaration;

  /**
   * @throws pulumi.InputPropertiesError for everything that is wrong with the arguments, before anything is registered.
   * @throws pulumi.RunError for stack configuration `sms:…` with values that do not exist.
   */
  constructor(name: string, args: HierarchyArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { hierarchy = name, upgrades = [], waivers = [], file } = copied(args);
    refuse(`Hierarchy ${JSON.stringify(name)}`, findProblems({ ...args, hierarchy }), Hierarchy);
    refuse(`Hierarchy ${JSON.stringify(name)}`, takeName(hierarchy) ? [] : [secondProblem(hierarchy)], Hierarchy);
    const declaration = new Declaration(name, hierarchy, upgrades, waivers, programSettings());
    super(TYPES.hierarchy, name, {}, opts);
    this.hierarchy = hierarchy;
    this.#declaration = declaration;
    declare(this, declaration);
    this.registerOutputs({ hierarchy, ...(file === undefined ? {} : { file }) });
  }

  /**
   * The gate of the hierarchy, made at the first use of this property or with the first upgrade. No site or domain can
   * be declared after that.
   *
   * @throws pulumi.InputPropertiesError for what is wrong between the declared sites and domains.
   */
  get readiness(): Sp2Readiness {
    return gateOf(this, this.#declaration, Hierarchy);
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
    refuse(`Hierarchy ${JSON.stringify(name)}`, problemsOf(issuesIn(document)), Hierarchy.fromFacts);
    return declareDocument(name, document, opts);
  }

  /**
   * {@link fromFacts} for a hierarchy file, YAML or JSON.
   *
   * @param file its path, from the folder of the project, the one with Pulumi.yaml.
   * @throws pulumi.InputPropertiesError for a file that cannot be read and for everything that is wrong with it.
   */
  static fromFile(name: string, file: string, opts: HierarchyDocumentOptions = {}): Hierarchy {
    const root = pulumi.getRootDirectory();
    const place = path.resolve(root, file);
    const document = readFile(place);
    refuse(`Hierarchy ${JSON.stringify(name)} of ${file}`, document.problems, Hierarchy.fromFile);
    // The same on every machine: it goes into the state.
    return declareDocument(name, document.content, opts, path.relative(root, place).split(path.sep).join("/"));
  }
}

/** Two gates of one hierarchy would each judge a part of it, and the first one would let its upgrades start. */
function secondProblem(hierarchy: string): Problem {
  const expected = "a name that no other Hierarchy of this program has: all sites of a hierarchy are declared in one";
  return { propertyPath: "hierarchy", reason: `found ${JSON.stringify(hierarchy)}, expected ${expected}` };
}

function declareDocument(
  name: string,
  document: HierarchyDocumentArgs,
  opts: HierarchyDocumentOptions,
  file?: string,
): Hierarchy {
  const { namePrefix = "", ...options } = opts;
  const { hierarchy: called, upgrades, waivers } = document;
  const hierarchy = new Hierarchy(name, { hierarchy: called, upgrades, waivers, file }, options);
  declareMembers(hierarchy, document, namePrefix);
  return hierarchy;
}

function readFile(file: string): { content: HierarchyDocumentArgs; problems: Problem[] } {
  const nothing = { hierarchy: "", sites: {} };
  let text: string;
  try {
    text = fileText(fs.readFileSync(file));
  } catch (error) {
    const reason = `${whyUnreadable(error)} (looked for at ${file})`;
    return { content: nothing, problems: [{ propertyPath: "", reason }] };
  }
  try {
    const readBeside = (name: string) => fs.readFileSync(path.resolve(path.dirname(file), name));
    const content = parseHierarchyDocument(text, formatOfHierarchy(file), readBeside);
    return { content: content as HierarchyDocumentArgs, problems: [] };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return { content: nothing, problems: problemsOf(error.issues) };
  }
}

/** What is wrong with the arguments by themselves. Whether the planned sites exist is seen when the gate is made. */
function findProblems({ hierarchy, upgrades, waivers, file, ...others }: HierarchyArgs): Problem[] {
  const planned = Array.isArray(upgrades) ? upgrades.filter((code) => typeof code === "string") : [];
  const stub = { type: "secondary", parent: "ANY", build: 1380, domains: [] };
  const sites = {
    ...Object.fromEntries(planned.map((code) => [code, stub])),
    ANY: { ...stub, type: "central", parent: undefined },
  };
  const issues = issuesIn({ hierarchy, upgrades, waivers, sites });
  return [
    ...Object.keys(others).map((key) => ({
      propertyPath: key,
      reason: "expected one of hierarchy, upgrades, waivers, file",
    })),
    ...(file === undefined || typeof file === "string"
      ? []
      : [{ propertyPath: "file", reason: "expected the path of a hierarchy file, from the folder of the project" }]),
    ...problemsOf(issues.filter(({ path: at }) => !at.startsWith("sites"))),
  ];
}
