/**
 * Somebody at a console on a busy evening: looks at the screen, does one thing, looks again. Works through the desk's
 * router alone, so that it does not matter whether the console is a process or an object.
 */
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { Post } from '#shared/domain/post/post.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { announce } from './announcer.ts';
import type { Ledger } from './ledger.ts';
import type { Told } from './processes/console-process.ts';
import type { Random } from './random.ts';
import { seller } from './seller.ts';

export interface PersonsDesk {
  readonly name: string;
  call(path: string, input: unknown): Promise<Told>;
  /** What the clock on this machine's wall says. */
  wallMs(): number;
}

export interface Stage {
  readonly showId: string;
  readonly runId: string;
}

export interface PersonOptions {
  readonly desk: PersonsDesk;
  readonly stage: Stage;
  readonly ledger: Ledger;
  readonly random: Random;
  /** The ledger's time, in milliseconds: the one by which nothing may happen late. */
  readonly nowMs: () => number;
}

interface Screen {
  readonly run: Run;
  readonly slots: readonly Slot[];
  readonly products: readonly Product[];
  readonly drops: readonly Drop[];
  readonly posts: readonly Post[];
}

/** Something that a person asks of the desk. */
export interface Deed {
  readonly path: string;
  readonly input: unknown;
}
type Idea = (screen: Screen, at: { stage: Stage; random: Random }) => Deed | null;

/** Orders to act end after so long (src-main/desk/open-session.ts). */
export const ORDER_TTL_MS = 3000;
const MOST_SLOTS = 40;
const MOST_PLANS = 12;

const ideas: readonly (readonly [weight: number, idea: Idea])[] = [
  [8, take],
  [2, ({ run }) => ({ path: 'rundown.back', input: { runId: run.id, from: run.onAirSlotId } })],
  [4, onSlot('rundown.arm', (slot) => ({ runId: slot.runId, slotId: slot.id }))],
  [3, onSlot('rundown.skip', (slot) => ({ slotId: slot.id, skipped: slot.state !== 'skipped' }))],
  [8, move],
  [10, onSlot('rundown.plan', (slot, random) => ({ slotId: slot.id, plannedSec: random.below(3600) }))],
  [6, add],
  [2, onSlot('rundown.remove', (slot) => ({ slotId: slot.id }))],
  [6, reprice],
  [4, planDrop],
  [2, editDrop],
  [1, ({ drops }, { random }) => chosen(random, drops, 'drop.remove', (drop) => ({ dropId: drop.id }))],
  [4, savePost],
  [1, ({ posts }, { random }) => chosen(random, posts, 'post.remove', (post) => ({ postId: post.id }))],
  [2, ({ products }, { stage, random }) => editShow(products.length, stage, random)],
];
const weights = ideas.reduce((sum, [weight]) => sum + weight, 0);

export interface Person {
  /** Does one thing and notes what was told; false when the console did not even show a screen. */
  act(): Promise<boolean>;
  /** Does one thing at the till. */
  sell(): Promise<void>;
  /** Sends an announcement to all groups, now or as soon as the hub can. */
  announce(): Promise<void>;
  /** Looks into the tray and does something about one of the refused. */
  tidy(): Promise<void>;
  /** Arms a drop of its own and fires it. */
  fireDrop(): Promise<void>;
}

export function person(options: PersonOptions): Person {
  const { desk, stage, ledger, random, nowMs } = options;
  async function look(): Promise<Screen | null> {
    const show = { showId: stage.showId };
    const [rundown, drops, posts] = await Promise.all([
      desk.call('rundown.get', { runId: stage.runId }),
      desk.call('drop.list', { ...show, runKind: 'live' }),
      desk.call('post.list', show),
    ]);
    if (rundown.told !== 'kept' || drops.told !== 'kept' || posts.told !== 'kept') return null;
    return {
      ...(rundown.value as Pick<Screen, 'run' | 'slots' | 'products'>),
      drops: (drops.value as { drops: Drop[] }).drops,
      posts: posts.value as Post[],
    };
  }

  function note({ path, input }: Deed, told: Told): void {
    if (told.told === 'unanswered') return;
    // What else is made while a call runs, such as an order for a release that is due, comes behind its op.
    const opId = told.ids[madeBefore(path, input)];
    // A refusal before anything was made, such as an input that is not valid, concerns nobody.
    if (opId === undefined) return;
    const code = told.told === 'refused' ? told.code : null;
    ledger.ops.push({ console: desk.name, path, opId, told: told.told, code });
  }

  async function perform(deed: Deed): Promise<Told> {
    const told = await desk.call(deed.path, deed.input);
    note(deed, told);
    return told;
  }

  return {
    async act() {
      const screen = await look();
      if (!screen) return false;
      const deed = ideaOf(random)(screen, { stage, random });
      if (deed) await perform(deed);
      return true;
    },
    sell: () => seller(options, note).act(),
    announce: () => announce(options, note),
    async tidy() {
      const tray = await desk.call('outbox.conflicts', undefined);
      const refused = tray.told === 'kept' ? random.pick(tray.value as { opId: string }[]) : undefined;
      if (!refused) return;
      const { opId } = refused;
      const path = random.chance(0.5) ? 'outbox.retry' : 'outbox.discard';
      const input = { opId };
      const told = await desk.call(path, input);
      if (path === 'outbox.retry') note({ path, input }, told);
      // Refused again, it stands where it stood.
      if (told.told !== 'refused') ledger.decided.add(opId);
    },
    async fireDrop() {
      const screen = await look();
      const planned = screen && planDrop(screen, { stage, random });
      const told = planned && (await perform(planned));
      if (told?.told !== 'kept') return;
      const { dropId } = told.value as { dropId: string };
      // Nobody else knows this drop: armed from revision 0, it stands at 1.
      if ((await desk.call('drop.arm', { dropId, revision: 0 })).told !== 'kept') return;
      const notAfterMs = nowMs() + ORDER_TTL_MS;
      const fired = await desk.call('drop.fire', { dropId, revision: 1 });
      const unknown = fired.told === 'unanswered' || (fired.told === 'refused' && leavesOpen(fired.code));
      const answer = unknown ? null : fired.told === 'kept' ? 'done' : 'not-done';
      ledger.orders.push({ console: desk.name, dropId, notAfterMs, answer });
    },
  };
}

/** How many ids the desk's router makes for a call before it makes the op's. */
function madeBefore(path: string, input: unknown): number {
  if (path === 'post.save') return (input as { id: string | null }).id === null ? 1 : 0;
  return ['rundown.add', 'drop.plan', 'release.make'].includes(path) ? 1 : 0;
}

/** Answers that say nothing about whether an order was carried out. */
function leavesOpen(code: string): boolean {
  return ['effect/unanswered', 'app/unexpected', 'hub/away'].includes(code);
}

function ideaOf(random: Random): Idea {
  let left = random.below(weights);
  for (const [weight, idea] of ideas) {
    left -= weight;
    if (left < 0) return idea;
  }
  throw new Error('the weights do not add up');
}

function take({ run, slots }: Screen, { random }: { random: Random }): Deed | null {
  const to = random.pick(slots.filter((slot) => slot.state !== 'on-air'));
  if (!to) return null;
  // Now and then somebody looks at a screen that has moved on.
  const from = random.chance(0.1) ? (random.pick(slots)?.id ?? null) : run.onAirSlotId;
  return { path: 'rundown.take', input: { runId: run.id, from, to: to.id } };
}

function move({ slots }: Screen, { random }: { random: Random }): Deed | null {
  const slot = random.pick(slots);
  const after = random.chance(0.2) ? undefined : random.pick(slots);
  return slot ? { path: 'rundown.move', input: { slotId: slot.id, afterSlotId: after?.id ?? null } } : null;
}

function add({ run, slots, products }: Screen, { random }: { random: Random }): Deed | null {
  const product = random.pick(products);
  if (!product || slots.length >= MOST_SLOTS) return null;
  const plannedSec = 30 + random.below(600);
  return { path: 'rundown.add', input: { runId: run.id, productId: product.id, plannedSec } };
}

function reprice({ products }: Screen, { random }: { random: Random }): Deed | null {
  return chosen(random, products, 'product.reprice', (product) => ({
    productId: product.id,
    ...(random.chance(0.5) ? { priceFen: 4000 + random.below(5000) } : { stockDeclared: random.below(500) }),
  }));
}

function planDrop({ drops }: Screen, { stage, random }: { stage: Stage; random: Random }): Deed | null {
  if (drops.length >= MOST_PLANS) return null;
  return { path: 'drop.plan', input: { showId: stage.showId, runKind: 'live', ...coupon(random) } };
}

function editDrop({ drops }: Screen, { random }: { random: Random }): Deed | null {
  return chosen(random, drops, 'drop.edit', (drop) => ({ dropId: drop.id, ...coupon(random) }));
}

function coupon(random: Random) {
  return {
    kind: 'coupon',
    title: `券 ${random.below(1_000_000)}`,
    amountFen: 100 + random.below(900),
    thresholdFen: 9900,
    quota: 3 + random.below(5),
    perBuyer: 1,
    openSec: 600,
  };
}

function savePost({ posts, products }: Screen, { stage, random }: { stage: Stage; random: Random }): Deed {
  const id = posts.length >= MOST_PLANS || random.chance(0.4) ? (random.pick(posts)?.id ?? null) : null;
  const text = `预告 ${random.below(1_000_000)}`;
  const productId = random.pick(products)?.id ?? null;
  return { path: 'post.save', input: { id, showId: stage.showId, title: '预告', text, productId, tags: [] } };
}

function editShow(products: number, { showId }: Stage, random: Random): Deed {
  return { path: 'show.edit', input: { showId, title: `618 ${products} ${random.below(1_000_000)}` } };
}

function onSlot(path: string, inputOf: (slot: Slot, random: Random) => unknown): Idea {
  return ({ slots }, { random }) => chosen(random, slots, path, (slot) => inputOf(slot, random));
}

function chosen<T>(
  random: Random,
  of: readonly T[],
  path: string,
  inputOf: (one: T) => unknown,
): Deed | null {
  const one = random.pick(of);
  return one === undefined ? null : { path, input: inputOf(one) };
}
