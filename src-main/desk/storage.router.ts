/** This machine's own files: what was rescued, and what they hold unsent. */
import { isoNow } from '#shared/sync/clock.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';

export function storageRouter(os: DeskImplementer, desk: DeskParts) {
  return {
    storage: {
      dismiss: os.storage.dismiss.handler(async ({ input }) => {
        desk.machine.dismissRescue(input.sessionId);
        return {};
      }),
    },
    rescue: {
      list: os.rescue.list.handler(async () => desk.machine.files.list()),
      export: os.rescue.export.handler(async ({ input }) => {
        const at = isoNow(desk.ports.clock);
        const found = desk.machine.files.export(input.sessionId, at);
        return { fileName: `livedesk-unsent-${at.slice(0, 16).replace(':', '')}.json`, ...found };
      }),
    },
  };
}
