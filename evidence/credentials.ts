import * as fs from "node:fs";

/** An account that may read the shares of the servers. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Windows NT domain of the account. */
  readonly domain?: string;
}

/** Thrown for credentials that cannot be used. Never has a value of them. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
}

/** Names of the environment variables that hold an account, or the path of a file with one. */
export const CREDENTIALS_ENV = {
  username: "SMS_USERNAME",
  password: "SMS_PASSWORD",
  domain: "SMS_DOMAIN",
  file: "SMS_CREDENTIALS_FILE",
} as const;

/**
 * The account of the environment: SMS_USERNAME, SMS_PASSWORD and SMS_DOMAIN, or a file that SMS_CREDENTIALS_FILE names.
 *
 * @returns undefined if the environment names none.
 * @throws CredentialsError for a file that cannot be used, and for a user name without a password.
 */
export function credentialsFromEnvironment(env: NodeJS.ProcessEnv): Credentials | undefined {
  const file = env[CREDENTIALS_ENV.file];
  const username = env[CREDENTIALS_ENV.username];
  if (file !== undefined && username !== undefined) {
    throw new CredentialsError(`Set ${CREDENTIALS_ENV.file} or ${CREDENTIALS_ENV.username}, not both`);
  }
  if (file !== undefined) return credentialsFromFile(file);
  if (username === undefined) return undefined;
  const password = env[CREDENTIALS_ENV.password];
  if (password === undefined) throw new CredentialsError(`${CREDENTIALS_ENV.password} is not set`);
  const domain = env[CREDENTIALS_ENV.domain];
  return usable({ username, password, ...(domain === undefined ? {} : { domain }) });
}

/**
 * The account in a file as `smbclient --authentication-file` reads it: lines `username = …`, `password = …`, `domain = …`.
 *
 * @throws CredentialsError for a file that cannot be read, that others can read, or that lacks a name or a password.
 */
export function credentialsFromFile(file: string): Credentials {
  let text: string;
  try {
    if (process.platform !== "win32" && (fs.statSync(file).mode & 0o077) !== 0) {
      throw new CredentialsError(`Other users can read ${file}. Run: chmod 600 ${file}`);
    }
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof CredentialsError) throw error;
    throw new CredentialsError(`${file}: ${(error as NodeJS.ErrnoException).code ?? "cannot be read"}`);
  }
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^\s*(username|password|domain)\s*=[ \t]?(.*)$/i.exec(line) ?? [];
    if (key !== undefined && value !== undefined) values.set(key.toLowerCase(), value);
  }
  const [username, password, domain] = ["username", "password", "domain"].map((key) => values.get(key));
  if (username === undefined || password === undefined) {
    throw new CredentialsError(`${file} needs a line "username = …" and a line "password = …"`);
  }
  return usable({ username, password, ...(domain === undefined ? {} : { domain }) });
}

/** Refuses what the tools would read as something else: they drop leading blanks, and a line is a line. */
export function usable(credentials: Credentials): Credentials {
  for (const [key, value] of Object.entries(credentials) as [string, string][]) {
    if (/[\r\n\0]/.test(value)) throw new CredentialsError(`The ${key} has a line break or a NUL`);
    if (/^[ \t]/.test(value)) throw new CredentialsError(`The ${key} begins with a blank, which smbclient drops`);
  }
  return credentials;
}

/** The text that `smbclient` and `net` read as an authentication file. */
export function authenticationFile({ username, password, domain }: Credentials): string {
  const lines = [
    `username = ${username}`,
    `password = ${password}`,
    ...(domain === undefined ? [] : [`domain = ${domain}`]),
  ];
  return `${lines.join("\n")}\n`;
}
