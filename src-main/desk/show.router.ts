import { WORKSPACE } from '#shared/domain/documents.ts';
import type { RunId, ShowId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';
import { openSampleShow } from './sample-show.ts';

export function showRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, ports } = desk;
  return {
    show: {
      list: os.show.list.handler(async () => {
        const shows = await documents.view.list('show', WORKSPACE);
        const newestFirst = shows.sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
        return Promise.all(
          newestFirst.map(async (show) => {
            const runs = await documents.view.list('run', show.id);
            const pending = documents.pendingAmong([show.id, ...runs.map(({ id }) => id)]);
            return { show, runs, pending: pending.length > 0 };
          }),
        );
      }),
      create: os.show.create.handler(async ({ input }) => {
        const created = await createShow(desk, input);
        desk.console.setPreferences({ currentShowId: created.showId });
        return created;
      }),
      edit: os.show.edit.handler(async ({ input }) => done(mutate('show.edit', input))),
      openSample: os.show.openSample.handler(async () => {
        const opened = await openSampleShow(desk);
        desk.console.setPreferences({ currentShowId: opened.showId });
        return opened;
      }),
    },
    run: {
      start: os.run.start.handler(async ({ input }) => done(mutate('run.start', input))),
      end: os.run.end.handler(async ({ input }) => done(mutate('run.end', input))),
      freeze: os.run.freeze.handler(async ({ input }) => done(mutate('run.freeze', input))),
    },
    preference: {
      get: os.preference.get.handler(async () => desk.console.preferences()),
      set: os.preference.set.handler(async ({ input }) => {
        desk.console.setPreferences(input);
        return {};
      }),
    },
    app: {
      info: os.app.info.handler(async () => ({
        ...{ version: ports.version, host: ports.host, demo: ports.demo },
        rescue: desk.rescueReason,
      })),
      watch: os.app.watch.handler(async function* ({ signal }) {
        const states = desk.watchApp();
        signal?.addEventListener('abort', () => states.close(), { once: true });
        yield* states;
      }),
    },
  };
}

interface NewShow {
  readonly title: string;
  readonly currency: string;
  readonly startsAt?: string | null | undefined;
  readonly plannedEndAt?: string | null | undefined;
  readonly targetFen?: number | null | undefined;
  readonly hostName?: string | undefined;
}

/** A show with its live run, as every show on a console begins. */
export async function createShow(desk: DeskParts, plan: NewShow): Promise<{ showId: ShowId; runId: RunId }> {
  const showId = desk.ports.ids.next() as ShowId;
  const runId = desk.ports.ids.next() as RunId;
  await desk.mutate('show.create', {
    id: showId,
    title: plan.title,
    currency: plan.currency,
    startsAt: plan.startsAt ?? null,
    plannedEndAt: plan.plannedEndAt ?? null,
    targetFen: plan.targetFen ?? null,
    hostName: plan.hostName ?? '',
  });
  await desk.mutate('run.create', { id: runId, showId, kind: 'live' });
  return { showId, runId };
}
