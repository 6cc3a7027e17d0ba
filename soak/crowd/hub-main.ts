/** A hub in a process of its own that says, when asked, how much memory it takes. */
import { createHub } from '#hub/create-hub.ts';

export interface HubMemory {
  readonly heapUsed: number;
  readonly rss: number;
}

const [dataDir, port] = process.argv.slice(2);
if (dataDir === undefined || !process.send) throw new Error('soak/crowd/hub-main.ts is started by a proof');
const hub = await createHub({ dataDir, port: Number(port) });
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, rss, external } = process.memoryUsage();
  process.send?.({ heapUsed: heapUsed + external, rss } satisfies HubMemory);
});
process.once('disconnect', () => process.exit());
process.send({ url: hub.url, port: hub.port });
