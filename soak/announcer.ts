/** Somebody who looks after groups: makes a dry run of an announcement, then sends it or lets the hub send it later. */
import type { BatchPlan } from '#shared/contract/batch.ts';
import type { Post } from '#shared/domain/post/post.schema.ts';
import type { Deed, PersonOptions } from './person.ts';
import type { Told } from './processes/console-process.ts';

/** How far ahead an announcement may still be meant. */
const MEANT_FOR_MS = 60_000;

/** `note` remembers what was told of an op. */
export async function announce(
  { desk, stage, random }: PersonOptions,
  note: (deed: Deed, told: Told) => void,
): Promise<void> {
  const list = await desk.call('post.list', { showId: stage.showId });
  const post = list.told === 'kept' ? random.pick(list.value as Post[]) : undefined;
  if (!post) return;
  const seen = { postId: post.id, runKind: 'live' };
  const planned = await desk.call('batch.plan', seen);
  if (planned.told !== 'kept') return;
  const { batchId, planHash, complete, deliveries } = planned.value as BatchPlan;
  if (complete && random.chance(0.5)) {
    await desk.call('batch.send', { ...seen, batchId, planHash });
    return;
  }
  const robots = deliveries.filter(({ state }) => state === 'queued').length;
  const until = new Date(desk.wallMs() + random.below(MEANT_FOR_MS)).toISOString();
  const deed = { path: 'release.make', input: { ...seen, batchId, planHash, robots, hands: 0, until } };
  note(deed, await desk.call(deed.path, deed.input));
}
