import { AppError } from '#shared/contract/errors.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';

/** Said to the hub at once: nothing of it lies in this console's outbox. */
export function platformRouter(os: DeskImplementer, { session }: DeskParts) {
  const atHub = () => {
    if (session.state().hub !== 'online') throw new AppError('hub/away');
  };
  return {
    platform: {
      get: os.platform.get.handler(async () => {
        atHub();
        return session.request('platform', {});
      }),
      set: os.platform.set.handler(async ({ input }) => {
        atHub();
        return session.request('setPlatform', input);
      }),
    },
  };
}
