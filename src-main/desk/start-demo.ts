/** `--demo`: the sample show is on air as a rehearsal and the sandbox platform plays along. */
import { AppError, type ErrorCode } from '#shared/contract/errors.ts';
import { inOrder } from '#shared/domain/rundown/rundown.order.ts';
import type { DeskParts } from './desk-parts.ts';
import { openSampleShow } from './sample-show.ts';

const SEED = 618;
const waitsForHub: ReadonlySet<ErrorCode> = new Set(['effect/expired', 'effect/unanswered', 'hub/away']);

export async function startDemo(desk: DeskParts): Promise<void> {
  const { showId, runId } = await openSampleShow(desk);
  desk.console.setPreferences({ currentShowId: showId });
  const run = await desk.documents.view.get('run', runId);
  const first = inOrder(await desk.documents.view.list('slot', runId))[0];
  const begins = run?.state === 'planned' && first !== undefined;
  if (begins) await desk.mutate('rundown.take', { runId, from: null, to: first.id });
  await desk
    .command({
      ...{ name: 'sandbox.set', showId, running: true, pace: 1, seed: SEED },
      ...{ scenario: 'steady', losesAnswers: false },
    })
    .catch((error: unknown) => {
      // Imitated viewers need the hub; the console does not: it starts without them, and they can be set going later.
      if (!(error instanceof AppError && waitsForHub.has(error.code))) throw error;
    });
  // Only now has the hub been waited for.
  if (begins) desk.push.taken(runId, desk.session.state().hub === 'online');
}
