import { isPending, type Pending } from "../domain/pending";

/** Names as a list with at most `most` of them, and how many more there are. */
export function asList(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A text as the beginning of a sentence. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text without line breaks and control characters: names and reasons come from the hierarchy. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** Why facts of a server are not known, behind what is found; nothing if no reason is declared. */
export function whyNotRead(facts: { readonly notRead?: string | Pending | undefined } | undefined): string {
  const reason = facts?.notRead;
  return reason === undefined || isPending(reason) ? "" : `; not read: ${oneLine(reason)}`;
}
