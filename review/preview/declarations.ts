import type { Facts } from "../../domain/model/facts";
import { TYPES } from "../../domain/carried/gate";
import { membersOf, spelled } from "../../domain/model/plain-data";
import type { Finding } from "../../rules/finding";
import { uniqueBy } from "../../domain/groups";
import type { Gate } from "../../rules/graph/graph";
import { asList } from "../../rules/wording";
import { documentPlaces, type PlaceFinder } from "../document-places";
import type { Place } from "../place";
import type { PreviewResource } from "./preview";
import { userPlace, type Sources } from "./source-places";

/** A hierarchy that the program declares. */
export interface DeclaredHierarchy {
  readonly name: string;
  /** Upgrades of it are planned, or may be. */
  readonly isPlanned: boolean;
  /** The arguments that it waits for: this preview does not know enough to declare what is in it. Absent: none. */
  readonly waitsFor?: readonly string[];
  /** Where it is declared. */
  readonly at: { readonly place?: Place };
}

const STACK = "pulumi:pulumi:Stack";

/** What is declared by components of a preview, and where. */
export class Declarations {
  private readonly declared: readonly PreviewResource[];
  private readonly byUrn: ReadonlyMap<string, PreviewResource>;
  private readonly bySubject = new Map<string, PreviewResource>();
  private readonly programs: Record<string, PlaceFinder> = {};
  private readonly files = new Map<string, PlaceFinder | undefined>();

  constructor(
    resources: readonly PreviewResource[],
    private readonly sources: Sources,
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) {
      const subject = subjectOf(resource);
      if (subject !== undefined && !this.bySubject.has(subject)) this.bySubject.set(subject, resource);
    }
    this.declared = resources.filter(({ type }) => type === TYPES.hierarchy);
  }

  /**
   * The hierarchies that have no gate among these: those that are declared, and those of which there is nothing but a site or
   * a domain that names them.
   */
  without(gates: readonly Gate[]): DeclaredHierarchy[] {
    const parents = new Set(gates.map(({ urn }) => this.byUrn.get(urn)?.parent));
    const gated = new Set(gates.map(({ hierarchy }) => hierarchy));
    const bare = this.declared.filter(({ urn, properties }) => {
      return !parents.has(urn) && !gated.has(spelled(properties["hierarchy"]));
    });
    const known = new Set([...gated, ...this.declared.map(hierarchyOf)]);
    const members = [...this.bySubject.values()].filter(
      (member) => (member.type === TYPES.site || member.type === TYPES.domain) && !known.has(hierarchyOf(member)),
    );
    return [...bare, ...uniqueBy(members, hierarchyOf)].map((resource) => {
      const { upgrades, waitsFor } = resource.properties;
      return {
        name: hierarchyOf(resource),
        isPlanned: !(Array.isArray(upgrades) && upgrades.length === 0),
        ...(Array.isArray(waitsFor) ? { waitsFor: waitsFor.map(String) } : {}),
        at: this.at(resource.urn),
      };
    });
  }

  /** What the hierarchies have of other stacks, a sentence for each stack. */
  sharedFacts(): string[] {
    return this.declared.flatMap(({ properties: { stacks } }) =>
      Object.entries(membersOf(stacks)).map(([stack, names]) => {
        const all = (Array.isArray(names) ? names : []).map(String);
        return `The facts of ${asList(all, 20)} are those that the last successful update of stack ${stack} stored.`;
      }),
    );
  }

  /** The user's line that made a resource. */
  placeOf(urn: string): Place | undefined {
    const resource = this.byUrn.get(urn);
    if (resource === undefined) return undefined;
    const { program } = this.sources;
    return program === undefined ? userPlace(resource, this.sources) : program(this.topOf(resource).name, []);
  }

  /** The resource itself, or the one that a program in YAML declares and that has it below itself. */
  private topOf(resource: PreviewResource): PreviewResource {
    const parent = this.byUrn.get(resource.parent);
    return parent === undefined || parent.type === STACK ? resource : this.topOf(parent);
  }

  /** The same as a part of what has a place. */
  at(urn: string): { readonly place?: Place } {
    const place = this.placeOf(urn);
    return place === undefined ? {} : { place };
  }

  /** Where the subject of a finding is declared: in the hierarchy file, else in the program, else the gate's line. */
  placeOfFinding(gate: string, finding: Finding, facts: Facts): Place | undefined {
    const { hierarchy } = facts;
    const parent = this.bySubject.get(keyOf("hierarchy", hierarchy, ""));
    const inFile = this.finderOf(parent)?.(finding, facts) ?? this.inProgram(parent)?.(finding, facts);
    if (inFile !== undefined) return inFile;
    const { kind, name } = finding.subject;
    const own = this.bySubject.get(keyOf(kind, hierarchy, name));
    for (const resource of [own, parent, this.byUrn.get(gate)]) {
      const place = resource === undefined ? undefined : this.placeOf(resource.urn);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** Finds facts in the properties of a Hierarchy of a program in YAML. */
  private inProgram(hierarchy: PreviewResource | undefined): PlaceFinder | undefined {
    const { program } = this.sources;
    if (program === undefined || hierarchy === undefined) return undefined;
    const { urn, name } = this.topOf(hierarchy);
    return (this.programs[urn] ??= documentPlaces((path) => program(name, ["properties", ...path]), String));
  }

  private finderOf(hierarchy: PreviewResource | undefined): PlaceFinder | undefined {
    const files = [hierarchy?.properties["file"]].flat().filter((file) => typeof file === "string");
    if (files.length === 0) return undefined;
    const key = JSON.stringify(files);
    if (!this.files.has(key)) this.files.set(key, this.sources.documentPlaces(files));
    return this.files.get(key);
  }
}

/** The hierarchy that a component names, or the name of its own if it does not. */
function hierarchyOf({ name, properties: { hierarchy } }: PreviewResource): string {
  return typeof hierarchy === "string" ? hierarchy : name;
}

function subjectOf({ type, properties }: PreviewResource): string | undefined {
  const { hierarchy, code, domain, server } = properties;
  if (typeof hierarchy !== "string") return undefined;
  if (type === TYPES.hierarchy) return keyOf("hierarchy", hierarchy, "");
  if (type === TYPES.site) return keyOf("site", hierarchy, spelled(code));
  if (type === TYPES.domain) return keyOf("domain", hierarchy, spelled(domain));
  return type === TYPES.logonPoint ? keyOf("server", hierarchy, spelled(server)) : undefined;
}

function keyOf(kind: string, hierarchy: string, name: string): string {
  return JSON.stringify([kind, hierarchy, name]);
}
