import { PublishError } from "./client";

/** Variables of the environment. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The value of the first of some variables that has one, without blanks around it. */
export function valueOf(env: Env, ...variables: readonly string[]): string | undefined {
  return variables.map((variable) => (env[variable] ?? "").trim()).find((text) => text !== "");
}

/** The number in a variable. */
export function numberOf(variable: string, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new PublishError(variable, `${JSON.stringify(text)} is not a number`, "Set it to a number, such as 17.");
}

/** The text in a variable, if it has the form. */
export function textOf(variable: string, text: string | undefined, form: RegExp, expected: string): string {
  if (text !== undefined && form.test(text)) return text;
  const what = text === undefined ? "not set" : `${JSON.stringify(text)} is not ${expected}`;
  throw new PublishError(variable, what, `Set it to ${expected}, as the host's runners do.`);
}

/** The address of an API, without a slash at its end. */
export function addressOf(variable: string, text: string): string {
  return textOf(variable, text, /^https?:\/\/[^\s?#@]+$/, "an address that begins with https://").replace(/\/+$/, "");
}

/** The token in the first of some variables that has one. No message shows it. */
export function tokenOf(env: Env, ...variables: readonly string[]): string | undefined {
  const token = valueOf(env, ...variables);
  if (token === undefined || /^[\x21-\x7e]{4,}$/.test(token)) return token;
  const what = "too short for a token, or with characters that no token has";
  throw new PublishError(variables.join(" or "), what, "Set it to the token alone, on one line.");
}
