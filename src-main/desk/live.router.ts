import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';

export function liveRouter(os: DeskImplementer, desk: DeskParts) {
  return {
    live: {
      watch: os.live.watch.handler(async function* ({ input, signal }) {
        const frames = desk.live.watch(input.showId, input.runKind);
        signal?.addEventListener('abort', () => frames.close(), { once: true });
        yield* frames;
      }),
    },
  };
}
