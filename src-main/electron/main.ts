/** Entry of the desktop app. No `await` before `startHost` has run: the scheme must be registered before ready. */
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { openDesk } from '../desk/open-desk.ts';
import { workerCheck } from '../desk/worker-check.ts';
import { workerHub } from '../desk/worker-hub.ts';
import { startHost } from './host.ts';

void startHost({
  async startDesk(ports) {
    const desk = await openDesk(ports);
    const client = createRouterClient(desk.router);
    return {
      server: new RPCHandler(desk.router),
      runs: {
        watch: (signal) => client.app.watch(undefined, { signal }),
        runs: async () => (await client.show.list()).flatMap(({ runs }) => runs),
      },
      unsentCount: desk.unsentCount,
      woke: desk.woke,
      close: desk.close,
    };
  },
  checkFile: workerCheck,
  ownHub: workerHub,
});
