/** The report after a show: every figure as the facts have it, on the screen, in files and on paper. */
import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import type { Page } from '@playwright/test';
import type { Counters } from '../src-shared/domain/order/counters.ts';
import { graveFaults } from './fixtures/access.ts';
import type { HubApi } from './fixtures/hub-api.ts';
import { importPaipin, pressRunButton, rundownRow } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

const MINUTE = 60_000;
/** Of the sheet's first two products. */
const [FIRST, SECOND] = ['MR-0601', 'YS-0020'];

interface Sale {
  readonly sku: string;
  readonly fen: number;
  readonly kind?: 'paid' | 'refunded';
  readonly channel?: string;
  readonly atMs?: number;
  readonly extraFen?: number;
}
let events = 0;

function order({ sku, fen, kind = 'paid', channel = 'mini-program', atMs = Date.now(), extraFen = 0 }: Sale) {
  events += 1;
  return {
    ...{ eventId: `r${events}`, orderId: `o${events}`, kind, amountFen: fen + extraFen, channel },
    lines: [{ sku, title: sku, qty: 1, priceFen: fen, amountFen: fen }],
    ...{ shopId: channel === 'group' ? 'baby' : 'main', buyerId: `u${events % 4}` },
    at: new Date(atMs).toISOString(),
  };
}

async function send(hub: HubApi, showId: string, sales: readonly Sale[]): Promise<void> {
  const answer = await hub.post(`/v1/shows/${showId}/orders`, sales.map(order));
  expect(answer.body).toMatchObject({ accepted: sales.length, rejected: [] });
}

const countersOf = async (hub: HubApi, showId: string) =>
  (await hub.get(`/v1/shows/${showId}/counters`)).body as Counters;

const value = (page: Page, id: string) => page.getByTestId(`report-${id}`).getAttribute('data-value');
const fenOf = (text: string) => Math.round(Number(text) * 100);

/** Figures of a table's rows by what names them. */
async function rowsOf(
  page: Page,
  table: string,
  name: string,
): Promise<Record<string, Record<string, number>>> {
  const rows = await page
    .getByTestId(table)
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => ({ ...(row as HTMLElement).dataset })));
  return Object.fromEntries(
    rows.map((row) => [
      row[name] ?? '',
      Object.fromEntries(Object.entries(row).map(([key, text]) => [key, Number(text)])),
    ]),
  );
}

async function exported(page: Page, item: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByTestId('report-export').click();
  const download = page.waitForEvent('download');
  await page.getByTestId(item).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test('every figure of the report is what the facts say, on screen, in files and on paper', async ({
  screenPage: page,
  hub,
}) => {
  await importPaipin(page);
  await pressRunButton(page);
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');
  const { shows } = (await hub.get('/v1/shows')).body as { shows: { id: string }[] };
  const showId = shows[0]?.id ?? '';
  const now = Date.now();

  // Before the first take, during two of them, and refunds; discounts that no line explains; one product unlisted.
  await send(hub, showId, [{ sku: FIRST, fen: 3990 }]);
  await page.getByTestId('take-next').click();
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  await expect(page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
  await send(hub, showId, [
    { sku: FIRST, fen: 3990, extraFen: 800 },
    { sku: FIRST, fen: 3990, channel: 'group' },
    { sku: '=HYPERLINK("http://x")', fen: 12_345 },
    { sku: SECOND, fen: 1990, channel: 'group' },
  ]);
  await page.keyboard.press('m');
  await expect(page.getByText('已打点').first()).toBeVisible();
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
  await expect(page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
  await send(hub, showId, [
    { sku: SECOND, fen: 1990 },
    { sku: FIRST, fen: 3990, kind: 'refunded' },
    // A minute that sells far more than those before it.
    { sku: SECOND, fen: 900_000, atMs: now + 6 * MINUTE },
    { sku: SECOND, fen: 1990, atMs: now + 3 * MINUTE },
  ]);
  await hub.post(`/v1/shows/${showId}/audience`, [
    { sampleId: 'a1', at: new Date().toISOString(), online: 900, entered: 5000 },
    { sampleId: 'a2', at: new Date().toISOString(), online: 400, entered: 5200 },
  ]);
  const dropId = (
    (
      await hub.post(`/v1/shows/${showId}/drops`, {
        ...{ kind: 'coupon', title: '立减五角', amountFen: 50, thresholdFen: 0 },
        ...{ quota: 5, perBuyer: 1, openSec: 600 },
      })
    ).body as { id: string }
  ).id;
  await hub.post(`/v1/drops/${dropId}/fire`, {}, { 'idempotency-key': 'k1' });
  for (const claim of ['c1', 'c2']) {
    const claimed = await hub.post(`/v1/drops/${dropId}/claims`, { claimId: claim, buyerId: claim });
    expect(claimed.body).toMatchObject({ outcome: 'granted' });
  }
  await pressRunButton(page);
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'ended');
  await page.getByRole('button', { name: '看报告' }).click();
  await expect(page.getByTestId('report')).toHaveAttribute('data-run-kind', 'live');

  const counters = await countersOf(hub, showId);
  const { grossFen, netFen, refundsFen, orders, buyers } = counters;
  expect({ grossFen, netFen, refundsFen, orders }).toEqual({
    ...{ grossFen: 931_085, refundsFen: 3990, netFen: 927_095, orders: 8 },
  });
  for (const [id, expected] of Object.entries({
    gross: grossFen,
    net: netFen,
    refunds: refundsFen,
    orders,
    buyers,
  }))
    await expect(page.getByTestId(`report-${id}`)).toHaveAttribute('data-value', String(expected));
  expect(await value(page, 'aov')).toBe(String(Math.round(grossFen / orders)));
  expect(await value(page, 'peak')).toBe('900');

  const products = await rowsOf(page, 'report-products', 'sku');
  for (const { sku, ...counter } of counters.byProduct)
    expect([sku, products[sku]]).toMatchObject([
      sku,
      { gross: counter.grossFen, refunds: counter.refundsFen, qty: counter.qty },
    ]);
  expect(Object.values(products).reduce((sum, row) => sum + (row['gross'] || 0), 0)).toBe(grossFen);
  const channels = await rowsOf(page, 'report-channels', 'name');
  for (const { channel, ...sums } of counters.byChannel)
    expect(channels[channel]).toMatchObject({ gross: sums.grossFen, orders: sums.orders });
  const takes = await rowsOf(page, 'report-takes', 'sku');
  expect(takes[FIRST]).toMatchObject({ gross: 7980, qty: 2 });
  expect(takes[SECOND]).toMatchObject({ gross: 1990 + 900_000 + 1990, qty: 3 });
  const drop = page.getByTestId('report-drops').locator(`[data-drop="${dropId}"]`);
  await expect(drop).toHaveAttribute('data-claimed', '2');
  await expect(drop).toHaveAttribute('data-cost', '100');
  const step = (name: string) => page.getByTestId('report-funnel').locator(`[data-step="${name}"]`);
  await expect(step('entered')).toHaveAttribute('data-count', '5200');
  await expect(step('clicks')).toHaveAttribute('data-count', 'unknown');
  await expect(step('paid')).toHaveAttribute('data-count', String(orders));
  await expect(page.getByTestId('report-accepted')).toContainText('e2e');

  // Sorted by gross, the dearest first; a mark and the spike, each with its clip, and a note that stays.
  await page.getByRole('button', { name: '按成交额排序' }).first().click();
  await expect(page.getByTestId('report-products').locator('tbody tr').first()).toHaveAttribute(
    'data-sku',
    SECOND,
  );
  const clips = page.getByTestId('clip');
  await expect(clips).toHaveCount(2);
  await expect(clips.first()).toHaveAttribute('data-source', 'key');
  await expect(clips.last()).toHaveAttribute('data-source', 'spike');
  for (const clip of [clips.first(), clips.last()]) {
    await clip.getByRole('textbox').fill('主播笑场');
    await clip.getByRole('textbox').press('Enter');
  }
  await expect(clips.last().getByRole('button', { name: /^删除打点/ })).toBeVisible();
  await expect(clips).toHaveCount(2);
  expect(await graveFaults(page, 'report')).toEqual([]);

  // The workbook, read by the project's own reader.
  const book = await exported(page, 'export-xlsx');
  expect(book.name).toMatch(/\.xlsx$/);
  const sheets = read(book.bytes);
  const table = (name: string) =>
    utils.sheet_to_json<Record<string, string | number>>(sheets.Sheets[name] ?? {}, { raw: true });
  const inFile = new Map(table('商品').map((row) => [String(row['款号'] ?? ''), row]));
  for (const { sku, grossFen: gross } of counters.byProduct)
    expect([sku, fenOf(String(inFile.get(sku)?.['成交额']))]).toEqual([sku, gross]);
  expect(table('每分钟').reduce((sum, row) => sum + fenOf(String(row['成交额'])), 0)).toBe(grossFen);
  const summary = new Map(table('概览').map((row) => [row['项目'], row['数值']]));
  expect(fenOf(String(summary.get('净成交额')))).toBe(netFen);
  expect(table('打点').map((row) => row['备注'])).toEqual(['主播笑场', '主播笑场']);
  for (const sheet of Object.values(sheets.Sheets))
    for (const [at, cell] of Object.entries(sheet))
      if (!at.startsWith('!')) expect(cell).not.toHaveProperty('f');

  const csv = await exported(page, 'export-csv-products');
  const text = csv.bytes.toString('utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(text).toContain('"MR-0601"');

  // On paper: the report alone, light, more than a page, and with all of its tables.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByTestId('sync-state')).toBeHidden();
  await expect(page.getByTestId('report-print')).toBeHidden();
  await expect(page.getByTestId('report-list')).toBeHidden();
  await expect(page.getByTestId('report-takes')).toBeVisible();
  const { background, height } = await page.evaluate(() => ({
    background: getComputedStyle(document.body).backgroundColor,
    height: document.documentElement.scrollHeight,
  }));
  expect(background).toBe('rgb(255, 255, 255)');
  expect(height).toBeGreaterThan(900);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.length).toBeGreaterThan(20_000);
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(1);
  await page.emulateMedia({ media: null });
});

test('a report stands beside an earlier show at the same minute; and rehearsals stay apart', async ({
  screenPage: page,
  hub,
}) => {
  // Two shows in two months, by REST, with orders at known minutes since their start.
  const made: string[] = [];
  for (const title of ['五月场', '六月场']) {
    const { id } = (await hub.post('/v1/shows', { title, currency: 'CNY' })).body as { id: string };
    made.push(id);
  }
  const [before = '', after = ''] = made;
  const start = Date.parse('2026-05-18T11:00:00Z');
  const later = Date.parse('2026-06-18T11:00:00Z');
  await send(hub, before, [
    { sku: 'A', fen: 10_000, atMs: start },
    { sku: 'A', fen: 20_000, atMs: start + 5 * MINUTE },
    { sku: 'A', fen: 40_000, atMs: start + 90 * MINUTE },
  ]);
  await send(hub, after, [
    { sku: 'A', fen: 15_000, atMs: later },
    { sku: 'A', fen: 25_000, atMs: later + 5 * MINUTE },
    { sku: 'A', fen: 5000, kind: 'refunded', atMs: later + 10 * MINUTE },
  ]);
  await page.getByRole('link', { name: '报告' }).click();
  await page
    .getByTestId('report-list')
    .getByRole('link', { name: /六月场/ })
    .click();
  await expect(page.getByTestId('report-net')).toHaveAttribute('data-value', '35000');
  await page.getByTestId('report-compare').selectOption(`${before}/live`);
  const words = page.getByTestId('report-comparison');
  await expect(words).toHaveAttribute('data-minute', '10');
  await expect(words).toHaveAttribute('data-net', '5000');
  await expect(words).toContainText('¥350.00');
  await expect(words).toContainText('¥300.00');
  await expect(words).toContainText('多 ¥50.00');

  // The sample rehearses: its report is marked and offers no live show to compare with.
  await page.getByRole('link', { name: '直播台' }).click();
  await page.getByRole('banner').getByRole('button', { name: /月场/ }).click();
  await page.getByRole('menuitem', { name: '打开示例场次' }).click();
  await expect(rundownRow(page, 1)).toBeVisible();
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  await page.getByRole('link', { name: '报告' }).click();
  await expect(page.getByTestId('report')).toHaveAttribute('data-run-kind', 'rehearsal');
  await expect(page.getByTestId('report-rehearsal')).toBeVisible();
  await expect(page.getByTestId('report-compare')).toHaveCount(0);
  await expect(page.getByTestId('report-months')).toHaveCount(0);
});
