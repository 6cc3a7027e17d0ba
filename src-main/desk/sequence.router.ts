import { ENTRY_PAGE } from '#shared/contract/drop.ts';
import type { SequenceId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

/** Sequences, and who entered a lucky bag. */
export function sequenceRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, command, session } = desk;
  return {
    sequence: {
      list: os.sequence.list.handler(async ({ input: { runId } }) => {
        const run = await documents.view.get('run', runId);
        const all = run ? await documents.view.list('sequence', run.showId) : [];
        const sequences = all.filter((sequence) => sequence.runId === runId);
        return { sequences, pendingIds: documents.pendingAmong(sequences.map(({ id }) => id)) };
      }),
      plan: os.sequence.plan.handler(async ({ input }) => {
        const sequenceId = desk.ports.ids.next() as SequenceId;
        await mutate('sequence.plan', { ...input, id: sequenceId });
        return { sequenceId };
      }),
      edit: os.sequence.edit.handler(async ({ input }) => done(mutate('sequence.edit', input))),
      remove: os.sequence.remove.handler(async ({ input }) => done(mutate('sequence.remove', input))),
      fire: os.sequence.fire.handler(async ({ input }) => done(command({ name: 'sequence.fire', ...input }))),
      stop: os.sequence.stop.handler(async ({ input }) => done(command({ name: 'sequence.stop', ...input }))),
    },
    bag: {
      entries: os.bag.entries.handler(async ({ input: { dropId } }) => {
        const page = (afterArrival: number) =>
          session.request('dropEntries', { dropId, afterArrival, limit: ENTRY_PAGE });
        let last = await page(0);
        const entries = [...last.entries];
        while (last.entries.length === ENTRY_PAGE) {
          last = await page(entries.at(-1)?.arrival ?? 0);
          entries.push(...last.entries);
        }
        return { entries, seedHash: last.seedHash, seed: last.seed };
      }),
    },
  };
}
