import { Problem } from "./problem";

/** Variables of the environment. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What the first of some variables says that says anything, without blanks around it; undefined where none does. */
export function valueOf(env: Env, ...variables: readonly string[]): string | undefined {
  return variables.map((variable) => (env[variable] ?? "").trim()).find((text) => text !== "");
}

/** A number that a variable states. */
export function numberOf(variable: string, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Problem(variable, JSON.stringify(text), "a number, such as 17", `Set ${variable} to that number.`);
}

/** A text of a form, which is what its variable has to state. */
export function textOf(variable: string, text: string | undefined, form: RegExp, expected: string): string {
  if (text !== undefined && form.test(text)) return text;
  const found = text === undefined ? "nothing" : JSON.stringify(text);
  throw new Problem(variable, found, expected, `Set ${variable} as the host's runners do.`);
}

/** The address of an API, without a slash at its end. */
export function addressOf(variable: string, text: string): string {
  return textOf(variable, text, /^https?:\/\/[^\s?#@]+$/, "an address that begins with https://").replace(/\/+$/, "");
}

/** A token, as the first of some variables states it. What is wrong with one is said without showing it. */
export function tokenOf(env: Env, ...variables: readonly string[]): string | undefined {
  const token = valueOf(env, ...variables);
  if (token === undefined || /^[\x21-\x7e]{4,}$/.test(token)) return token;
  const found = "a text with characters that no token has, or a very short one";
  throw new Problem(variables.join(" or "), found, "a token", "Set it to the token alone, in one line.");
}
