/** What the host promised, from a key to a kept task; and a shift given from one person to the next. */
import { graveFaults } from './fixtures/access.ts';
import { startHub } from './fixtures/console-process.ts';
import { expectOffline, expectSynced, joined, startedShow } from './fixtures/team.ts';
import { expect, test } from './fixtures/test.ts';

test('one key notes a promise, also with the hub away; it is given to somebody and kept; the shift goes on', async ({
  browser,
}) => {
  const hub = await startHub();
  await joined(hub, browser, async ({ page: amy }) => {
    await joined(hub, browser, async ({ page: ben }) => {
      await startedShow(amy, ben);
      await amy.keyboard.press('F12');
      const onAir = amy.locator('[data-testid="rundown-row"][data-state="on-air"]');
      await expect(onAir).toHaveCount(1);
      const name = (await onAir.locator('[data-row-main]').textContent()) ?? '';

      // By key, with the product on air filled in.
      await amy.keyboard.press('p');
      const dialog = amy.getByTestId('promise-note');
      await expect(dialog.getByLabel('商品').locator('option:checked')).toHaveText(name);
      expect(await graveFaults(amy, 'noting a promise')).toEqual([]);
      await amy.getByTestId('promise-save').click();
      await expect(dialog).toContainText('写一句答应了什么');
      await amy.getByTestId('promise-text').fill('前 20 单送浴巾');
      await dialog.getByLabel(/买家昵称/).fill('小林');
      await amy.keyboard.press('Enter');
      await expect(dialog).toHaveCount(0);
      await expect(amy.getByTestId('promises-open')).toHaveAttribute('data-count', '1');
      await expect(ben.getByTestId('promises-open')).toHaveAttribute('data-count', '1');

      // The hub away: another one is noted all the same, and arrives afterwards.
      await hub.kill();
      await expectOffline(amy);
      await amy.keyboard.press('p');
      await amy.getByTestId('promise-text').fill('补差价 10 元');
      await dialog.getByLabel('类型').selectOption('refund');
      await amy.keyboard.press('Enter');
      await expect(amy.getByTestId('promises-open')).toHaveAttribute('data-count', '2');
      await amy.locator('nav a[href="/handover"]').click();
      await expect(amy.getByTestId('handover-promises')).toHaveAttribute('data-count', '2');
      await hub.restart();
      await expectSynced(amy);

      // A task: somebody sees to it, and it is kept.
      await ben.locator('nav a[href="/handover"]').click();
      const task = ben.getByTestId('promise').filter({ hasText: '前 20 单送浴巾' });
      await task.getByTestId('promise-assign').click();
      await ben.getByTestId('promise-owner-name').fill('客服小王');
      await ben.getByTestId('promise-assign-save').click();
      await expect(task).toContainText('客服小王');
      await expect(amy.getByTestId('promise').filter({ hasText: '客服小王' })).toHaveCount(1);
      await task.getByTestId('promise-done').click();
      await ben.getByTestId('promise-settle').getByRole('textbox').fill('已寄出');
      await ben.getByTestId('promise-settle-save').click();
      await expect(ben.getByTestId('promise').filter({ hasText: '前 20 单送浴巾' })).toHaveAttribute(
        'data-state',
        'done',
      );
      await expect(amy.getByTestId('handover-promises')).toHaveAttribute('data-count', '1');

      // The shift: given with a word, seen on the other console wherever it is, and acknowledged there.
      for (const theme of ['dark', 'light']) {
        expect(await graveFaults(amy, `handover ${theme}`)).toEqual([]);
        await amy.getByTestId('theme-switch').click();
      }
      await amy.getByTestId('handover-note').fill('浴巾还差 20 条');
      await amy.getByTestId('handover-offer').click();
      await expect(amy.getByTestId('handover-entry')).toHaveAttribute('data-state', 'offered');
      await ben.locator('nav a[href="/"]').click();
      await ben.getByTestId('handover-notice').getByRole('link').click();
      await expect(ben.getByTestId('handover-entry')).toContainText('浴巾还差 20 条');
      await ben.getByTestId('handover-acknowledge').click();
      for (const page of [amy, ben]) {
        const entry = page.getByTestId('handover-entry').first();
        await expect(entry).toHaveAttribute('data-state', 'acknowledged');
        await expect(entry).toContainText('承诺 1');
      }
    });
  });
  await hub.stop();
});
