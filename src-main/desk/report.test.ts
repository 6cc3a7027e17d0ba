/** Reports, marks and the checklist on a real console of a real hub, with the hub there and away. */
import { read, utils } from '@e965/xlsx';
import { expect, test, vi } from 'vitest';
import type { ShowId } from '#shared/sync/ids.ts';
import { teamConsole, teamHub } from './console-fixture.ts';

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 100 });

test('a report that was seen opens without the hub, with its age; marks are made all the same', async () => {
  const hub = await teamHub();
  const { client } = await teamConsole(hub, await hub.invite('owner'));
  const { showId, runId } = await client.show.create({ title: '=618', currency: 'CNY' });
  const target = { showId, runKind: 'live' } as const;
  await eventually(async () => {
    const { results, complete } = await client.checklist.get({ runId });
    expect(complete).toBe(true);
    expect(results.find(({ check }) => check === 'hub')).toMatchObject({ level: 'ok' });
  });
  await client.run.start({ runId, warningsAccepted: ['rundown'], reason: '先开着' });
  const seen = await client.report.get(target);
  expect(seen).toMatchObject({
    fresh: true,
    report: { title: '=618', runs: [{ acceptedReason: '先开着' }] },
  });
  expect((await client.report.list()).summaries).toMatchObject([{ showId, runKind: 'live' }]);

  await hub.goAway();
  await eventually(async () => {
    expect((await client.report.get(target)).fresh).toBe(false);
  });
  expect((await client.report.get(target)).asOf >= seen.asOf).toBe(true);
  expect(await client.report.list()).toMatchObject({ fresh: false, summaries: [{ showId }] });
  await expect(client.report.get({ showId: 'another' as ShowId, runKind: 'live' })).rejects.toMatchObject({
    code: 'report/away',
  });

  await client.mark.make({ runId, source: 'key', at: null, note: '+爆单' });
  const { marks, pendingIds } = await client.mark.list(target);
  expect(marks).toMatchObject([{ note: '+爆单', source: 'key' }]);
  expect(pendingIds).toEqual(marks.map(({ id }) => id));

  const file = { ...target, language: 'zh', offsetMin: 480 } as const;
  const csv = await client.report.export({ ...file, format: 'csv', table: 'clips' });
  expect(csv.fileName).toMatch(/^=618-.*打点\.csv$/);
  expect(Buffer.from(csv.base64, 'base64').toString('utf8')).toContain(`"'+爆单"`);
  const book = read(Buffer.from((await client.report.export({ ...file, format: 'xlsx' })).base64, 'base64'));
  expect(book.SheetNames).toHaveLength(9);
  const [, first] = utils.sheet_to_json<string[]>(book.Sheets['概览'] ?? {}, { header: 1 });
  expect(first).toEqual(['场次', '=618']);
  expect(book.Sheets['概览']?.['B2']).not.toHaveProperty('f');

  const { results } = await client.checklist.get({ runId });
  expect(results.filter(({ level }) => level === 'warning').map(({ check }) => check)).toEqual(
    expect.arrayContaining(['platform', 'platform-price', 'hub', 'backup']),
  );
}, 60_000);
