import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import { type ConsoleProcess, startConsole } from './fixtures/console-process.ts';
import { teamTest } from './fixtures/team-test.ts';
import { complaintsOf, expect } from './fixtures/test.ts';

interface Screen {
  readonly console: ConsoleProcess;
  readonly page: Page;
}

interface Fixtures {
  /** Another console with its screen; ended with the test. */
  openConsole(...args: string[]): Promise<Screen>;
}

const test = teamTest.extend<Fixtures>({
  openConsole: async ({ browser }, use) => {
    const opened: Screen[] = [];
    const complaints: string[] = [];
    await use(async (...args) => {
      const console = await startConsole(...args);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      opened.push({ console, page });
      const own = complaintsOf(page);
      page.on('close', () => complaints.push(...own));
      await page.goto(console.url);
      await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
      return { console, page };
    });
    for (const { console, page } of opened) {
      await page.context().close();
      await console.stop();
    }
    expect(complaints).toEqual([]);
  },
});

const onAir = (page: Page) =>
  page.locator('[data-testid="rundown-row"][data-state="on-air"] [data-row-main]');
const sessions = (page: Page) => page.getByTestId('session');
const goTeam = (page: Page) => page.getByRole('link', { name: '团队', exact: true }).click();
/** Keys act once the live screen stands; with no show yet it is the welcome. */
async function goLive(page: Page): Promise<void> {
  await page.getByRole('link', { name: '直播台' }).click();
  await page.getByTestId('take-next').or(page.getByTestId('welcome-sample')).waitFor();
}

async function join(page: Page, url: string, code: string, name: string): Promise<void> {
  await goTeam(page);
  await page.getByTestId('join-url').fill(url);
  await page.getByTestId('join-code').fill(code);
  await page.getByTestId('join-name').fill(name);
  await page.getByTestId('join-do').click();
}

test('invited on one screen, joined on the other: one show, two people, and out again within seconds', async ({
  teamHub,
  openConsole,
}) => {
  const { page: amy } = await openConsole('--hub', teamHub.url, '--invite', await teamHub.invite('owner'));
  const { page: ben } = await openConsole();
  await amy.getByTestId('welcome-sample').click();
  await expect(amy.getByTestId('rundown-row').first()).toBeVisible();
  // Ben has a rehearsal of his own, with something on air.
  await ben.getByTestId('welcome-sample').click();
  await ben.getByTestId('rundown-row').first().waitFor();
  for (let take = 1; take <= 2; take += 1) {
    await ben.keyboard.press('F12');
    await expect(ben.getByTestId('rundown-row').nth(take - 1)).toHaveAttribute('data-state', 'on-air');
  }
  const [benOwn = ''] = await onAir(ben).allTextContents();

  await goTeam(amy);
  await amy.getByTestId('invite-role').selectOption('operator');
  await amy.getByTestId('invite-make').click();
  const code = (await amy.getByTestId('invite-code').getAttribute('data-code')) ?? '';
  expect(code).toMatch(/^[A-Z2-7]{16}$/);

  // What is wrong is said beside the form, and nothing typed is lost.
  await join(ben, teamHub.url, 'WRONG', '小本');
  await expect(ben.getByTestId('join-failure')).toContainText('没有这个邀请码');
  await join(ben, 'http://127.0.0.1:1', code, '小本');
  await expect(ben.getByTestId('join-failure')).toContainText('连不上这个地址');
  await join(ben, teamHub.url, code.toLowerCase(), '小本');
  await expect(sessions(ben)).toHaveCount(2);
  await expect(sessions(ben).nth(1)).toHaveAttribute('data-hub', 'online');
  await expect(sessions(ben).nth(1)).toContainText('场控');
  await expect(sessions(ben).nth(1)).toContainText('还有 89 天');

  // Both know who is here.
  await expect(amy.getByTestId('presence')).toHaveAttribute('data-count', '2');
  await expect(amy.getByTestId('device').filter({ hasText: '小本' })).toHaveAttribute('data-online', 'true');
  await expect(amy.getByTestId('console').filter({ hasText: '小本' })).toBeVisible();

  // The other hub's show is another one: nothing of Ben's own is on it.
  await sessions(ben).nth(1).getByTestId('session-show').click();
  await expect(sessions(ben).nth(1)).toHaveAttribute('data-shown', 'true');
  await goLive(ben);
  await expect(ben.getByTestId('rundown-row').first()).toBeVisible();
  await expect(onAir(ben)).toHaveCount(0);

  // Takes are seen both ways.
  await goLive(amy);
  await amy.keyboard.press('F12');
  for (const page of [amy, ben])
    await expect(page.getByTestId('rundown-row').nth(0)).toHaveAttribute('data-state', 'on-air');
  await ben.keyboard.press('F12');
  for (const page of [amy, ben])
    await expect(page.getByTestId('rundown-row').nth(1)).toHaveAttribute('data-state', 'on-air');

  // Removed: told within seconds, what is there stays to be read, and nothing more can be done from there.
  await goTeam(amy);
  await amy.getByTestId('device').filter({ hasText: '小本' }).getByTestId('device-remove').click();
  await amy.getByTestId('confirm').click();
  await expect(ben.getByTestId('refused-banner')).toHaveAttribute('data-code', 'auth/removed', {
    timeout: 5000,
  });
  await expect(ben.getByTestId('rundown-row').nth(1)).toHaveAttribute('data-state', 'on-air');
  await ben.keyboard.press('F12');
  await expect(ben.getByText('已被移出').last()).toBeVisible();
  await expect(ben.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
  await goLive(amy);
  await expect(amy.getByTestId('rundown-row').nth(1)).toHaveAttribute('data-state', 'on-air');
  await expect(amy.getByTestId('presence')).toHaveCount(0);

  // Back on his own hub everything is as he left it.
  await goTeam(ben);
  await sessions(ben).nth(0).getByTestId('session-show').click();
  await expect(ben.getByTestId('refused-banner')).toHaveCount(0);
  await goLive(ben);
  await expect(onAir(ben)).toHaveText([benOwn]);
});

test('a hub is not left while something has not reached it', async ({ teamHub, openConsole }) => {
  const { page } = await openConsole();
  await join(page, teamHub.url, await teamHub.invite('operator'), '小本');
  await expect(sessions(page)).toHaveCount(2);
  await expect(sessions(page).nth(1)).toHaveAttribute('data-hub', 'online');
  await sessions(page).nth(1).getByTestId('session-show').click();
  await goLive(page);
  await page.getByTestId('welcome-sample').click();
  await page.getByTestId('rundown-row').first().waitFor();
  await expect(page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');

  await teamHub.kill();
  await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'offline');
  await page.keyboard.press('F12');
  await expect(page.getByTestId('outbox-count')).not.toHaveAttribute('data-count', '0');
  await goTeam(page);
  await sessions(page).nth(1).getByTestId('session-leave').click();
  const dialog = page.getByTestId('leave-dialog');
  await expect(dialog).toContainText('没有送达');
  await expect(dialog.getByTestId('leave-confirm')).toBeDisabled();
  const download = page.waitForEvent('download');
  await dialog.getByTestId('leave-export').click();
  expect((await download).suggestedFilename()).toMatch(/^livedesk-unsent-.*\.json$/);
  await expect(dialog.getByTestId('leave-confirm')).toBeEnabled();
  await dialog.getByTestId('leave-wait').click();

  await teamHub.restart();
  await expect(page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
  await sessions(page).nth(1).getByTestId('session-leave').click();
  await expect(dialog).toContainText('缓存和登录都会删除');
  await dialog.getByTestId('leave-confirm').click();
  await expect(sessions(page)).toHaveCount(1);
  await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
  expect((await teamHub.hubCommand('devices')).stdout).toBe('');
});

test('the team screen and what a host may not do: readable, in both themes and languages', async ({
  teamHub,
  openConsole,
}) => {
  const { page: amy } = await openConsole('--hub', teamHub.url, '--invite', await teamHub.invite('owner'));
  await amy.getByTestId('welcome-sample').click();
  await amy.getByTestId('rundown-row').first().waitFor();
  const { page: host } = await openConsole('--hub', teamHub.url, '--invite', await teamHub.invite('host'));
  await expect(host.getByTestId('take-next')).toBeDisabled();
  await expect(host.getByText('你的角色（主播（只看））不能做这件事').first()).toBeVisible();
  await expect(host.getByTestId('run-button')).toBeDisabled();
  await expect(host.getByTestId('drop-arm').first()).toBeDisabled();
  // Asked by key all the same, the hub's rule stands.
  await host.keyboard.press('F12');
  await expect(host.getByText('你的角色不能做这件事。').first()).toBeVisible();
  await goTeam(host);
  await expect(host.getByText('只有所有者能邀请和移除设备。')).toBeVisible();

  await goTeam(amy);
  await amy.getByTestId('invite-make').click();
  await amy.getByTestId('invite-code').waitFor();
  for (const [language, theme] of [
    ['zh', 'dark'],
    ['en', 'light'],
  ]) {
    if (language === 'en') {
      await amy.getByTestId('language-switch').click();
      await amy.getByTestId('theme-switch').click();
      await expect(amy.getByRole('heading', { name: 'Team', exact: true })).toBeVisible();
    }
    expect(await graveFaults(amy, `team ${theme}`)).toEqual([]);
  }
});
