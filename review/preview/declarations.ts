import type { Facts } from "../../domain/model/facts";
import { TYPES } from "../../domain/carried/gate";
import { membersOf } from "../../domain/model/plain-data";
import type { Finding } from "../../rules/finding";
import { uniqueBy } from "../../domain/groups";
import type { Gate } from "../../rules/graph/graph";
import { asList } from "../../rules/wording";
import { documentPlaces, type PlaceFinder } from "../document-places";
import type { Place } from "../place";
import { nameOf, type PreviewResource } from "./preview";
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

  /** @param documentPlaces finds subjects in a hierarchy file that the program reads. */
  constructor(
    resources: readonly PreviewResource[],
    private readonly sources: Sources,
    private readonly documentPlaces: (files: readonly string[]) => PlaceFinder | undefined,
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) {
      const subject = subjectOf(resource);
      if (subject !== undefined && !this.bySubject.has(subject)) this.bySubject.set(subject, resource);
    }
    this.declared = resources.filter(({ type }) => type === TYPES.hierarchy);
  }

  /** The hierarchies that have no gate among these: declared, or named by a site or a domain. */
  without(gates: readonly Gate[]): DeclaredHierarchy[] {
    return [...this.declaredWithout(gates), ...this.namedWithout(gates)];
  }

  /** A site or a domain that says it belongs to a hierarchy of which there is nothing else. */
  private namedWithout(gates: readonly Gate[]): DeclaredHierarchy[] {
    const known = new Set([
      ...gates.map(({ hierarchy }) => hierarchy),
      ...this.declared.map(({ urn, outputs: { hierarchy } }) =>
        typeof hierarchy === "string" ? hierarchy : nameOf(urn),
      ),
    ]);
    const members = [...this.bySubject.values()].filter(({ type, outputs }) => {
      const isMember = type === TYPES.site || type === TYPES.domain;
      return isMember && !known.has(String(outputs["hierarchy"]));
    });
    return uniqueBy(members, ({ outputs }) => String(outputs["hierarchy"])).map(({ urn, outputs }) => ({
      name: String(outputs["hierarchy"]),
      isPlanned: true,
      at: this.at(urn),
    }));
  }

  private declaredWithout(gates: readonly Gate[]): DeclaredHierarchy[] {
    const parents = new Set(gates.map(({ urn }) => this.byUrn.get(urn)?.parent));
    const names = new Set(gates.map(({ hierarchy }) => hierarchy));
    return this.declared
      .filter(({ urn, outputs }) => !parents.has(urn) && !names.has(String(outputs["hierarchy"])))
      .map(({ urn, outputs: { hierarchy, upgrades, waitsFor } }) => ({
        name: typeof hierarchy === "string" ? hierarchy : nameOf(urn),
        isPlanned: !(Array.isArray(upgrades) && upgrades.length === 0),
        ...(Array.isArray(waitsFor) ? { waitsFor: waitsFor.map(String) } : {}),
        at: this.at(urn),
      }));
  }

  /** What the hierarchies have of other stacks, a sentence for each stack. */
  sharedFacts(): string[] {
    return this.declared.flatMap(({ outputs: { stacks } }) =>
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
    return program === undefined ? userPlace(resource, this.sources) : program(nameOf(this.topOf(resource).urn), []);
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
    const { urn } = this.topOf(hierarchy);
    return (this.programs[urn] ??= documentPlaces((path) => program(nameOf(urn), ["properties", ...path]), String));
  }

  private finderOf(hierarchy: PreviewResource | undefined): PlaceFinder | undefined {
    const files = [hierarchy?.outputs["file"]].flat().filter((file) => typeof file === "string");
    if (files.length === 0) return undefined;
    const key = JSON.stringify(files);
    if (!this.files.has(key)) this.files.set(key, this.documentPlaces(files));
    return this.files.get(key);
  }
}

function subjectOf({ type, outputs }: PreviewResource): string | undefined {
  const { hierarchy, code, domain, server } = outputs;
  if (typeof hierarchy !== "string") return undefined;
  if (type === TYPES.hierarchy) return keyOf("hierarchy", hierarchy, "");
  if (type === TYPES.site) return keyOf("site", hierarchy, String(code));
  if (type === TYPES.domain) return keyOf("domain", hierarchy, String(domain));
  return type === TYPES.logonPoint ? keyOf("server", hierarchy, String(server)) : undefined;
}

function keyOf(kind: string, hierarchy: string, name: string): string {
  return JSON.stringify([kind, hierarchy, name]);
}
