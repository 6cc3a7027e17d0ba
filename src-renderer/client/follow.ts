import { backOffMs } from './back-off.ts';
import { whenOpen } from './connection.ts';

/**
 * Follows an iterator of the desk until `signal` is aborted: when it ends or breaks it is opened again and yields a
 * fresh snapshot.
 */
export async function follow<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  onEvent: (event: T) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    await whenOpen();
    if (signal.aborted) return;
    try {
      for await (const event of await open(signal)) {
        if (signal.aborted) return;
        failures = 0;
        onEvent(event);
      }
    } catch {
      // A broken wire and a refused watch look alike here: the next round asks again.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, backOffMs(failures)));
  }
}
