import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DeskLive } from '#shared/contract/live.ts';
import { liveSnapshotRepo } from './live-snapshot.repo.ts';
import { sessionMigrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const frame: DeskLive = {
  snapshot: true,
  connected: false,
  asOf: '2026-06-18T11:00:00.000Z',
  totals: { grossFen: 9800, refundsFen: 0, netFen: 9800, orders: 1, refundsCount: 0, buyers: 1 },
  comments: [],
};
const asOf = (minute: number) => `2026-06-18T11:${String(minute).padStart(2, '0')}:00.000Z`;

function open() {
  const db = openDatabase(join(tempFolder(), 'x.db'), sessionMigrations);
  onTestFinished(() => void db.close());
  return { db, repo: liveSnapshotRepo(db) };
}

test('figures are kept by show and run kind, the last ones each', () => {
  const { repo } = open();
  expect(repo.load('show', 'live')).toBeNull();
  repo.save('show', 'live', { asOf: asOf(0), frame });
  repo.save('show', 'live', { asOf: asOf(1), frame: { ...frame, commentsDropped: 3 } });
  expect(repo.load('show', 'live')).toEqual({ asOf: asOf(1), frame: { ...frame, commentsDropped: 3 } });
  expect(repo.load('show', 'rehearsal')).toBeNull();
});

test('figures of a rehearsal that was reset are forgotten, and no others', () => {
  const { repo } = open();
  for (const runKind of ['live', 'rehearsal'] as const) repo.save('show', runKind, { asOf: asOf(0), frame });
  repo.forget('show', 'rehearsal');
  expect(repo.load('show', 'rehearsal')).toBeNull();
  expect(repo.load('show', 'live')).not.toBeNull();
});

test('what cannot be read any more is as if it were not there', () => {
  const { db, repo } = open();
  repo.save('show', 'live', { asOf: asOf(0), frame });
  for (const broken of ['{', '[]', '{"snapshot":"yes"}']) {
    db.prepare('UPDATE live_snapshot SET frame = ?').run(broken);
    expect(repo.load('show', 'live')).toBeNull();
  }
});

test('shows of long ago make room', () => {
  const { repo } = open();
  for (let at = 0; at < 25; at += 1) repo.save(`show-${at}`, 'live', { asOf: asOf(at), frame });
  expect(repo.load('show-4', 'live')).toBeNull();
  expect(repo.load('show-5', 'live')).not.toBeNull();
});
