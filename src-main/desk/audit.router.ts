/** The hub's audit log, as this console's person may read it. */
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';

export function auditRouter(os: DeskImplementer, { session, ports }: DeskParts) {
  return {
    audit: {
      list: os.audit.list.handler(({ input }) => session.request('audit', input)),
      people: os.audit.people.handler(() => session.request('auditPeople', {})),
      note: os.audit.note.handler(async ({ input }) => {
        // What was taken along is taken: a hub that is away cannot be told of it any more.
        await session
          .request('auditNote', input)
          .catch((error: unknown) =>
            ports.log.error('an export could not be written down at the hub', error),
          );
        return {};
      }),
    },
  };
}
