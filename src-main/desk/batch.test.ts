/** The whole way of an announcement on a real desk with its real hub: dry run, send, watch, by hand, once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskBatch } from '#shared/contract/batch.ts';
import { consolePorts, realCheck } from './console-fixture.ts';
import { createDesk, type Desk } from './create-desk.ts';
import type { DeskRouter } from './router.ts';

let desk: Desk;
let client: RouterClient<DeskRouter>;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'livedesk-'));
  desk = await createDesk(consolePorts(dataDir, { demo: true, checkFile: realCheck }));
  client = createRouterClient(desk.router);
}, 60_000);
afterAll(async () => {
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function until(
  frames: AsyncIterable<DeskBatch>,
  enough: (frame: DeskBatch) => boolean,
): Promise<DeskBatch> {
  for await (const frame of frames) if (enough(frame)) return frame;
  throw new Error('it ended');
}

describe('an announcement to the sample’s 240 groups', () => {
  test('is planned, sent once, and ends with every group in one state', async () => {
    const { showId } = await client.show.openSample();
    const [post] = await client.post.list({ showId });
    if (!post) throw new Error('no post');
    const order = { postId: post.id, runKind: 'rehearsal' } as const;
    const plan = await client.batch.plan(order);
    const count = (state: string) => plan.deliveries.filter((one) => one.state === state).length;
    expect([plan.deliveries.length, count('queued'), count('by-hand')]).toEqual([240, 80, 160]);
    expect(plan).toMatchObject({ complete: true, blockedCount: 0 });

    const { batchId, planHash } = plan;
    await expect(client.batch.send({ ...order, runKind: 'live', batchId, planHash })).rejects.toMatchObject({
      code: 'batch/rehearsal',
    });
    await Promise.all([
      client.batch.send({ ...order, batchId, planHash }),
      client.batch.send({ ...order, batchId, planHash }),
    ]);
    const done = await until(await client.batch.watch({ batchId }), ({ batch }) => batch.state === 'done');
    const { counts } = done.batch;
    expect(counts.sent + counts.failed + counts.unknown).toBe(80);
    expect(counts.sent).toBeGreaterThan(60);
    expect(counts).toMatchObject({ queued: 0, sending: 0, skipped: 0, 'by-hand': 160 });

    const { batch, deliveries } = await client.batch.get({ batchId });
    expect(batch).toEqual(done.batch);
    const byHand = deliveries.find(({ state }) => state === 'by-hand');
    if (!byHand) throw new Error('nothing by hand');
    const { text } = await client.batch.text({ batchId, groupId: byHand.groupId });
    expect(text).toContain(byHand.groupName);
    await client.batch.tick({ batchId, groupId: byHand.groupId });
    expect((await client.batch.list({ showId }))[0]?.counts['by-hand']).toBe(159);

    const again = await client.batch.plan(order);
    expect(again.deliveries.filter(({ reason }) => reason === 'had-it')).toHaveLength(240 - counts.failed);
    await expect(
      client.batch.watch({ batchId: 'none' as never }).then((it) => it.next()),
    ).rejects.toMatchObject({
      code: 'batch/not-found',
    });
  }, 60_000);
});
