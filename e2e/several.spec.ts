import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import { type ConsoleProcess, startConsole, startHub } from './fixtures/console-process.ts';
import { importPaipin, pressRunButton, rundownRow } from './fixtures/screen.ts';
import { expectSynced, onAirId } from './fixtures/team.ts';
import { test as base, complaintsOf, expect, mayTake } from './fixtures/test.ts';

interface Person {
  readonly console: ConsoleProcess;
  readonly page: Page;
}
interface Fixtures {
  /** Amy and Ben, operators on one hub, and Olga, who owns it. */
  team: {
    amy: Person;
    ben: Person;
    join(role: 'owner' | 'operator'): Promise<Person>;
    /** The console ends, and its screen with it. */
    leave(person: Person): Promise<void>;
  };
}

const test = base.extend<Fixtures>({
  team: async ({ browser }, use) => {
    const hub = await startHub();
    const people: Person[] = [];
    const complaints: string[] = [];
    const join = async (role: 'owner' | 'operator'): Promise<Person> => {
      const console = await startConsole('--hub', hub.url, '--invite', await hub.invite(role));
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const own = complaintsOf(page);
      page.on('close', () => complaints.push(...own));
      await page.goto(console.url);
      await expectSynced(page);
      const person = { console, page };
      people.push(person);
      return person;
    };
    const leave = async (person: Person) => {
      people.splice(people.indexOf(person), 1);
      await person.page.context().close();
      await person.console.stop();
    };
    const amy = await join('operator');
    const ben = await join('operator');
    await use({ amy, ben, join, leave });
    for (const person of [...people]) await leave(person);
    await hub.stop();
    expect(complaints).toEqual([]);
  },
});

const holder = (page: Page) => page.getByTestId('take-holder');
const notice = (page: Page) => page.getByTestId('holder-notice');
const shows = (page: Page) => page.getByTestId('live-show');
const take = (page: Page) => page.getByTestId('take-next').and(page.locator(':visible'));

test('two shows from one console: both in sight, a key to switch, and a take only ever in the one that is shown', async ({
  screenPage: page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await importPaipin(page);
  await pressRunButton(page);
  await expect(page.getByTestId('live-shows')).toHaveCount(0);
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  const onAirBefore = await onAirId(page);

  // A rehearsal of the sample beside it: both are on.
  await page
    .locator('header')
    .getByRole('button', { name: /直播排品表/ })
    .click();
  await page.getByRole('menuitem', { name: '打开示例场次' }).click();
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'rehearsal');
  await expect(shows(page)).toHaveCount(1);
  await page.getByTestId('run-button').click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('start-rehearsal').waitFor({ state: 'detached' });
  await expect(shows(page)).toHaveCount(2);
  await expect(page.locator('[data-testid="live-show"][aria-current="true"]')).toHaveAttribute(
    'data-kind',
    'rehearsal',
  );
  await expect(take(page)).toContainText('示例');
  await page.keyboard.press('F12');
  await expect(page.locator('[data-testid="rundown-row"][data-state="on-air"]:visible')).toHaveCount(1);
  expect.soft(await graveFaults(page, 'two shows')).toEqual([]);

  // Where one was on the sheet stands when one comes back.
  const list = page.getByTestId('rundown').and(page.locator(':visible'));
  await list.evaluate((box) => box.scrollTo({ top: 120 }));
  // A key let go of in the middle of the switch takes in neither show, and says so.
  await page.keyboard.down('F12');
  await page.keyboard.press('F3');
  await page.keyboard.up('F12');
  await expect(page.getByText('刚切到').last()).toBeVisible();
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');
  const onAirNow = page.locator('[data-testid="rundown-row"][data-state="on-air"]:visible');
  await expect(onAirNow).toHaveAttribute('data-slot-id', onAirBefore ?? '');
  await page.waitForTimeout(600);
  await page.keyboard.press('F12');
  await expect(page.locator('[data-testid="rundown-row"]:visible').nth(1)).toHaveAttribute(
    'data-state',
    'on-air',
  );
  await expect(shows(page).first()).toContainText('02');
  await expect(shows(page).nth(1)).toContainText('01');

  await shows(page).nth(1).click();
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'rehearsal');
  await expect.poll(() => list.evaluate((box) => box.scrollTop)).toBe(120);
});

test('one show from several consoles: take at once takes once, held, asked for, handed over, taken over', async ({
  team: { amy, ben, join, leave },
}) => {
  await importPaipin(amy.page);
  await pressRunButton(amy.page);
  await expect(ben.page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');
  await expect(rundownRow(ben.page, 1)).toBeVisible();
  await ben.page.bringToFront();

  // Nobody holds it: both press at once, and it is taken once.
  for (const expected of [0, 1]) {
    for (const { page } of [amy, ben]) await mayTake(page);
    await Promise.all([amy.page.keyboard.press('F12'), ben.page.keyboard.press('F12')]);
    for (const { page } of [amy, ben])
      await expect(rundownRow(page, expected + 1)).toHaveAttribute('data-state', 'on-air');
    for (const { page } of [amy, ben]) await expectSynced(page);
    for (const { page } of [amy, ben])
      await expect(page.locator('[data-testid="rundown-row"][data-state="on-air"]')).toHaveCount(1);
  }
  expect(await onAirId(amy.page)).toBe(await onAirId(ben.page));

  await holder(amy.page).click();
  await expect(holder(amy.page)).toHaveAttribute('data-holder', 'me');
  await expect(holder(ben.page)).toHaveAttribute('data-holder', 'other');
  await expect(notice(ben.page)).toContainText('导播权在');
  await expect(ben.page.getByTestId('take-next')).toBeDisabled();
  const onAir = await onAirId(ben.page);
  await ben.page.keyboard.press('F12');
  await expect(ben.page.getByText('不切品').last()).toBeVisible();
  expect(await onAirId(amy.page)).toBe(onAir);
  expect.soft(await graveFaults(ben.page, 'held by another')).toEqual([]);

  // Asked for, offered, accepted.
  await ben.page.getByTestId('take-ask').click();
  await expect(notice(amy.page)).toHaveAttribute('data-kind', 'ask');
  await amy.page.getByTestId('take-give').click();
  await expect(notice(ben.page)).toHaveAttribute('data-kind', 'offer');
  await expect(holder(amy.page)).toHaveAttribute('data-holder', 'me');
  await ben.page.getByTestId('take-accept').click();
  await expect(holder(ben.page)).toHaveAttribute('data-holder', 'me');
  await expect(holder(amy.page)).toHaveAttribute('data-holder', 'other');
  await ben.page.keyboard.press('F12');
  await expect(rundownRow(amy.page, 3)).toHaveAttribute('data-state', 'on-air');

  // An owner takes it over from somebody who is there, who is told at once.
  const olga = await join('owner');
  await expect(notice(olga.page)).toContainText('导播权在');
  await olga.page.getByTestId('take-over-ask').click();
  await olga.page.getByTestId('confirm').click();
  await expect(holder(olga.page)).toHaveAttribute('data-holder', 'me');
  await expect(notice(ben.page)).toHaveAttribute('data-kind', 'taken');

  // Gone without a word: after a while whoever is there may take it over, and the hub judges that.
  await leave(olga);
  await expect(holder(amy.page)).toHaveAttribute('data-away', 'true', { timeout: 20_000 });
  await amy.page.getByTestId('take-over-ask').click();
  await amy.page.getByTestId('confirm').click();
  await expect(amy.page.getByText('离线不到').last()).toBeVisible();
  await expect(async () => {
    await amy.page.getByTestId('take-over-ask').click({ timeout: 1000 });
    await amy.page.getByTestId('confirm').click({ timeout: 1000 });
    await expect(holder(amy.page)).toHaveAttribute('data-holder', 'me', { timeout: 1500 });
  }).toPass({ timeout: 25_000 });
  await amy.page.keyboard.press('F12');
  await expect(rundownRow(ben.page, 4)).toHaveAttribute('data-state', 'on-air');
});
