import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { batchOrder } from '../contract/batches.contract.ts';
import { AT } from '../test-documents.ts';
import { openSqliteStore } from './sqlite-store.ts';

const LATER = '2026-06-18T11:05:00.000Z';

test('[SY40] what was under way in a backup that was put back is unknown, and begins no more by itself', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-restored-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const open = () => openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  const before = await open();
  const order = (batchId: string, changes = {}) =>
    batchOrder(2, 1, { batchId: batchId as never, ...changes });
  await before.batches.create(order('running'));
  await before.batches.begin('running', 'r1', 'robot', AT);
  await before.batches.create(order('waiting', { beginsAt: LATER }));
  await before.batches.create(order('paused'));
  await before.batches.move('paused', 'pause', AT);
  await before.batches.create(order('stopped'));
  await before.batches.move('stopped', 'stop', AT);
  // Done before the backup, and one of its groups tried again after it.
  await before.batches.create(order('done'));
  for (const groupId of ['r1', 'r2']) {
    await before.batches.begin('done', groupId, 'robot', AT);
    const how = groupId === 'r1' ? ('accepted' as const) : ('refused' as const);
    await before.batches.moveDelivery('done', groupId, how, { at: AT, reason: null });
  }
  await before.close();

  // Opened as it was, nothing of that is in doubt.
  const same = await open();
  expect(await same.batches.doubtRestored(LATER)).toEqual([]);
  await same.close();
  const raw = new Database(file);
  raw.exec("UPDATE workspace SET epoch = 'another'");
  raw.close();

  const restored = await open();
  onTestFinished(() => restored.close());
  expect(await restored.batches.doubtRestored(LATER)).toEqual(['done', 'paused', 'running', 'waiting']);
  for (const batchId of ['paused', 'running', 'waiting']) {
    expect(await restored.batches.get(batchId)).toMatchObject({
      counts: { queued: 0, sending: 0, unknown: 2, 'by-hand': 1 },
    });
    expect(
      (await restored.batches.deliveries(batchId, 0)).filter(({ reason }) => reason === 'restored'),
    ).toHaveLength(2);
    expect(await restored.batches.begin(batchId, 'r2', 'robot', LATER)).toBeNull();
  }
  expect(await restored.batches.get('done')).toMatchObject({
    ...{ state: 'done', counts: { sent: 1, failed: 0, unknown: 1 } },
  });
  expect(await restored.batches.get('running')).toMatchObject({ state: 'done' });
  expect(await restored.batches.get('waiting')).toMatchObject({ state: 'done', beginsAt: null });
  expect(await restored.batches.get('paused')).toMatchObject({ state: 'paused' });
  // They may have it: the next dry run holds it back there.
  expect((await restored.batches.had('post-1', 'live')).map(({ groupId }) => groupId).sort()).toEqual([
    'h1',
    'r1',
    'r2',
  ]);
  expect(await restored.batches.doubtRestored(LATER)).toEqual([]);
});
