import type { Finding } from "../rules/finding";

/** A place in a file of the repository. */
export interface Place {
  /** Path from the root of the repository, with forward slashes. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column?: number;
}

/** A place as people and editors write it: `index.ts:26`. */
export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** A finding, and where its subject is declared, as far as that is known. */
export interface PlacedFinding extends Finding {
  readonly place?: Place;
}
