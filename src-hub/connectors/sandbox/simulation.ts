/**
 * Imitated viewers of one show, without any clock or connection of their own: each step says what happened in it. The
 * same seed and the same scenes give the same facts.
 */
import type { Scenario } from '#shared/contract/rehearsal.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { type Random, seededRandom } from './random.ts';
import { type Mood, STEPS_A_SECOND, type Stage, scenarioPlayer } from './scenario.ts';
import { channels, familyNames, givenNames, questions, remarks, talk } from './words.ts';

/** What viewers see at a step. */
export interface Scene {
  readonly products: readonly Product[];
  readonly onAir: Product | null;
  readonly openDropIds: readonly string[];
  /** Pieces of the product on air that are left; null where nobody counts them. */
  readonly onAirLeft: number | null;
  /** What viewers comment to take part in a lucky bag that is open. */
  readonly keywords: readonly string[];
}

interface Line {
  readonly sku: string;
  readonly title: string;
  readonly qty: number;
  readonly priceFen: number;
  readonly amountFen: number;
}
export interface SandboxOrder {
  readonly eventId: string;
  readonly orderId: string;
  readonly kind: 'paid' | 'refunded';
  readonly amountFen: number;
  readonly lines: readonly Line[];
  readonly channel: string;
  readonly shopId: string;
  readonly buyerId: string;
  /** Drops that it makes use of. */
  readonly dropIds?: string[];
  readonly at: string;
}

/** A coupon that one of the viewers was granted. */
export interface SandboxCoupon {
  readonly dropId: string;
  readonly buyerId: string;
  readonly amountFen: number;
  readonly thresholdFen: number;
}

/** The funnel so far: who came in, who is one person, who opened a product, who ordered (paid or not). */
interface Sample {
  readonly sampleId: string;
  readonly at: string;
  readonly online: number;
  readonly entered: number;
  readonly viewers: number;
  readonly clicks: number;
  readonly placed: number;
}

export interface StepFacts {
  readonly orders: SandboxOrder[];
  readonly comments: { commentId: string; at: string; user: { id: string; name: string }; text: string }[];
  readonly audience: Sample[];
  readonly claims: { dropId: string; claimId: string; buyerId: string }[];
}

/** A mid-size show at pace 1, once its room is full. */
const FULL_ROOM = 12_000;
const ORDERS_A_SECOND = 1.5;
const COMMENTS_A_SECOND = 2;
const CLAIMS_A_SECOND = 25;
const REFUND_SHARE = 0.04;
/** Steps until an order that came too late is refunded. */
const LATE_REFUND_STEPS = 4 * STEPS_A_SECOND;
const KEYWORD_PERCENT = 60;
/** Of the orders that a coupon would fit. */
const COUPON_SHARE = 0.4;
const KEPT_COUPONS = 500;
const BUYERS = 4_000;
const REFUNDABLE = 200;

export interface Simulation {
  step(scene: Scene, at: string, pace: number): StepFacts;
  /** Another scenario begins with the next step; the same one goes on. */
  play(scenario: Scenario): void;
  /** Of the last step; null before the first. */
  mood(): Mood | null;
  /** What the hub granted of the claims of a step: some of it is used with orders to come. */
  granted(coupons: readonly SandboxCoupon[]): void;
}

/** `session` makes ids of this run differ from those of another run with the same seed. */
export function createSimulation(seed: number, session: string): Simulation {
  const random = seededRandom(seed);
  const refundable: SandboxOrder[] = [];
  let steps = 0;
  let entered = 0;
  let viewers = 0;
  let clicks = 0;
  let placed = 0;
  let ids = 0;
  let scenario: Scenario = 'steady';
  let player = scenarioPlayer(scenario);
  let mood: Mood | null = null;
  let sold = 0;
  /** Orders that came when nothing was left, with the step at which the money goes back. */
  /** Granted and not used yet. */
  let coupons: SandboxCoupon[] = [];
  let late: { readonly paid: SandboxOrder; readonly atStep: number }[] = [];
  const nextId = (kind: string) => `sandbox-${session}-${kind}${++ids}`;

  /** Fills within some ten minutes, then sways. Starts at a third, so that a demo shows life at once. */
  function roomShare(): number {
    const seconds = steps / STEPS_A_SECOND;
    return (1 - 0.66 * Math.exp(-seconds / 300)) * (1 + 0.08 * Math.sin(seconds / 47));
  }

  function order(scene: Scene, at: string, wanted: Product | null): SandboxOrder | null {
    const product = wanted ?? chosenProduct(scene, random);
    if (!product) return null;
    const lines = [lineOf(product, random)];
    const second = !wanted && random.chance(0.15) ? chosenProduct(scene, random) : null;
    if (second && second.id !== product.id) lines.push(lineOf(second, random));
    const eventId = nextId('o');
    const sumFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
    const coupon = couponFor(sumFen);
    return {
      eventId,
      orderId: eventId,
      kind: 'paid',
      amountFen: Math.max(0, sumFen - (coupon?.amountFen ?? 0)),
      lines,
      channel: random.pick(channels),
      shopId: product.shopId,
      buyerId: coupon?.buyerId ?? buyerId(random),
      ...(coupon ? { dropIds: [coupon.dropId] } : {}),
      at,
    };
  }

  /** One that fits, for some of the orders; a coupon is used once. */
  function couponFor(sumFen: number): SandboxCoupon | null {
    if (coupons.length === 0 || !random.chance(COUPON_SHARE)) return null;
    const at = coupons.findIndex(({ thresholdFen }) => sumFen >= thresholdFen);
    return at < 0 ? null : (coupons.splice(at, 1)[0] ?? null);
  }

  /** Paid, and, where the scenario has none of the product on air left, soon paid back. */
  function pay(paid: SandboxOrder, scene: Scene, now: Mood, facts: StepFacts): void {
    facts.orders.push(paid);
    const qty = paid.lines.reduce((sum, line) => sum + (isOnAir(line, scene) ? line.qty : 0), 0);
    const tooLate = now.stock !== null && qty > 0 && sold + qty > now.stock;
    sold += qty;
    if (tooLate) late.push({ paid, atStep: steps + LATE_REFUND_STEPS });
    else refundable.push(paid);
    if (refundable.length > REFUNDABLE) refundable.shift();
  }

  function refund(at: string): SandboxOrder | null {
    const [paid] = refundable.splice(random.int(refundable.length), 1);
    if (!paid) return null;
    const lines = random.chance(0.3) ? paid.lines.slice(0, 1) : paid.lines;
    const sumFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
    // Never more than what was paid, which a coupon may have made less.
    const amountFen = Math.min(paid.amountFen, sumFen);
    return { ...paid, eventId: nextId('r'), kind: 'refunded', lines, amountFen, at };
  }

  function refundLate(at: string, facts: StepFacts): void {
    for (const { paid } of late.filter(({ atStep }) => atStep <= steps))
      facts.orders.push({ ...paid, eventId: nextId('r'), kind: 'refunded', at });
    late = late.filter(({ atStep }) => atStep > steps);
  }

  function sample(at: string, share: number, pace: number): Sample {
    const online = Math.round(FULL_ROOM * share * (0.98 + 0.04 * random.next()));
    entered = Math.max(online, entered + Math.round(online * 0.012));
    viewers = Math.max(viewers, Math.round(entered * 0.86));
    // Each at least as many as those who came to the next stage, however quick the pace.
    clicks += random.count(2 * 9 * share * pace);
    clicks = Math.max(clicks, placed);
    return { sampleId: nextId('a'), at, online, entered, viewers: Math.max(viewers, placed), clicks, placed };
  }

  return {
    play(next) {
      if (next === scenario) return;
      scenario = next;
      player = scenarioPlayer(next);
    },
    mood: () => mood,
    granted(more) {
      coupons = [...coupons, ...more].slice(-KEPT_COUPONS);
    },
    step(scene, at, pace) {
      const now = player.next(stageOf(scene), sold);
      mood = now;
      sold = 0;
      const share = roomShare();
      const busy = (share * pace) / STEPS_A_SECOND;
      const facts: StepFacts = { orders: [], comments: [], audience: [], claims: [] };
      for (let left = random.count(ORDERS_A_SECOND * busy * now.orders); left > 0; left -= 1) {
        const paid = order(scene, at, null);
        if (paid) pay(paid, scene, now, facts);
      }
      if (now.rush > 0 && scene.onAir)
        for (let left = random.count((now.rush * pace) / STEPS_A_SECOND); left > 0; left -= 1) {
          const paid = order(scene, at, scene.onAir);
          if (paid) pay(paid, scene, now, facts);
        }
      // Of ten who order, nine pay.
      placed += facts.orders.length + (facts.orders.length > 0 && random.chance(0.1) ? 1 : 0);
      refundLate(at, facts);
      const refunds = ORDERS_A_SECOND * REFUND_SHARE * busy * now.refunds;
      for (let left = random.count(refunds); left > 0; left -= 1) {
        const refunded = refund(at);
        if (refunded) facts.orders.push(refunded);
      }
      for (let left = random.count(COMMENTS_A_SECOND * busy * now.comments); left > 0; left -= 1) {
        facts.comments.push({ commentId: nextId('c'), at, ...comment(scene, now, random) });
      }
      for (const dropId of scene.openDropIds) {
        for (let left = random.count(CLAIMS_A_SECOND * busy * now.claims); left > 0; left -= 1) {
          facts.claims.push({ dropId, claimId: nextId('d'), buyerId: buyerId(random) });
        }
      }
      if (steps % (2 * STEPS_A_SECOND) === 0) {
        facts.audience.push(sample(at, now.platformAway ? share * 0.4 : share, pace));
      }
      steps += 1;
      return facts;
    },
  };
}

/** Two of three buy what is on air. */
function chosenProduct({ products, onAir }: Scene, random: Random): Product | null {
  if (onAir && random.chance(0.67)) return onAir;
  return products[random.int(products.length)] ?? null;
}

function lineOf(product: Product, random: Random): Line {
  const qty = random.chance(0.8) ? 1 : 2;
  const { priceFen } = product;
  return { sku: product.sku ?? '', title: product.name, qty, priceFen, amountFen: priceFen * qty };
}

function comment(
  scene: Scene,
  now: Mood,
  random: Random,
): { user: { id: string; name: string }; text: string } {
  const id = buyerId(random);
  const name = `${random.pick(familyNames)}${random.pick(givenNames)}${random.int(90) + 10}`;
  const [keyword, ...keywords] = scene.keywords;
  if (keyword !== undefined && random.chance(KEYWORD_PERCENT / 100))
    return { user: { id, name }, text: random.pick([keyword, ...keywords]) };
  const fitting = now.talkPercent > 0 && random.chance(now.talkPercent / 100);
  const words = fitting ? talk[now.talk] : random.chance(0.35) ? questions : remarks;
  return { user: { id, name }, text: random.pick(words).replace('{name}', scene.onAir?.name ?? '这款') };
}

function stageOf({ onAir, onAirLeft, openDropIds }: Scene): Stage {
  return { onAirId: onAir?.id ?? null, onAirLeft, openDropIds };
}

function isOnAir({ sku, title }: Line, { onAir }: Scene): boolean {
  return onAir !== null && (onAir.sku ? onAir.sku === sku : onAir.name === title);
}

function buyerId(random: Random): string {
  return `sandbox-buyer-${random.int(BUYERS)}`;
}
