/**
 * The sample show: the shipped sheets read by the same rules as any other, made as a rehearsal, so that what the
 * sandbox platform sends can never stand among real figures.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SheetAnswers, SheetPreview } from '#shared/contract/sheet.ts';
import { dropSchema } from '#shared/domain/drop/drop.schema.ts';
import { fen } from '#shared/domain/money.ts';
import { floorBreach } from '#shared/domain/offer/lowest-price.ts';
import type { DropId, PostId, RunId, ShowId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import { importGroups, importProducts } from './import-sheet.ts';

const FOUR_HOURS_MS = 4 * 3600 * 1000;

/** Opens the sample show of this profile, made when it is not there yet. */
export async function openSampleShow(desk: DeskParts): Promise<{ showId: ShowId; runId: RunId }> {
  const showId = desk.console.once('sample-show', () => desk.ports.ids.next()) as ShowId;
  const runId = desk.console.once('sample-run', () => desk.ports.ids.next()) as RunId;
  if (await desk.documents.view.get('show', showId)) return { showId, runId };

  const now = desk.ports.clock.nowMs();
  await desk.mutate('show.create', {
    id: showId,
    title: '618 第一场 · 棉柔专场（示例）',
    currency: 'CNY',
    startsAt: new Date(now).toISOString(),
    plannedEndAt: new Date(now + FOUR_HOURS_MS).toISOString(),
    targetFen: fen(500_000_00),
    hostName: '阿宁',
  });
  await desk.mutate('run.create', { id: runId, showId, kind: 'rehearsal' });
  const products = await readSample(desk, 'products', 'paipin-618.xlsx');
  if (products.kind === 'products') await importProducts(desk, { showId, runId }, products);
  const groups = await readSample(desk, 'groups', 'groups-240.csv');
  if (groups.kind === 'groups') await importGroups(desk, groups.groups);
  await planSampleDrops(desk, showId);
  await desk.mutate('post.save', {
    id: desk.ports.ids.next() as PostId,
    showId,
    title: '618 返场预告',
    text: '【{{group.name}}】的姐妹们，{{show.host}}今晚直播间返场！\n{{product.name}} 直播价 {{product.price}}（日常价 {{product.listPrice}}）\n{{product.points}}\n点小程序直接进直播间，先到先得～',
    productId: (await firstProduct(desk, showId)) ?? null,
    tags: [],
  });
  return { showId, runId };
}

async function firstProduct(desk: DeskParts, showId: ShowId) {
  return (await desk.documents.view.list('product', showId))[0]?.id;
}

async function readSample(desk: DeskParts, kind: 'products' | 'groups', fileName: string) {
  const bytes = await readFile(join(desk.ports.resourcesDir, 'sample', fileName));
  const { sheetId, preview } = await desk.sheets.open({ kind, fileName, bytes });
  await desk.sheets.answer(sheetId, answersForAll(preview));
  const accepted = await desk.sheets.accept(sheetId);
  desk.sheets.close(sheetId);
  return accepted;
}

/** What a person in a hurry would say: repeats become second slots, warnings are fine, what stays open is left out. */
function answersForAll(preview: SheetPreview): SheetAnswers {
  const rows = [...preview.rows].map((row) => {
    const open = row.problems.filter((problem) => !problem.settled);
    const repeat = open.some((problem) => problem.choices.includes('second-slot'));
    const broken = open.some(
      (problem) =>
        problem.severity === 'error' || (problem.severity === 'question' && problem.choices.length === 0),
    );
    const accepted = open.filter((problem) => problem.severity === 'warning').map((problem) => problem.key);
    return [
      row.rowKey,
      { include: !broken, accepted, ...(repeat ? { duplicate: 'second-slot' as const } : {}) },
    ] as const;
  });
  return { rows: Object.fromEntries(rows) };
}

async function planSampleDrops(desk: DeskParts, showId: ShowId): Promise<void> {
  const plans = [
    { title: '满 199 减 20', amountFen: 2000, thresholdFen: 19_900, quota: 500, perBuyer: 1, openSec: 60 },
    {
      title: '会员券 满 499 减 60',
      amountFen: 6000,
      thresholdFen: 49_900,
      quota: 200,
      perBuyer: 1,
      openSec: 120,
    },
    { title: '新客无门槛 5 元', amountFen: 500, thresholdFen: 0, quota: 1000, perBuyer: 1, openSec: 90 },
  ];
  const drops = plans.map((plan) => ({
    ...{ ...plan, kind: 'coupon' as const, id: desk.ports.ids.next() as DropId, showId },
    runKind: 'rehearsal' as const,
  }));
  await withoutCoupons(desk, showId, drops);
  for (const drop of drops) await desk.mutate('drop.plan', drop);
}

/** Products that these coupons would take below their floor take none, as a team would decide: see offer-guard. */
async function withoutCoupons(desk: DeskParts, showId: ShowId, plans: readonly object[]): Promise<void> {
  const createdAt = new Date(desk.ports.clock.nowMs()).toISOString();
  const drops = plans.map((plan) => dropSchema.parse({ ...plan, createdAt }));
  for (const product of await desk.documents.view.list('product', showId))
    if (floorBreach(product, drops))
      await desk.mutate('product.reprice', { productId: product.id, noCoupons: true });
}
