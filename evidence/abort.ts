/**
 * What a promise gives, unless a signal comes first.
 *
 * @param onAbort called if it does.
 */
export function unless<T>(signal: AbortSignal | undefined, promise: Promise<T>, onAbort?: () => void): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const end = () => {
      onAbort?.();
      reject(signal.reason as Error);
    };
    if (signal.aborted) return end();
    signal.addEventListener("abort", end, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}

/** Some time, which the clock of this machine does not change. Rejects with the reason of the signal if that comes first. */
export function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  return unless(signal, passed, () => clearTimeout(timer));
}
