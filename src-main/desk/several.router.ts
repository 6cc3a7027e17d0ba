import { AppError } from '#shared/contract/errors.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function severalRouter(os: DeskImplementer, desk: DeskParts) {
  const { mutate, session, command } = desk;
  return {
    several: {
      watch: os.several.watch.handler(async function* ({ signal }) {
        const briefs = desk.liveShows.watch();
        signal?.addEventListener('abort', () => briefs.close(), { once: true });
        yield* briefs;
      }),
    },
    take: {
      hold: os.take.hold.handler(async ({ input }) =>
        done(mutate('take.hold', { ...input, ...desk.asConsole() })),
      ),
      release: os.take.release.handler(async ({ input }) => done(mutate('take.release', input))),
      offer: os.take.offer.handler(async ({ input }) => done(mutate('take.offer', input))),
      accept: os.take.accept.handler(async ({ input }) =>
        done(mutate('take.accept', { ...input, ...desk.asConsole() })),
      ),
      decline: os.take.decline.handler(async ({ input }) => done(mutate('take.decline', input))),
      ask: os.take.ask.handler(async ({ input }) =>
        done(mutate('take.ask', { ...input, ...desk.asConsole() })),
      ),
      settleAsk: os.take.settleAsk.handler(async ({ input }) => done(mutate('take.settle-ask', input))),
      takeOver: os.take.takeOver.handler(async ({ input }) => {
        // Whether the holder is there is the hub's to say: nothing is kept for later.
        if (session.state().hub !== 'online') throw new AppError('hub/away');
        await command({ name: 'take.take-over', ...input });
        return {};
      }),
    },
  };
}
