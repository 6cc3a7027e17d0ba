/**
 * The sandbox platform: imitates a live platform for rehearsals, so that nothing has to leave the house. Its facts go
 * the way of real ones, but with run kind "rehearsal" alone; it is also what rehearsal drops are fired at.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { DropRunner, HubServices } from '../../hub.ts';
import type { HubLog } from '../../hub-log.ts';
import type { HubStore } from '../../store/hub-store.ts';
import type { Connector } from '../connector.ts';
import { sandboxPlatform } from './platform.ts';
import { createSimulation, type Scene, type Simulation, STEP_MS } from './simulation.ts';

export interface SandboxSetting {
  readonly showId: string;
  readonly running: boolean;
  /** Multiplies the base pace: about 1.5 orders and 2 comments a second in a full room. */
  readonly pace: number;
  readonly seed: number;
  /** Drops that it opens are not answered, so that a rehearsal can show what happens then. */
  readonly losesAnswers: boolean;
}

export interface Sandbox {
  readonly connector: Connector;
  /** Starts, changes or stops the imitated viewers of a show. Throws `show/not-found`. */
  set(setting: SandboxSetting): Promise<void>;
  /** Stops all shows; resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

export interface SandboxPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  readonly log: HubLog;
  readonly ingest: Pick<HubServices, 'ingestOrders' | 'ingestComments' | 'ingestAudience'>;
  readonly claim: DropRunner['claim'];
}

interface Stage {
  readonly showId: string;
  readonly seed: number;
  readonly simulation: Simulation;
  pace: number;
  products: Product[];
  steps: number;
  callOff: () => void;
  /** The step under way. */
  step: Promise<void>;
}

/** Products change rarely and may be many: read again each two seconds. */
const STEPS_BETWEEN_PRODUCTS = 8;

export function createSandbox(ports: SandboxPorts): Sandbox {
  const { store, clock, ids, timers, log, ingest, claim } = ports;
  const stages = new Map<string, Stage>();
  const platform = sandboxPlatform();

  function plan(stage: Stage): void {
    stage.callOff = timers.after(STEP_MS, () => {
      stage.step = step(stage)
        .catch((error: unknown) => {
          log.error({ err: error, showId: stage.showId }, 'a step of the sandbox failed');
          // A show that is gone stays gone; anything else may pass.
          if (error instanceof AppError && error.code === 'show/not-found') leave(stage);
        })
        .finally(() => {
          if (stages.get(stage.showId) === stage) plan(stage);
        });
    });
  }

  async function step(stage: Stage): Promise<void> {
    if (stage.steps % STEPS_BETWEEN_PRODUCTS === 0) stage.products = await productsOf(store, stage.showId);
    stage.steps += 1;
    const scene = await sceneOf(store, stage);
    const facts = stage.simulation.step(scene, isoNow(clock), stage.pace);
    const target = { showId: stage.showId, runKind: 'rehearsal' } as const;
    await Promise.all([
      facts.orders.length > 0 ? ingest.ingestOrders(target, facts.orders) : null,
      facts.comments.length > 0 ? ingest.ingestComments(target, facts.comments) : null,
      facts.audience.length > 0 ? ingest.ingestAudience(target, facts.audience) : null,
      ...facts.claims.map(({ dropId, claimId, buyerId }) => claim(dropId, claimId, buyerId)),
    ]);
  }

  async function leave(stage: Stage): Promise<void> {
    if (stages.get(stage.showId) === stage) stages.delete(stage.showId);
    stage.callOff();
    await stage.step;
  }

  return {
    connector: platform,
    async set({ showId, running, pace, seed, losesAnswers }) {
      if (!(await store.documents.get('show', showId))) throw new AppError('show/not-found');
      platform.loseAnswers(showId, losesAnswers);
      const known = stages.get(showId);
      if (known && running && known.seed === seed) {
        known.pace = pace;
        return;
      }
      if (known) await leave(known);
      if (!running) return;
      const stage: Stage = {
        showId,
        seed,
        pace,
        simulation: createSimulation(seed, ids.next()),
        products: [],
        steps: 0,
        callOff: () => undefined,
        step: Promise.resolve(),
      };
      stages.set(showId, stage);
      plan(stage);
    },
    async stop() {
      await Promise.all([...stages.values()].map(leave));
    },
  };
}

/** Only what has a number of its own can be told apart in the counters; a sheet without any sells all the same. */
async function productsOf(store: HubStore, showId: string): Promise<Product[]> {
  const products = await store.documents.list('product', showId);
  const numbered = products.filter((product) => product.sku);
  return numbered.length > 0 ? numbered : products;
}

async function sceneOf(store: HubStore, { showId, products }: Stage): Promise<Scene> {
  const runs = await store.documents.list('run', showId);
  const onAirSlotId = runs.find((run) => run.kind === 'rehearsal' && run.onAirSlotId !== null)?.onAirSlotId;
  const slot = onAirSlotId ? await store.documents.get('slot', onAirSlotId) : null;
  const onAir = slot && (products.find((product) => product.id === slot.productId) ?? null);
  const plans = await store.documents.list('drop', showId);
  const rehearsed = new Set<string>(
    plans.filter((drop) => drop.runKind === 'rehearsal').map((drop) => drop.id),
  );
  const openDropIds = (await store.drops.ofShow(showId))
    .filter(({ dropId, state }) => state === 'open' && rehearsed.has(dropId))
    .map(({ dropId }) => dropId);
  return { products, onAir, openDropIds };
}
