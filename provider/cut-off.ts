import type { EventEmitter } from "node:events";

/**
 * Says nothing about registrations that the engine cuts off when it ends a run: it has named the reason at the resource
 * that it refused, or the program has. The SDK logs each with a trace, as an error of the plugin that nobody caught.
 *
 * @param process has the listeners of the SDK already.
 */
export function keepSilentWhenCutOff(process: EventEmitter): void {
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    const listeners = process.rawListeners(event);
    process.removeAllListeners(event);
    process.on(event, (error: unknown, ...more: unknown[]) => {
      if (!isCutOff(error)) for (const listener of listeners) listener.call(process, error, ...more);
    });
  }
}

/** What gRPC says of calls to somebody who is gone. */
const GONE: readonly unknown[] = [1, 14];

function isCutOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return GONE.includes((error as { code?: unknown }).code) || error.message.includes("resource monitor shut down");
}
