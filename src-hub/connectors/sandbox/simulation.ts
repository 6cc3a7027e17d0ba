/**
 * Imitated viewers of one show, without any clock or connection of their own: each step says what happened in it. The
 * same seed and the same scenes give the same facts.
 */
import type { Product } from '#shared/domain/product/product.schema.ts';
import { type Random, seededRandom } from './random.ts';
import { channels, familyNames, givenNames, questions, remarks } from './words.ts';

/** What viewers see at a step. */
export interface Scene {
  readonly products: readonly Product[];
  readonly onAir: Product | null;
  readonly openDropIds: readonly string[];
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
  readonly at: string;
}

export interface StepFacts {
  readonly orders: SandboxOrder[];
  readonly comments: { commentId: string; at: string; user: { id: string; name: string }; text: string }[];
  readonly audience: { sampleId: string; at: string; online: number; entered: number }[];
  readonly claims: { dropId: string; claimId: string; buyerId: string }[];
}

export const STEP_MS = 250;
const STEPS_A_SECOND = 1000 / STEP_MS;
/** A mid-size show at pace 1, once its room is full. */
const FULL_ROOM = 12_000;
const ORDERS_A_SECOND = 1.5;
const COMMENTS_A_SECOND = 2;
const CLAIMS_A_SECOND = 25;
const REFUND_SHARE = 0.04;
const BUYERS = 4_000;
const REFUNDABLE = 200;

export interface Simulation {
  step(scene: Scene, at: string, pace: number): StepFacts;
}

/** `session` makes ids of this run differ from those of another run with the same seed. */
export function createSimulation(seed: number, session: string): Simulation {
  const random = seededRandom(seed);
  const refundable: SandboxOrder[] = [];
  let steps = 0;
  let entered = 0;
  let ids = 0;
  const nextId = (kind: string) => `sandbox-${session}-${kind}${++ids}`;

  /** Fills within some ten minutes, then sways. Starts at a third, so that a demo shows life at once. */
  function roomShare(): number {
    const seconds = steps / STEPS_A_SECOND;
    return (1 - 0.66 * Math.exp(-seconds / 300)) * (1 + 0.08 * Math.sin(seconds / 47));
  }

  function order(scene: Scene, at: string): SandboxOrder | null {
    const product = chosenProduct(scene, random);
    if (!product) return null;
    const lines = [lineOf(product, random)];
    const second = random.chance(0.15) ? chosenProduct(scene, random) : null;
    if (second && second.id !== product.id) lines.push(lineOf(second, random));
    const eventId = nextId('o');
    return {
      eventId,
      orderId: eventId,
      kind: 'paid',
      amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0),
      lines,
      channel: random.pick(channels),
      shopId: product.shopId,
      buyerId: buyerId(random),
      at,
    };
  }

  function refund(at: string): SandboxOrder | null {
    const [paid] = refundable.splice(random.int(refundable.length), 1);
    if (!paid) return null;
    const lines = random.chance(0.3) ? paid.lines.slice(0, 1) : paid.lines;
    const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
    return { ...paid, eventId: nextId('r'), kind: 'refunded', lines, amountFen, at };
  }

  return {
    step(scene, at, pace) {
      const share = roomShare();
      const busy = (share * pace) / STEPS_A_SECOND;
      const facts: StepFacts = { orders: [], comments: [], audience: [], claims: [] };
      for (let left = random.count(ORDERS_A_SECOND * busy); left > 0; left -= 1) {
        const paid = order(scene, at);
        if (!paid) continue;
        facts.orders.push(paid);
        refundable.push(paid);
        if (refundable.length > REFUNDABLE) refundable.shift();
      }
      for (let left = random.count(ORDERS_A_SECOND * REFUND_SHARE * busy); left > 0; left -= 1) {
        const refunded = refund(at);
        if (refunded) facts.orders.push(refunded);
      }
      for (let left = random.count(COMMENTS_A_SECOND * busy); left > 0; left -= 1) {
        facts.comments.push({ commentId: nextId('c'), at, ...comment(scene, random) });
      }
      for (const dropId of scene.openDropIds) {
        for (let left = random.count(CLAIMS_A_SECOND * busy); left > 0; left -= 1) {
          facts.claims.push({ dropId, claimId: nextId('d'), buyerId: buyerId(random) });
        }
      }
      if (steps % (2 * STEPS_A_SECOND) === 0) {
        const online = Math.round(FULL_ROOM * share * (0.98 + 0.04 * random.next()));
        entered = Math.max(online, entered + Math.round(online * 0.012));
        facts.audience.push({ sampleId: nextId('a'), at, online, entered });
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

function comment(scene: Scene, random: Random): { user: { id: string; name: string }; text: string } {
  const id = buyerId(random);
  const name = `${random.pick(familyNames)}${random.pick(givenNames)}${random.int(90) + 10}`;
  const words = random.pick(random.chance(0.35) ? questions : remarks);
  return { user: { id, name }, text: words.replace('{name}', scene.onAir?.name ?? '这款') };
}

function buyerId(random: Random): string {
  return `sandbox-buyer-${random.int(BUYERS)}`;
}
