import { serverClock } from "./clock";
import { CREDENTIALS_ENV, CredentialsError, type Credentials } from "./credentials";
import { fileShares, fileWriter, NETWORK } from "./files";
import type { Reader } from "./inspect";
import { readSetupValues } from "./registry";
import { setupExport } from "./registry-file";
import { smbShares } from "./smb";
import { smbWriter } from "./smb-writer";
import type { Writer } from "./writer";

/** Port of the file service of Windows NT 4.0. */
export const PORT = 139;

/** Where and how the servers are read. */
export interface ReaderOptions {
  /** A folder with the shares of each server, in place of the network. */
  readonly from?: string | undefined;
  /** The account for the network; Windows has its own. */
  readonly credentials?: Credentials | undefined;
  readonly port?: number;
  readonly addressOf?: (server: string) => string | undefined;
}

/** How servers are read and written. */
export interface ServerAccess extends Reader {
  readonly writer: Writer;
}

/**
 * The access to a folder, for the network of Windows, or for SMB through Samba's tools.
 *
 * @throws CredentialsError if the network needs an account and there is none.
 */
export function readerOf({ from, credentials, port = PORT, addressOf }: ReaderOptions): ServerAccess {
  if (from !== undefined) {
    return {
      shares: fileShares(from),
      writer: fileWriter(from),
      registry: (server) => setupExport(from, server),
    };
  }
  const clock = async (server: string) => (await serverClock(addressOf?.(server) ?? server, port))?.offset;
  if (process.platform === "win32") return { shares: fileShares(NETWORK), writer: fileWriter(NETWORK), clock };
  if (credentials === undefined) {
    const { username, password, file } = CREDENTIALS_ENV;
    throw new CredentialsError(`No account to read the servers with. Set ${username} and ${password}, or ${file}`);
  }
  const options = { credentials, port, addressOf };
  return {
    shares: smbShares(options),
    writer: smbWriter(options),
    registry: (server, signal) => readSetupValues(server, options, signal),
    clock,
  };
}
