import type { Layout } from "../review/formats/text";
import type { Io, Terminal } from "./io";

/** Narrowest width at which text is still laid out in lines. */
const NARROWEST = 40;

/** How text is laid out where it goes: in colours and lines on a terminal, plain and unbroken elsewhere. */
export function layoutOf(terminal: Terminal, env: Io["env"]): Layout {
  const width = terminal.isTTY === true && terminal.columns !== undefined ? terminal.columns : Infinity;
  return { width: Math.max(NARROWEST, width), colours: wantsColours(terminal, env) };
}

/** NO_COLOR (https://no-color.org) wins over FORCE_COLOR, and FORCE_COLOR over what the terminal is. */
function wantsColours(terminal: Terminal, env: Io["env"]): boolean {
  const { NO_COLOR: no = "", FORCE_COLOR: force, TERM: term } = env;
  if (no !== "") return false;
  if (force !== undefined) return force !== "0" && force !== "false";
  return terminal.isTTY === true && term !== "dumb";
}
