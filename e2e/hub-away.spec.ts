import { hold, nameOf, namesOf, rundownRow } from './fixtures/screen.ts';
import { expectOffline, expectSynced, onAirId, outboxOf, rearm, startedShow } from './fixtures/team.ts';
import { teamTest as test } from './fixtures/team-test.ts';
import { expect, mayTake } from './fixtures/test.ts';

test('two consoles on one hub see each other, and two who press take at once take once', async ({
  first,
  second,
}) => {
  const [a, b] = [first.page, second.page];
  await startedShow(a, b);
  await a.keyboard.press('F12');
  await expect(rundownRow(b, 1)).toHaveAttribute('data-state', 'on-air');
  await b.keyboard.press('F12');
  await expect(rundownRow(a, 2)).toHaveAttribute('data-state', 'on-air');

  // At once, several times: never two steps for one press each.
  for (const at of [3, 4, 5]) {
    for (const page of [a, b]) await mayTake(page);
    await Promise.all([a.keyboard.press('F12'), b.keyboard.press('F12')]);
    await expect(rundownRow(a, at)).toHaveAttribute('data-state', 'on-air');
    await expect(rundownRow(b, at)).toHaveAttribute('data-state', 'on-air');
    await expectSynced(a);
    await expectSynced(b);
    expect(await onAirId(a)).toBe(await onAirId(b));
    await expect(rundownRow(a, at + 1)).toHaveAttribute('data-state', 'waiting');
  }
  // The one who came too late was told at once; nothing waits in a tray.
  for (const page of [a, b]) await expect(page.getByTestId('conflict-tray')).toHaveCount(0);
});

test('with the hub gone the show goes on, and both consoles agree once it is back', async ({
  teamHub,
  api,
  first,
  second,
}) => {
  const [a, b] = [first.page, second.page];
  await startedShow(a, b);
  const { shows } = (await api.get('/v1/shows')).body as { shows: { id: string }[] };
  const showId = shows[0]?.id ?? '';
  await api.post(`/v1/shows/${showId}/orders`, [
    { eventId: 'o1', orderId: 'o1', kind: 'paid', amountFen: 5000, at: '2026-06-18T11:03:20Z' },
  ]);
  await api.post(`/v1/shows/${showId}/drops`, {
    kind: 'coupon',
    title: '断网前的券',
    // No more than the sheet's prices have above their floors.
    amountFen: 50,
    thresholdFen: 0,
    quota: 10,
    perBuyer: 1,
    openSec: 300,
  });
  await expect(a.getByTestId('gmv-net')).toHaveAttribute('data-fen', '5000');
  const card = a.getByTestId('drop-card');
  await card.getByTestId('drop-arm').click();
  await expect(card).toHaveAttribute('data-state', 'armed');
  await a.keyboard.press('F12');
  await expect(rundownRow(b, 1)).toHaveAttribute('data-state', 'on-air');

  await teamHub.kill();
  for (const page of [a, b]) await expectOffline(page);

  // Takes and edits go on, and look as what they are: not there yet.
  await a.keyboard.press('F12');
  await expect(rundownRow(a, 2)).toHaveAttribute('data-state', 'on-air');
  await expect(rundownRow(a, 2)).toHaveAttribute('data-pending');
  await expect(rundownRow(a, 2)).toContainText('待同步');
  await expect.poll(() => outboxOf(a)).toBeGreaterThan(0);
  const afterTake = await outboxOf(a);
  await nameOf(rundownRow(a, 6)).focus();
  await a.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => outboxOf(a)).toBeGreaterThan(afterTake);
  // The other one edits something else meanwhile.
  await nameOf(rundownRow(b, 10)).focus();
  await b.keyboard.press('F2');
  await b.getByRole('textbox', { name: /^计划分钟/ }).fill('9');
  await b.keyboard.press('Enter');
  await expect.poll(() => outboxOf(b)).toBe(1);
  await expect(rundownRow(b, 10)).toContainText('9:00');
  await expect(rundownRow(b, 1)).toHaveAttribute('data-state', 'on-air');

  // Figures stand and say how old they are; the age goes on.
  await expect(a.getByTestId('gmv-net')).toHaveAttribute('data-fen', '5000');
  const age = await a.getByTestId('stale').textContent();
  expect(age).toContain('截至');
  await expect(a.getByTestId('stale')).not.toHaveText(age ?? '');

  // What spends money says that it would not go out, and does not.
  await expect(card).toContainText('现在按了也不会发出');
  await expect(card.getByTestId('drop-fire')).toBeDisabled();
  // A reload without the hub loses nothing.
  const names = await namesOf(a).allTextContents();
  const waiting = await outboxOf(a);
  await a.reload();
  await expect(namesOf(a)).toHaveText(names);
  await expect(rundownRow(a, 2)).toHaveAttribute('data-state', 'on-air');
  expect(await outboxOf(a)).toBe(waiting);

  await teamHub.restart();
  for (const page of [a, b]) await expectSynced(page);
  for (const page of [a, b]) {
    await expect(namesOf(page)).toHaveText(names);
    await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
    await expect(rundownRow(page, 10)).toContainText('9:00');
    await expect(page.locator('[data-pending]')).toHaveCount(0);
    await expect(page.getByTestId('stale')).toHaveCount(0);
    await expect(page.getByTestId('conflict-tray')).toHaveCount(0);
  }
  // Nothing of the offline time has set the drop off, and what was armed before it is not meant any more.
  await rearm(card);
  await hold(a, card.getByTestId('drop-fire'), () => expect(card).toHaveAttribute('data-state', 'open'));
  await expect(b.getByTestId('drop-card')).toHaveAttribute('data-state', 'open');
});

test('two who took different ways while apart: the later one finds it in the tray, with reason and choice', async ({
  teamHub,
  first,
  second,
}) => {
  const [a, b] = [first.page, second.page];
  await startedShow(a, b);
  await a.keyboard.press('F12');
  await expect(rundownRow(b, 1)).toHaveAttribute('data-state', 'on-air');
  await teamHub.kill();
  for (const page of [a, b]) await expectOffline(page);
  await a.keyboard.press('F12');
  await expect(rundownRow(a, 2)).toHaveAttribute('data-pending');
  await nameOf(rundownRow(b, 5)).click();
  await expect(rundownRow(b, 5)).toHaveAttribute('data-armed');
  await b.keyboard.press('F12');
  await expect(rundownRow(b, 5)).toHaveAttribute('data-pending');

  await teamHub.restart();
  for (const page of [a, b]) await expectSynced(page);
  // Who came first, only the hub says; both screens show the same, and exactly one console has something to settle.
  await expect.poll(async () => (await onAirId(a)) === (await onAirId(b))).toBe(true);
  const trays = [a.getByTestId('conflict-tray'), b.getByTestId('conflict-tray')];
  await expect
    .poll(async () => (await Promise.all(trays.map((tray) => tray.count()))).join(''))
    .toMatch(/^(01|10)$/);
  const page = (await trays[0]?.count()) === 1 ? a : b;
  const tray = page.getByTestId('conflict-tray');
  await expect(tray).toContainText('切品');
  await expect(tray).toContainText('别人已经切走了');
  await tray.getByRole('button', { name: '放弃' }).click();
  // What would be lost is said first.
  const question = page.getByTestId('discard-dialog');
  await expect(question).toContainText('不会再执行');
  await question.getByTestId('confirm').click();
  await expect(tray).toHaveCount(0);
  expect(await onAirId(a)).toBe(await onAirId(b));
});

test('a drop that could not reach the hub says so in words, and goes off neither then nor later', async ({
  teamHub,
  api,
  first,
}) => {
  const page = first.page;
  await expectSynced(page);
  const { body } = await api.post('/v1/shows', { title: '卡住的中枢', currency: 'CNY' });
  await api.post(`/v1/shows/${(body as { id: string }).id}/drops`, {
    kind: 'coupon',
    title: '券',
    amountFen: 500,
    thresholdFen: 0,
    quota: 10,
    perBuyer: 1,
    openSec: 300,
  });
  const card = page.getByTestId('drop-card');
  const fire = card.getByTestId('drop-fire');
  await card.getByTestId('drop-arm').click();
  await expect(card).toHaveAttribute('data-state', 'armed');

  // The hub hangs: the order to act went out, nobody answered, and the person is told not to repeat it.
  teamHub.freeze();
  await hold(page, fire, () => expect(fire).toHaveAttribute('data-holding'));
  await hold(page, fire, async () => {
    await expect(fire).toHaveAttribute('data-holding');
    await expect(fire).not.toHaveAttribute('data-holding');
  });
  await expect(page.getByText('已经发出但没有回音').first()).toBeVisible({ timeout: 20_000 });
  await teamHub.kill();
  await expect(card).toContainText('现在按了也不会发出');
  await expect(fire).toBeDisabled();
  await teamHub.restart();
  await expectSynced(page);
  await rearm(card);

  // The hub is gone in the middle of a hold: the hold ends, and nothing was sent.
  await hold(page, fire, async () => {
    await expect(fire).toHaveAttribute('data-holding');
    await teamHub.kill();
    await expect(fire).not.toHaveAttribute('data-holding');
  });
  await expect(card).toContainText('现在按了也不会发出');
  await teamHub.restart();
  await expectSynced(page);
  await rearm(card);
  await hold(page, fire, () => expect(card).toHaveAttribute('data-state', 'open'));
});
