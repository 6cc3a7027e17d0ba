import type { Page } from '@playwright/test';
import { startHub } from './fixtures/console-process.ts';
import { hubApi } from './fixtures/hub-api.ts';
import { hold } from './fixtures/screen.ts';
import { expectOffline, expectSynced, joined, rearm } from './fixtures/team.ts';
import { teamTest } from './fixtures/team-test.ts';
import { expect, test } from './fixtures/test.ts';

test('[SY51] a hub stopped with the order in its hands and woken later does not fire it', async ({
  browser,
}) => {
  const hub = await startHub();
  try {
    const api = hubApi(hub.url, await hub.key('claims', 'manage'));
    await joined(hub, browser, async ({ page }) => {
      await expectSynced(page);
      const { body } = await api.post('/v1/shows', { title: '停住的中枢', currency: 'CNY' });
      const coupon = { kind: 'coupon', title: '券', amountFen: 500, thresholdFen: 0 };
      const planned = await api.post(`/v1/shows/${(body as { id: string }).id}/drops`, {
        ...{ ...coupon, quota: 10, perBuyer: 1, openSec: 300 },
      });
      const claims = `/v1/drops/${(planned.body as { id: string }).id}/claims`;
      const card = page.getByTestId('drop-card');
      const fire = card.getByTestId('drop-fire');
      await card.getByTestId('drop-arm').click();
      await expect(card).toHaveAttribute('data-state', 'armed');

      hub.freeze();
      await hold(page, fire, async () => {
        await expect(fire).toHaveAttribute('data-holding');
        await expect(fire).not.toHaveAttribute('data-holding');
      });
      // The order lies in the hub's socket; its three seconds go by.
      await page.waitForTimeout(4000);
      hub.thaw();
      await expect(card).toHaveAttribute('data-state', 'expired', { timeout: 20_000 });
      await expect(card).toContainText('已作废');
      await page.waitForTimeout(2000);
      await expect(card).toHaveAttribute('data-state', 'expired');
      expect((await api.post(claims, { claimId: 'c1', buyerId: 'u1' })).body).toEqual({
        outcome: 'not-open',
      });

      await expectSynced(page);
      await rearm(card);
      await hold(page, fire, () => expect(card).toHaveAttribute('data-state', 'open'));
      expect((await api.post(claims, { claimId: 'c2', buyerId: 'u1' })).body).toEqual({ outcome: 'granted' });
    });
  } finally {
    await hub.stop();
  }
});

test.describe('on the sample', () => {
  test.use({ consoleArgs: ['--demo'] });

  test('[SY55] a platform that loses its answer: unknown, asked again, and open since it was fired', async ({
    screenPage: page,
  }) => {
    await page.getByTestId('mode').click();
    await page.getByTestId('sandbox-loses').click();
    await expect(page.getByTestId('sandbox-loses')).toBeChecked();
    await page.keyboard.press('Escape');
    const card = page.getByTestId('drop-card').first();
    await card.getByTestId('drop-arm').click();
    await expect(card).toHaveAttribute('data-state', 'armed');
    await hold(page, card.getByTestId('drop-fire'), () =>
      expect(card).toHaveAttribute('data-state', 'sending'),
    );
    await expect(card).toHaveAttribute('data-state', 'unknown', { timeout: 20_000 });
    await expect(card).toContainText('不会自动重发');
    await card.getByTestId('drop-ask').click();
    await expect(card).toHaveAttribute('data-state', /open|closed/);
    await expect
      .poll(async () => Number(await card.getByTestId('drop-granted').getAttribute('data-count')))
      .toBeGreaterThan(0);
  });
});

/** With the hub away: writes nothing, lets the sample's announcement go out when it is back. */
async function release(page: Page): Promise<void> {
  await page.getByTestId('post-send').click();
  await expect(page.getByTestId('batch-send')).toBeDisabled();
  await page.getByTestId('release-open-dialog').click();
  await expect(page.getByTestId('release-dialog')).toContainText('240');
  await page.getByTestId('release-confirm').click();
}

teamTest(
  '[SY56] an announcement waits for the hub only if it was chosen so, and goes out once',
  async ({ page, teamHub: hub, ownerDesk: desk }) => {
    await page.goto(desk.url);
    await expectSynced(page);
    await page.getByRole('link', { name: '社群' }).click();
    await expect(page.getByTestId('post-send')).toBeEnabled();
    await hub.kill();
    await expectOffline(page);
    const line = page.getByTestId('release');

    // Taken back during the outage, it never goes out.
    await release(page);
    await expect(line).toHaveAttribute('data-state', 'waiting');
    await page.getByTestId('release-cancel').click();
    await expect(line).toHaveCount(0);
    await hub.restart();
    await expectSynced(page);
    await page.waitForTimeout(4000);
    await expect(page.getByTestId('batch-history')).toContainText(/^群发记录$/);

    // Left alone it does, also when the console was ended meanwhile.
    await hub.kill();
    await expectOffline(page);
    await release(page);
    await expect(line).toHaveAttribute('data-state', 'waiting');
    await desk.kill();
    await page.goto(await desk.restart());
    await page.getByRole('link', { name: '社群' }).click();
    await expect(line).toHaveAttribute('data-state', 'waiting');
    await hub.restart();
    await expect(line).toHaveAttribute('data-state', 'sent', { timeout: 30_000 });
    await page.getByTestId('release-open').click();
    await expect(page.getByTestId('batch-state')).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await expect(page.getByTestId('batch-counts')).toHaveAttribute('data-by-hand', '160');
    await page.getByRole('button', { name: '回去改内容' }).click();
    await page.getByTestId('batch-history').click();
    await expect(page.getByTestId('batch-entry')).toHaveCount(1);
  },
);
