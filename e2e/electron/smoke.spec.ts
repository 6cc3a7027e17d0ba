/** From the first start to leaving: what an operator does, through message port, preload and the app's own scheme. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { importPaipin, namesOf, pressRunButton } from '../fixtures/screen.ts';
import {
  answerQuestions,
  closeWindow,
  type Desktop,
  expect,
  ranOn,
  sayWhenLeaving,
  test,
} from './fixtures.ts';
import { invite } from './hub-process.ts';

const countOf = (locator: Locator) => locator.getAttribute('data-count').then(Number);

/** Counts the ports that the page is given and those that were closed. */
async function watchPorts({ app }: Desktop): Promise<() => Promise<{ given: number; closed: number }>> {
  const ports = await app.evaluateHandle(({ ipcMain }) => {
    const counts = { given: 0, closed: 0 };
    ipcMain.on('livedesk:port', ({ ports: [port] }) => {
      counts.given += 1;
      port?.on('close', () => {
        counts.closed += 1;
      });
    });
    return counts;
  });
  return () => ports.jsonValue();
}

const isAwake = ({ app }: Desktop) =>
  app.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 10 }, (_, id) => powerSaveBlocker.isStarted(id)).some(Boolean),
  );

test.describe(`the desktop app on ${ranOn}`, () => {
  test('a fresh profile, the sample, a take, a drop held and fired, a reload in the middle', async ({
    profile,
  }) => {
    const desktop = await profile.start();
    const { page } = desktop;
    await page.getByTestId('welcome-sample').click();
    await expect(page.getByTestId('rundown-row')).toHaveCount(17);
    await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');

    const onAir = page.getByTestId('on-air');
    await page.keyboard.press('F12');
    await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'rehearsal');
    await expect(onAir).toContainText('纯棉柔巾');
    await page.keyboard.press('F12');
    await expect(onAir).toContainText('一次性压缩面巾');

    // The sandbox platform sends orders and claims.
    await page.getByTestId('mode').click();
    await page.getByRole('region', { name: '示例平台' }).getByRole('button').first().click();
    await page.keyboard.press('Escape');

    const drop = page.getByTestId('drop-card').first();
    await drop.getByTestId('drop-arm').click();
    // Let go too early: nothing goes out.
    await drop.getByTestId('drop-fire').click({ delay: 200 });
    await expect(drop).toHaveAttribute('data-state', 'armed');
    await drop.getByTestId('drop-fire').click({ delay: 1200 });
    await expect(drop).toHaveAttribute('data-state', 'open');
    await expect.poll(() => countOf(drop.getByTestId('drop-granted'))).toBeGreaterThan(0);

    const ports = await watchPorts(desktop);
    await page.reload();
    await expect(onAir).toContainText('一次性压缩面巾');
    await expect(drop).toHaveAttribute('data-state', /open|closed/);
    expect(await ports()).toEqual({ given: 1, closed: 0 });
    // The iterators run again, over the new port.
    await expect.poll(() => countOf(page.getByTestId('orders-count'))).toBeGreaterThan(0);
    await page.keyboard.press('F12');
    await expect(onAir).toContainText('婴儿棉签');
    await page.reload();
    await expect(onAir).toContainText('婴儿棉签');
    await expect.poll(ports).toEqual({ given: 2, closed: 1 });
  });

  test('a sheet becomes a live show, which a restart finds again', async ({ profile }) => {
    const first = await profile.start();
    await importPaipin(first.page);
    await pressRunButton(first.page);
    await expect(first.page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');
    await first.page.keyboard.press('F12');
    await expect(first.page.getByTestId('on-air')).toContainText('纯棉柔巾');
    await expect.poll(() => isAwake(first), 'a live show keeps the machine awake').toBe(true);
    await expect(first.page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
    const names = await namesOf(first.page).allTextContents();
    expect(names.length).toBeGreaterThan(10);

    // With nothing unsent it leaves without a word.
    await sayWhenLeaving(first);
    await answerQuestions(first, 'second button');
    await first.app.evaluate(({ app }) => app.quit());
    expect(await first.ended()).toBe(0);
    expect(first.said()).toBe('will-quit\n');

    const second = await profile.start();
    await expect(namesOf(second.page)).toHaveText(names);
    await expect(second.page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');
    await expect(second.page.getByTestId('on-air')).toContainText('纯棉柔巾');

    // What the key chain guards stands nowhere in the clear.
    const text = await readFile(join(profile.dir, 'secrets.json'), 'utf8');
    const { secrets } = JSON.parse(text) as { secrets: Record<string, string> };
    expect(Object.keys(secrets)).toContain('own-hub-token');
    const token = await second.app.evaluate(
      ({ safeStorage }, sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
      secrets['own-hub-token'] ?? '',
    );
    expect(token.length).toBeGreaterThan(30);
    expect(text).not.toContain(token);
    expect(text).not.toContain(Buffer.from(token).toString('base64').slice(0, 20));
  });

  test('work that the hub has not got holds the app back once, and is sent after the next start', async ({
    profile,
    startHub,
  }) => {
    const hubDir = join(profile.dir, 'team-hub');
    const hub = await startHub(hubDir);
    const args = ['--hub', hub.url, '--invite', await invite(hubDir, 'owner')];
    const first = await profile.start(...args);
    const { page } = first;
    const unsent = page.getByTestId('outbox-count');
    await page.getByTestId('welcome-sample').click();
    // The last thing that the sample makes.
    await expect(page.getByTestId('groups')).toContainText('618 返场预告');
    await expect(unsent).toHaveAttribute('data-count', '0');

    await hub.kill();
    await expect(page.getByTestId('sync-state')).not.toHaveAttribute('data-hub', 'online');
    await page.keyboard.press('F12');
    await expect(page.getByTestId('on-air')).toContainText('纯棉柔巾');
    await expect(unsent).toHaveAttribute('data-count', '1');

    await sayWhenLeaving(first);
    await answerQuestions(first, 'second button');
    await closeWindow(first);
    await expect.poll(first.said).toContain('asked: ');
    await page.keyboard.press('F12');
    await expect(page.getByTestId('on-air')).toContainText('一次性压缩面巾');
    await answerQuestions(first, 'first button');
    await closeWindow(first);
    expect(await first.ended()).toBe(0);
    expect(first.said().replaceAll(/asked: .*/g, 'asked')).toBe('asked\nasked\nwill-quit\n');

    await startHub(hubDir, Number(new URL(hub.url).port));
    const second = await profile.start('--hub', hub.url);
    await expect(second.page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
    await expect(second.page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
    await expect(second.page.getByTestId('on-air')).toContainText('一次性压缩面巾');
  });

  test('a page that dies in the middle of a show is brought back', async ({ profile }) => {
    const desktop = await profile.start();
    const { app, page } = desktop;
    await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
    const ports = await watchPorts(desktop);
    for (const given of [1, 2]) {
      await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      );
      // It asks for a port: it has loaded, and its preload with it. (Playwright sees nothing of a page that died.)
      await expect.poll(async () => (await ports()).given).toBe(given);
    }
  });
});
