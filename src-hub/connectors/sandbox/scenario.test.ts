import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Scenario, scenarioSchema } from '#shared/contract/rehearsal.ts';
import { orderEventSchema } from '#shared/domain/order/order.schema.ts';
import { documentWith } from '../../store/test-documents.ts';
import { type Mood, STEPS_A_SECOND, type Stage, scenarioPlayer } from './scenario.ts';
import { createSimulation, type Scene, type StepFacts } from './simulation.ts';

const products = Array.from({ length: 4 }, (_, n) =>
  documentWith('product', { id: `p${n}`, sku: `S${n}`, name: `品${n}`, stockDeclared: 20 }),
);
const onAir = products[0] ?? null;
const quiet: Scene = { products, onAir, openDropIds: [], onAirLeft: null, keywords: [] };
const stage: Stage = { onAirId: 'p0', onAirLeft: null, openDropIds: [] };
const seconds = (count: number) => count * STEPS_A_SECOND;

function moods(scenario: Scenario, count: number, at: (step: number) => Stage = () => stage): Mood[] {
  const player = scenarioPlayer(scenario);
  return Array.from({ length: count }, (_, step) => player.next(at(step), 0));
}

function played(scenario: Scenario, count: number, { seed = 7, pace = 1, scene = quiet } = {}): StepFacts {
  const simulation = createSimulation(seed, 'test');
  simulation.play(scenario);
  const all: StepFacts = { orders: [], comments: [], audience: [], claims: [] };
  for (let step = 0; step < count; step += 1) {
    const facts = simulation.step(scene, '2026-06-18T11:00:00.000Z', pace);
    all.orders.push(...facts.orders);
    all.comments.push(...facts.comments);
    all.audience.push(...facts.audience);
    all.claims.push(...facts.claims);
  }
  return all;
}

/** In their order, each stretch once. */
const phases = (list: readonly Mood[]) =>
  list.flatMap(({ phase }, at) => (list[at - 1]?.phase === phase ? [] : [phase]));

describe('scenarios', () => {
  test('the same seed gives the same show, in every scenario and at any pace', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...scenarioSchema.options),
        fc.integer(),
        fc.constantFrom(0.5, 1, 5),
        (scenario, seed, pace) => {
          const one = played(scenario, 80, { seed, pace });
          expect(played(scenario, 80, { seed, pace })).toEqual(one);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('whatever they play, their facts are such as the hub takes: whole amounts, refunds of what was paid', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenarioSchema.options), fc.integer(), (scenario, seed) => {
        const { orders, audience } = played(scenario, 200, { seed, pace: 5 });
        const paid = new Map(
          orders.flatMap((order) => (order.kind === 'paid' ? [[order.orderId, order.amountFen]] : [])),
        );
        const back = new Map<string, number>();
        for (const order of orders) {
          expect(orderEventSchema.safeParse(order).success).toBe(true);
          if (order.kind === 'refunded')
            back.set(order.orderId, (back.get(order.orderId) ?? 0) + order.amountFen);
        }
        for (const [orderId, amount] of back) expect(amount).toBeLessThanOrEqual(paid.get(orderId) ?? 0);
        for (const { entered, viewers, online, clicks, placed } of audience) {
          expect(entered).toBeGreaterThanOrEqual(online);
          expect(clicks).toBeGreaterThanOrEqual(placed);
          expect(viewers).toBeGreaterThanOrEqual(placed);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('321: a burst after a take and when a drop opens, gone after twelve seconds, quieter in between', () => {
    const drop = { ...stage, openDropIds: ['d1'] };
    const list = moods('spike', seconds(60), (step) => (step >= seconds(30) ? drop : stage));
    expect(phases(list)).toEqual(['burst', 'calm', 'burst', 'calm']);
    expect(list[0]).toMatchObject({ orders: 8, comments: 10, talk: 'spike' });
    expect(list[seconds(20)]?.orders).toBeLessThan(1);
    expect(list[seconds(30)]?.phase).toBe('burst');
    const early = played('spike', seconds(6)).orders.length;
    const later = played('spike', seconds(26)).orders.length - played('spike', seconds(20)).orders.length;
    expect(early).toBeGreaterThan(later * 2);
  });

  test('sell-out: more is ordered than there is, and exactly the late orders are refunded', () => {
    const { orders, comments } = played('sell-out', seconds(120), { scene: { ...quiet, onAirLeft: 20 } });
    const ofFirst = orders.filter(({ lines }) => lines.some(({ sku }) => sku === 'S0'));
    const qtyOf = (kind: string, list = ofFirst) =>
      list
        .filter((order) => order.kind === kind)
        .flatMap(({ lines }) => lines)
        .reduce((sum, { sku, qty }) => sum + (sku === 'S0' ? qty : 0), 0);
    expect(qtyOf('paid')).toBeGreaterThan(20);
    expect(qtyOf('paid') - qtyOf('refunded')).toBeLessThanOrEqual(21);
    expect(qtyOf('refunded')).toBeGreaterThan(0);
    expect(comments.some(({ text }) => text.includes('补货') || text.includes('没抢到'))).toBe(true);
    // The next product is sold out anew.
    const list = moods('sell-out', 4, (step) => ({ ...stage, onAirId: `p${step}`, onAirLeft: 5 }));
    expect(list.map(({ phase }) => phase)).toEqual(['selling', 'selling', 'selling', 'selling']);
  });

  test('refund wave: money comes in, then goes out faster', () => {
    expect(phases(moods('refund-wave', seconds(80)))).toEqual([
      'building',
      'refunding',
      'building',
      'refunding',
      'building',
    ]);
    const { orders, comments } = played('refund-wave', seconds(37), { pace: 5 });
    const count = (kind: string) => orders.filter((order) => order.kind === kind).length;
    expect(count('refunded')).toBeGreaterThan(count('paid') / 4);
    expect(comments.filter(({ text }) => text.includes('退')).length).toBeGreaterThan(10);
  });

  test('outage: the platform goes away for twenty seconds, viewers with it, and both come back', () => {
    const list = moods('outage', seconds(60));
    expect(phases(list)).toEqual(['calm', 'outage', 'recovering', 'calm']);
    const away = list.filter(({ platformAway }) => platformAway);
    expect(away.length).toBe(seconds(20));
    expect(away.every(({ phase, orders }) => phase === 'outage' && orders < 0.1)).toBe(true);
    expect(away.map(({ stepsLeft }) => stepsLeft)).toEqual(away.map((_, at) => away.length - 1 - at));
  });

  test('viewers comment the keyword of a lucky bag that is open', () => {
    const { comments } = played('steady', seconds(60), { scene: { ...quiet, keywords: ['福袋'] } });
    const entries = comments.filter(({ text }) => text === '福袋').length;
    expect(entries).toBeGreaterThan(comments.length / 3);
    expect(entries).toBeLessThan(comments.length);
  });
});

describe('coupons', () => {
  test('what was granted is used with orders that reach its threshold, once, and taken off what is paid', () => {
    const simulation = createSimulation(7, 'test');
    const coupon = { dropId: 'd1', amountFen: 1000, thresholdFen: 4900 };
    simulation.granted([
      { ...coupon, buyerId: 'b1' },
      { ...coupon, buyerId: 'b2' },
      { ...coupon, buyerId: 'b3', thresholdFen: 10_000_000 },
    ]);
    const orders = Array.from({ length: seconds(60) }, () =>
      simulation.step(quiet, '2026-06-18T11:00:00.000Z', 1),
    ).flatMap((facts) => facts.orders.filter(({ kind }) => kind === 'paid'));
    const used = orders.filter(({ dropIds }) => dropIds !== undefined);
    expect(used.map(({ buyerId }) => buyerId)).toEqual(['b1', 'b2']);
    for (const { amountFen, lines, dropIds } of used) {
      expect(dropIds).toEqual(['d1']);
      expect(amountFen).toBe(lines.reduce((sum, line) => sum + line.amountFen, 0) - 1000);
    }
  });
});
