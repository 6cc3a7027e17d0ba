import { describe, expect, it } from 'vitest';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { fen } from '#shared/domain/money.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import type { DropId, ProductId, RunId, ShowId, SlotId } from '#shared/sync/ids.ts';
import { chooseRun, chooseShow } from '../app/choose-show.ts';
import type { Say } from '../app/i18n.ts';
import { overUnder } from '../app/over-under.ts';
import { runMode } from '../app/run-mode.ts';
import type { TimedDropStatus } from '../client/live-state.ts';
import { type DropForm, dropFormErrors, dropFormOf, formRiskFen, planOf } from './drop-form.ts';
import { dropViews, leftMs } from './drop-view.ts';
import { rowActionOfKey } from './row-action.ts';
import { rowTicks, rowTime } from './row-time.ts';
import { armStep, numberedSlots, stockView, takeView } from './slot-view.ts';

const AT = '2026-06-18T11:00:00.000Z';
const slot = (at: number, part: Partial<Slot> = {}): Slot => ({
  id: `s${at}` as SlotId,
  runId: 'r' as RunId,
  productId: `p${at}` as ProductId,
  orderKey: `a${at}`,
  type: '',
  plannedSec: 300,
  state: 'waiting',
  takenAt: null,
  airedSec: 0,
  fixedStartAt: null,
  warnSec: null,
  dangerSec: null,
  changedLiveAt: null,
  changedLiveBy: null,
  remark: '',
  ...part,
});
const product = (at: number, part: Partial<Product> = {}): Product => ({
  id: `p${at}` as ProductId,
  showId: 'show' as ShowId,
  shopId: 'main',
  sku: `sku${at}`,
  name: `product ${at}`,
  spec: '',
  listFen: null,
  priceFen: fen(9900),
  floorFen: null,
  stockDeclared: null,
  commissionBp: null,
  mechanics: '',
  points: [],
  pricedBy: 'me',
  confirmedBy: null,
  ...part,
});
const run = (part: Partial<Run> = {}): Run => ({
  id: 'r' as RunId,
  showId: 'show' as ShowId,
  kind: 'live',
  state: 'live',
  startedAt: AT,
  endedAt: null,
  onAirSlotId: null,
  onAirSince: null,
  armedSlotId: null,
  previousSlotIds: [],
  frozenAt: null,
  startChecks: null,
  holder: null,
  offeredTo: null,
  takeAsks: [],
  copyOf: null,
  createdAt: AT,
  ...part,
});
const show = (id: string, createdAt: string): Show => ({
  id: id as ShowId,
  title: id,
  currency: 'CNY',
  startsAt: null,
  plannedEndAt: null,
  targetFen: null,
  hostName: '',
  createdAt,
});

describe('rows of the rundown', () => {
  const slots = [slot(1), slot(2, { state: 'done' }), slot(3), slot(4)];
  const products = [product(1), product(2), product(3, { floorFen: fen(10_000) }), product(4)];
  const numbered = numberedSlots({ slots, products, atTills: {} });

  it('are numbered as the operator types them', () => {
    expect(numbered.map(({ number }) => number)).toEqual(['01', '02', '03', '04']);
  });
  it('say what comes next, what follows, and what blocks it', () => {
    const base = { show: show('a', AT), slots, products, atTills: {}, pendingIds: [] };
    const plain = takeView({ ...base, run: run() }, numbered);
    expect([plain.next?.number, plain.blocked]).toEqual(['01', false]);
    expect(plain.afterwards.map(({ number }) => number)).toEqual(['03', '04']);
    expect(takeView({ ...base, run: run({ armedSlotId: 's3' as SlotId }) }, numbered).blocked).toBe(true);
    expect(takeView({ ...base, run: run({ state: 'ended' }) }, numbered).next).toBeNull();
  });
  it('move the armed mark over what waits, and stop at the ends', () => {
    expect(armStep(numbered, 's1', 1)?.number).toBe('03');
    expect(armStep(numbered, 's4', 1)?.number).toBe('04');
    expect(armStep(numbered, 's1', -1)?.number).toBe('01');
    expect(armStep([], null, 1)).toBeNull();
  });
  it('know what is left, and when nobody can tell', () => {
    const sold = { sku: 'sku1', title: '', qty: 95, grossFen: 0, refundsFen: 0, orders: 1 };
    const view = (changes: Partial<Product>, atTills = 0) =>
      stockView({ product: product(1, changes), atTills }, sold);
    expect(view({ stockDeclared: 100 })).toEqual({ sold: 95, left: 5 });
    expect(view({ stockDeclared: 200 }, 60)).toEqual({ sold: 95, left: 45 });
    expect(view({})).toEqual({ sold: 95, left: null });
    expect(view({ sku: null }).sold).toBeNull();
  });
  it('carry over and under in words', () => {
    const say: Say<'live'> = (key, params) => `${key} ${params?.['time'] ?? ''}`;
    const ticks = {
      ...{
        plannedStartMin: null,
        forecastStartMin: null,
        actualSec: 330,
        overSec: 30,
        lateSec: null,
        waitSec: 0,
      },
    };
    expect(rowTime(slot(1, { state: 'done' }), ticks, false, say)).toMatchObject({
      timeTop: '5:30',
      timeBottom: 'over 0:30',
    });
    expect(rowTime(slot(1, { state: 'done' }), { ...ticks, overSec: -30 }, false, say).timeBottom).toBe(
      'under 0:30',
    );
    expect(
      rowTime(slot(1), { ...ticks, plannedStartMin: 1, forecastStartMin: 3 }, false, say).timeWas,
    ).not.toBeNull();
    expect(rowTicks(undefined).actualSec).toBe(0);
  });
  it('act on their own keys alone', () => {
    const key = { key: 'ArrowUp', altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };
    expect(rowActionOfKey(key)).toBe('up');
    expect(rowActionOfKey({ ...key, altKey: false })).toBeNull();
    expect(rowActionOfKey({ ...key, altKey: false, key: 'F10', shiftKey: true })).toBe('menu');
  });
});

describe('drops', () => {
  const drop = (id: string, minute: number): Drop => ({
    kind: 'coupon',
    id: id as DropId,
    showId: 'show' as ShowId,
    runKind: 'live',
    title: id,
    amountFen: fen(2000),
    thresholdFen: fen(19_900),
    quota: 500,
    perBuyer: 1,
    openSec: 60,
    audience: { to: 'everyone' },
    countdownSec: 0,
    tiers: [],
    createdAt: `2026-06-18T11:0${minute}:00.000Z`,
  });
  const status = (dropId: string, state: TimedDropStatus['state']): TimedDropStatus => ({
    dropId,
    showId: 'show',
    state,
    revision: 4,
    openedAt: null,
    closesAt: null,
    closedAt: null,
    leftMs: 5000,
    granted: 3,
    refused: 0,
    reason: null,
    ...{ opensAt: null, opensInMs: null, grantedFen: 6000, entered: 0, seedHash: null, priceBack: null },
    ...{ used: 0, usedGrossFen: 0, usedRefundsFen: 0 },
    receivedMs: 1000,
  });

  it('keep their pads when one of them is over', () => {
    const views = dropViews(
      [drop('b', 2), drop('a', 1)],
      new Map([['a', status('a', 'closed')]]),
      new Set(['b']),
    );
    expect(views.map(({ drop: { id }, pad }) => [id, pad])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
    expect(views[0]).toMatchObject({ state: 'planned', revision: 0, pending: true, riskFen: 1_000_000 });
    expect(views[1]).toMatchObject({ costFen: 6000, revision: 4 });
  });
  it('count down on the monotonic clock', () => {
    expect(leftMs(status('a', 'open'), 3000)).toBe(3000);
    expect(leftMs(status('a', 'open'), 60_000)).toBe(0);
  });
  it('are checked before they are planned', () => {
    const form = {
      ...{ ...dropFormOf(null), amount: '20', threshold: '199', quota: '1,000', perBuyer: '1' },
      ...{ openSec: '60', title: ' ' },
    };
    expect(dropFormErrors(form).size).toBe(0);
    expect(formRiskFen(form)).toBe(2_000_000);
    expect(planOf(form, 'auto')).toMatchObject({ title: 'auto', quota: 1000, thresholdFen: 19_900 });
    expect([...dropFormErrors({ ...form, threshold: '20', quota: '0' })]).toEqual(['quota', 'amount']);
    expect(dropFormErrors({ ...form, threshold: '' }).size).toBe(0);
  });
  it('of every kind come back as the form that made them', () => {
    const common = { quota: '10', openSec: '60', countdownSec: '3', title: 't' };
    const forms: Partial<DropForm>[] = [
      { kind: 'coupon', amount: '5', tiers: [{ level: 'L1', amount: '9', threshold: '99' }] },
      { kind: 'cash-packet', total: '100', split: 'even', audienceTo: 'members', levels: 'L1, L2' },
      { kind: 'lucky-bag', keyword: '福', prize: '被子', cost: '30' },
      { kind: 'flash-price', productId: 'p', price: '9.9', audienceTo: 'fans', groupIds: ['g'] },
      { kind: 'gift', gift: '小样', productId: 'p', threshold: '99', cost: '3' },
    ];
    for (const part of forms) {
      const form: DropForm = { ...dropFormOf(null), ...common, ...part };
      expect([...dropFormErrors(form, () => 4900)]).toEqual([]);
      expect(dropFormOf(planOf(form, '…', () => 4900))).toEqual(form);
    }
  });
  it('of every kind say what is wrong', () => {
    const wrong = (part: Partial<DropForm>) => [
      ...dropFormErrors({ ...dropFormOf(null), quota: '10', ...part }, () => 4900),
    ];
    expect(wrong({ kind: 'cash-packet', total: '0.05' })).toEqual(['total']);
    expect(wrong({ kind: 'lucky-bag' })).toEqual(['keyword', 'prize']);
    expect(wrong({ kind: 'flash-price', price: '49' })).toEqual(['productId', 'price']);
    expect(wrong({ kind: 'gift', audienceTo: 'members', levels: ' , ' })).toEqual(['levels', 'gift']);
    expect(wrong({ amount: '5', tiers: [{ level: '', amount: '5', threshold: '' }] })).toEqual(['tiers']);
    expect(wrong({ amount: '5', audienceTo: 'fans', countdownSec: '31' })).toEqual([
      'countdownSec',
      'groupIds',
    ]);
  });
});

describe('what is on the screen', () => {
  it('is the chosen show while it exists, else the newest', () => {
    const shows = [
      { show: show('old', '2026-06-01T00:00:00Z'), runs: [], pending: false },
      { show: show('new', '2026-06-02T00:00:00Z'), runs: [], pending: false },
    ];
    expect(chooseShow(shows, 'old')?.show.id).toBe('old');
    expect(chooseShow(shows, 'gone')?.show.id).toBe('new');
    expect(chooseShow([], null)).toBeNull();
  });
  it('is the run that is on, else the newest that has not ended', () => {
    const ended = run({ id: 'e' as RunId, state: 'ended', createdAt: '2026-06-20T00:00:00Z' });
    const planned = run({ id: 'p' as RunId, state: 'planned' });
    expect(chooseRun([ended, planned])?.id).toBe('p');
    expect(chooseRun([planned, run({ id: 'l' as RunId })])?.id).toBe('l');
    expect(chooseRun([ended])?.id).toBe('e');
  });
  it('never shows a rehearsal as the real thing', () => {
    expect(runMode(run({ kind: 'rehearsal', state: 'planned' }))).toBe('rehearsal');
    expect(runMode(run())).toBe('live');
    expect(runMode(run({ state: 'ended' }))).toBe('ended');
    expect(runMode(null)).toBe('none');
  });
  it('calls a few seconds on time', () => {
    expect([overUnder(3), overUnder(60), overUnder(-60)]).toEqual(['on-time', 'over', 'under']);
  });
});
