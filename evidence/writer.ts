import type { NotRead } from "./share";

/** A file on a server. */
export interface Place {
  readonly server: string;
  readonly share: string;
  /** Path in the share, with backslashes. */
  readonly path: string;
}

/**
 * A way to change small files of servers. Each step gives the reason if the server says that it failed; whether it succeeded is
 * seen by reading.
 */
export interface Writer {
  /** Writes a file from its begin: whoever reads it meanwhile sees a part of it. */
  put(place: Place, bytes: Uint8Array, signal?: AbortSignal): Promise<NotRead | undefined>;
  /**
   * Gives a file the name of another one in its folder, which it replaces.
   *
   * @param isAtOnce whether the name may at no time be missing. A server that cannot do that, as Windows NT 4.0, answers
   *   `no-replace`; otherwise the old file is deleted first.
   */
  replace(place: Place, name: string, isAtOnce: boolean): Promise<NotRead | "no-replace" | undefined>;
  remove(place: Place): Promise<NotRead | undefined>;
}
