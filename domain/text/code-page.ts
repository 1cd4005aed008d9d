/** Text of a file of the late nineties: bytes are code page 1252, a string is taken as it is. */
export function textOf(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder("windows-1252").decode(content);
}
