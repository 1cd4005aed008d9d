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

/** A finding, and where its subject is declared, as far as that is known. */
export interface PlacedFinding extends Finding {
  readonly place?: Place;
}

/** A place as people and editors write it: `index.ts:26:5`, or `index.ts:26` if its column is not known. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}${column === undefined ? "" : `:${column}`}`;
}

/**
 * The address of a place.
 *
 * @param sources address that the files stand below.
 */
export function placeAddress({ file, line }: Place, sources: string): string {
  return `${sources}/${pathAddress(file)}#L${line}`;
}

/** A path as a reference: blanks, umlauts, colons, parentheses, `#` and `?` mean themselves. */
export function pathAddress(file: string): string {
  const encoded = file.split("/").map((name) => encodeURIComponent(name.toWellFormed()));
  return encoded.join("/").replace(/[()]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
