import type { Location } from "sarif";
import type { PlacedFinding } from "../../review";
import type { Place } from "../../place";
import { visible } from "../../writing/visible";

/** What paths are relative to: the root of the repository, wherever it is checked out. */
export const SOURCE_ROOT = "%SRCROOT%";

/** The file that every Pulumi program has: the place of what has no other. */
const LAST_RESORT: Place = { file: "Pulumi.yaml", line: 1 };

/** A finding of a hierarchy. What only the engine shows is of the hierarchy "". */
export interface Judged {
  readonly hierarchy: string;
  readonly finding: PlacedFinding;
}

/**
 * Where results are shown. Code scanning refuses a whole log for one result without a place, so a finding without one
 * is shown where another finding about the same subject is, else at the head of the file in which most of its hierarchy
 * is declared.
 */
export class Places {
  private readonly bySubject = new Map<string, Place>();
  private readonly files = new Map<string, Map<string, number>>();

  constructor(judged: readonly Judged[]) {
    for (const { hierarchy, finding } of judged) {
      const { place } = finding;
      if (place === undefined) continue;
      for (const scope of new Set([hierarchy, ""])) {
        const key = subjectKey(scope, finding);
        if (!this.bySubject.has(key)) this.bySubject.set(key, place);
        const counts = this.files.get(scope) ?? new Map<string, number>();
        this.files.set(scope, counts.set(place.file, (counts.get(place.file) ?? 0) + 1));
      }
    }
  }

  /** The place of a finding, or the nearest to it. */
  of({ hierarchy, finding }: Judged): Place {
    return finding.place ?? this.bySubject.get(subjectKey(hierarchy, finding)) ?? this.head(hierarchy);
  }

  /** The head of the file in which most of a hierarchy is declared; of all hierarchies: "". */
  head(hierarchy: string): Place {
    const [most] = [...(this.files.get(hierarchy) ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return most === undefined ? LAST_RESORT : { file: most[0], line: 1 };
  }
}

function subjectKey(hierarchy: string, { subject }: PlacedFinding): string {
  return JSON.stringify([hierarchy, subject.kind, subject.name]);
}

/** A place as SARIF has it. */
export function locationAt({ file, line, column }: Place): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: SOURCE_ROOT },
      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
    },
  };
}

/** What a finding is about, in its hierarchy. */
export function logicalLocationOf({ hierarchy, finding }: Judged): NonNullable<Location["logicalLocations"]>[number] {
  const { kind, name } = finding.subject;
  const path = [hierarchy, kind, name].filter((part) => part !== "");
  return { name: visible(name), fullyQualifiedName: path.map(visible).join("/"), kind: "resource" };
}

/** A path as a reference that is relative to the root: blanks, umlauts, `#`, `?` and colons mean themselves. */
function uriOf(file: string): string {
  return file
    .split("/")
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join("/");
}
