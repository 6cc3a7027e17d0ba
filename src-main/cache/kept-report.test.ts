import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Report, reportSchema } from '#shared/domain/report/report.schema.ts';
import { keptReportRepo } from './kept-report.repo.ts';
import { sessionMigrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const report = (showId: string, runKind: Report['runKind'] = 'live') =>
  reportSchema.parse({
    ...{ showId, runKind, title: '618', currency: 'CNY', hostName: '', targetFen: null },
    ...{ startedAt: null, endedAt: null, madeAt: '2026-06-18T12:00:00.000Z', runs: [] },
    totals: { grossFen: 1, refundsFen: 0, netFen: 1, orders: 1, refundsCount: 0, buyers: 0 },
    ...{ byMinute: [], byChannel: [], byShop: [], products: [], takes: [], drops: [], funnel: [] },
    ...{ peakOnline: null, spikes: [] },
  });

test('a session file of before keeps its rows, and the last report of each show is kept beside them', () => {
  const file = join(tempFolder(), 'session.db');
  const old = openDatabase(
    file,
    sessionMigrations.filter(({ version }) => version < 80),
  );
  old.exec("INSERT INTO meta (name, value) VALUES ('personName', 'Amy')");
  old.close();
  const db = openDatabase(file, sessionMigrations);
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT value FROM meta WHERE name = 'personName'").pluck().get()).toBe('Amy');
  const kept = keptReportRepo(db);
  expect(kept.load('a', 'live')).toBeNull();
  kept.save(report('a'), '2026-06-18T12:00:00.000Z');
  kept.save(report('a', 'rehearsal'), '2026-06-18T12:01:00.000Z');
  kept.save({ ...report('a'), title: '双11' }, '2026-06-18T12:02:00.000Z');
  expect(kept.load('a', 'live')).toMatchObject({
    ...{ asOf: '2026-06-18T12:02:00.000Z', report: { title: '双11', runKind: 'live' } },
  });
  expect(kept.all().map(({ report: { runKind } }) => runKind)).toEqual(['live', 'rehearsal']);
  // The rehearsal was reset: its report goes, the real one stays.
  kept.forget('a', 'rehearsal');
  expect(kept.all().map(({ report: { runKind } }) => runKind)).toEqual(['live']);
  for (let at = 0; at < 25; at += 1)
    kept.save(report(`s${at}`), `2026-06-19T12:${String(at).padStart(2, '0')}:00.000Z`);
  expect(kept.all()).toHaveLength(20);
  db.exec("UPDATE kept_report SET report = '{}'");
  expect(kept.load('s24', 'live')).toBeNull();
  expect(kept.all()).toEqual([]);
});
