/** A console whose data cannot be opened: what the person sees, and what they can take along. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import Database from 'better-sqlite3';
import { run, startConsole, startHub } from './fixtures/console-process.ts';
import { expectOffline, expectSynced, outboxOf } from './fixtures/team.ts';
import { complaintsOf, expect, test } from './fixtures/test.ts';

function setVersion(file: string, change: (version: number) => number): void {
  const db = new Database(file);
  db.pragma(`user_version = ${change(Number(db.pragma('user_version', { simple: true })))}`);
  db.close();
}

test('data of a newer Livedesk: said in both languages, what was not sent goes along, and nothing is changed', async ({
  page,
}) => {
  const hub = await startHub();
  const desk = await startConsole('--hub', hub.url, '--invite', await hub.invite('operator'));
  try {
    const complaints = complaintsOf(page);
    await page.goto(desk.url);
    await page.getByTestId('welcome-sample').click();
    await page.getByTestId('rundown-row').first().waitFor();
    await expectSynced(page);
    await hub.kill();
    await expectOffline(page);
    await page.keyboard.press('F12');
    await expect.poll(() => outboxOf(page)).toBeGreaterThan(0);
    const unsent = await outboxOf(page);
    await desk.kill();
    setVersion(join(desk.dataDir, 'desk.db'), (version) => version + 9000);
    complaints.splice(0);

    await page.goto(await desk.restartRescued());
    const rescue = page.getByTestId('rescue');
    await expect(rescue).toHaveAttribute('data-code', 'local/newer-database');
    await expect(rescue).toContainText('更新版本的 Livedesk');
    await expect(page.getByTestId('rescue-unsent')).toContainText(`${unsent} 项`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('rescue-export').click(),
    ]);
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(saved.sessions.flatMap(({ ops }: { ops: unknown[] }) => ops)).toHaveLength(unsent);
    await expect(page.getByTestId('rescue-exported')).toHaveText(`已导出 ${unsent} 项。`);

    await page.getByTestId('rescue-language').click();
    await expect(rescue).toContainText('written by a newer Livedesk');
    await expect(page.getByTestId('rescue-export')).toHaveText('Export what was not sent');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');

    // With the newer version back, everything is as it was, and the page finds it by itself.
    await desk.kill();
    setVersion(join(desk.dataDir, 'desk.db'), (version) => version - 9000);
    await hub.restart();
    await page.goto(await desk.restart());
    await expectSynced(page);
    await expect(page.getByTestId('rescue')).toHaveCount(0);
    expect(complaints.filter((complaint) => !complaint.includes('WebSocket'))).toEqual([]);
  } finally {
    await desk.stop();
    await hub.stop();
  }
});

test('a second console on one profile is turned away with a status of its own; keys and exports work beside it', async ({
  desk,
}) => {
  const args = ['--port', '0', '--data', desk.dataDir, '--no-open'];
  expect((await run('scripts/web.ts', ...args)).code).toBe(3);
  expect(await desk.key('read')).toMatch(/\S{20,}/);
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-export-'));
  const target = join(dir, 'unsent.json');
  const exported = await run('scripts/web.ts', '--data', desk.dataDir, '--export-outbox', target);
  expect(exported.code).toBe(0);
  expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({ format: 'livedesk-unsent', version: 1 });
  // Nothing that is there already is written over.
  expect((await run('scripts/web.ts', '--data', desk.dataDir, '--export-outbox', target)).code).toBe(2);
  rmSync(dir, { recursive: true, force: true });
});
