/** What is taken down at the till beside sales: sign-ups for a group, and a group's order chain. */
import { filesHolding } from './fixtures/files-holding.ts';
import { importPaipin } from './fixtures/screen.ts';
import { expectOffline, expectSynced } from './fixtures/team.ts';
import { teamTest as test } from './fixtures/team-test.ts';
import { expect } from './fixtures/test.ts';
import { goTill, ticketRows } from './fixtures/till.ts';

test('a sign-up is noted with consent, offline too, and stands readable in no file', async ({
  teamHub,
  first,
}) => {
  const { page, desk } = first;
  await expectSynced(page);
  await importPaipin(page);
  await goTill(page, 'signup');
  await expect(page.getByText('还没有同意说明')).toBeVisible();
  await goTill(page, 'setup');
  await page.getByTestId('setup-consent').fill('我同意保存姓名和手机号，用于进群通知。');
  await page.getByTestId('setup-group-link').fill('https://work.weixin.qq.com/gm/abc');
  await page.getByTestId('setup-save').click();
  await expectSynced(page);
  await teamHub.kill();
  await expectOffline(page);

  await goTill(page, 'signup');
  await page.getByTestId('signup-name').fill('赵敏敏');
  await page.getByTestId('signup-phone').fill('139 1234');
  await page.getByTestId('signup-save').click();
  await expect(page.getByText('手机号不对')).toBeVisible();
  await page.getByTestId('signup-phone').fill('139 1234 5678');
  await page.getByTestId('signup-save').click();
  await expect(page.getByText('本人同意后才能登记')).toBeVisible();
  await page.getByTestId('signup-consent').check();
  await page.getByTestId('signup-save').click();
  await expect(page.getByTestId('signup-done')).toContainText('139****5678');
  await expect(page.getByRole('img', { name: '群二维码' })).toBeVisible();
  await page.getByTestId('signup-next').click();
  await expect(page.getByTestId('signup-name')).toHaveValue('');
  await expect(page.getByTestId('signup-row')).toContainText('待同步');

  const readable = () =>
    [desk.dataDir, teamHub.dataDir].flatMap((folder) => filesHolding(folder, '13912345678'));
  expect(readable()).toEqual([]);
  await teamHub.restart();
  await expectSynced(page);
  await expect(page.getByTestId('signup-row')).not.toContainText('待同步');
  expect(readable()).toEqual([]);
});

test('an order chain from a group becomes tickets, with nothing guessed and nothing made twice', async ({
  screenPage: page,
}) => {
  await importPaipin(page);
  const paste = async (text: string) => {
    await goTill(page, 'chain');
    await page.getByTestId('chain-text').fill(text);
    await page.getByTestId('chain-read').click();
  };
  const entry = (line: number) => page.locator(`[data-testid="chain-entry"][data-line="${line}"]`);
  const chain =
    '#接龙\n6.18 团购\n例 张三 柔巾2\n\n1. 小王 柔巾2 棉签x1\n2、李姐 3包压缩面巾\n3. 小赵 毛巾2\n4. 老陈 柔巾1 取消\n5. 阿花 柔巾2箱';
  await paste(`${chain}\n\n今晚八点截止`);
  const summary = page.getByTestId('chain-summary');
  await expect(summary).toHaveAttribute('data-ready', '2');
  await expect(summary).toHaveAttribute('data-open', '3');
  await expect(entry(8)).toHaveAttribute('data-state', 'cancelled');
  // Every line of the paste is there.
  await expect(page.getByTestId('chain-line')).toHaveCount(4);

  await page.getByTestId('chain-open').click();
  await expect(entry(5)).toHaveAttribute('data-state', 'opened');
  await expect(summary).toHaveAttribute('data-ready', '0');

  // What was open is decided: another product, a count, a line that is nobody's.
  await entry(7).getByTestId('chain-product').selectOption({ label: '婴儿纱布浴巾 六层 105×105cm' });
  await expect(entry(7)).toHaveAttribute('data-state', 'ready');
  await entry(9).getByTestId('chain-count-ok').click();
  await page.locator('[data-testid="chain-line"][data-kind="unread"]').getByRole('button').click();
  await expect(summary).toHaveAttribute('data-open', '0');
  await page.getByTestId('chain-open').click();
  await expect(entry(9)).toHaveAttribute('data-state', 'opened');

  await goTill(page, 'tickets');
  await page.getByRole('tab', { name: '待收款' }).click();
  await expect(ticketRows(page)).toHaveCount(4);
  await expect(ticketRows(page).filter({ hasText: '小赵' })).toContainText('婴儿纱布浴巾');

  // The chain has grown and is pasted again: what is a ticket already is not made anew.
  await goTill(page, 'chain');
  await page.getByRole('button', { name: '重新粘贴' }).click();
  await paste(`${chain}\n6. 小孙 柔巾1`);
  await expect(entry(5)).toContainText('已有单');
  await page.getByTestId('chain-leave-repeats').click();
  await expect(summary).toHaveAttribute('data-ready', '1');
  await page.getByTestId('chain-open').click();
  await expect(entry(10)).toHaveAttribute('data-state', 'opened');
  await goTill(page, 'tickets');
  await expect(ticketRows(page)).toHaveCount(5);
});
