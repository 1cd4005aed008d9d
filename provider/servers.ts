import { credentialsFromEnvironment, credentialsFromFile, usable, type Credentials } from "../evidence/credentials";
import { PORT, readerOf, type ServerAccess } from "../evidence/reader";
import { takingTurns, Turns } from "../evidence/servers";
import type { Shares } from "../evidence/share";
import type { Configuration } from "./configuration";
import { Refusal } from "./refusal";

/** The servers as functions and resources of one plugin process ask them: under one account, in the same turns. */
export interface Servers {
  readonly turns: Turns;
  /** Reads and writes a server inside a turn. */
  readonly access: ServerAccess;
  /** Files of servers; each request takes its turn. */
  readonly shares: Shares;
}

/**
 * What the configuration of the plugin, else the environment, says of the servers: read at the first use.
 *
 * @returns throws Refusal or CredentialsError for what cannot be used.
 */
export function serversOf(configuration: () => Configuration): () => Servers {
  let known: Servers | undefined;
  return () => {
    if (known !== undefined) return known;
    const turns = new Turns();
    const access = accessFor(configuration());
    return (known = { turns, access, shares: takingTurns(access.shares, turns) });
  };
}

function accessFor(configuration: Configuration): ServerAccess {
  const { folder, port = String(PORT), addresses = "{}" } = configuration;
  if (!/^\d{1,5}$/.test(port)) throw new Refusal(`sms:port is ${port}, expected a number`);
  const known = new Map(
    Object.entries(JSON.parse(addresses) as Record<string, string>).map(([name, one]) => [name.toUpperCase(), one]),
  );
  const addressOf = (name: string) => known.get(name.toUpperCase());
  return readerOf({ from: folder, credentials: accountIn(configuration), port: Number(port), addressOf });
}

function accountIn({
  folder,
  username,
  password = "",
  domain,
  credentialsFile,
}: Configuration): Credentials | undefined {
  if (folder !== undefined) return undefined;
  if (credentialsFile !== undefined) return credentialsFromFile(credentialsFile);
  if (username === undefined) return credentialsFromEnvironment(process.env);
  return usable({ username, password, ...(domain === undefined ? {} : { domain }) });
}
