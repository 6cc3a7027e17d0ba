/**
 * The sandbox platform: imitates a live platform for rehearsals, so that nothing has to leave the house. Its facts go
 * the way of real ones, but with run kind "rehearsal" alone; it is also what rehearsal drops are fired at.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { SandboxSetting, SandboxState } from '#shared/contract/rehearsal.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { PlatformFault } from '#shared/domain/platform/platform.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { DropRunner, HubServices } from '../../hub.ts';
import type { HubLog } from '../../hub-log.ts';
import type { HubStore } from '../../store/hub-store.ts';
import type { CommentRoom, Connector, Platform } from '../connector.ts';
import { sandboxPlatform } from './platform.ts';
import { STEP_MS, STEPS_A_SECOND } from './scenario.ts';
import { createSimulation, type SandboxCoupon, type Scene, type Simulation } from './simulation.ts';

/** A setting of before scenarios means a steady evening whose platform answers. */
type Setting = Omit<SandboxSetting, 'scenario'> & Partial<Pick<SandboxSetting, 'scenario'>>;

export interface Sandbox {
  readonly connector: Connector & Platform & CommentRoom;
  /** Starts, changes or stops the imitated viewers of a show. Throws `show/not-found`. */
  set(setting: Setting & { readonly showId: string }): Promise<void>;
  state(showId: string): SandboxState;
  /** Its viewers are gone, and what they knew with them: the next start begins anew. */
  forget(showId: string): Promise<void>;
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
  readonly simulation: Simulation;
  setting: SandboxSetting;
  products: Product[];
  steps: number;
  callOff: () => void;
  /** The step under way. */
  step: Promise<void>;
}

const untouched: SandboxSetting = {
  ...{ running: false, pace: 1, seed: 618, scenario: 'steady', losesAnswers: false },
};

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
          if (error instanceof AppError && error.code === 'show/not-found') stages.delete(stage.showId);
        })
        .finally(() => {
          if (stages.get(stage.showId) === stage && stage.setting.running) plan(stage);
        });
    });
  }

  async function step(stage: Stage): Promise<void> {
    if (stage.steps % STEPS_BETWEEN_PRODUCTS === 0) stage.products = await productsOf(store, stage.showId);
    stage.steps += 1;
    const scene = await sceneOf(store, stage);
    const facts = stage.simulation.step(scene, isoNow(clock), stage.setting.pace);
    setFault(stage);
    const target = { showId: stage.showId, runKind: 'rehearsal' } as const;
    const granted: boolean[] = [];
    await Promise.all([
      facts.orders.length > 0 ? ingest.ingestOrders(target, facts.orders) : null,
      facts.comments.length > 0 ? ingest.ingestComments(target, facts.comments) : null,
      facts.audience.length > 0 ? ingest.ingestAudience(target, facts.audience) : null,
      ...facts.claims.map(async ({ dropId, claimId, buyerId }, at) => {
        granted[at] = (await claim(dropId, claimId, buyerId)) === 'granted';
      }),
    ]);
    const won = facts.claims.filter((_claim, at) => granted[at]);
    if (won.length > 0) stage.simulation.granted(await couponsOf(store, stage.showId, won));
  }

  const faults = new Map<string, PlatformFault>();
  /** What the scenario and the setting make of the platform; a fault that somebody else has set is theirs. */
  function setFault({ showId, setting, simulation }: Stage): void {
    const away = setting.running && simulation.mood()?.platformAway === true;
    const fault = away ? 'outage' : setting.losesAnswers ? 'loses-answers' : 'none';
    if ((faults.get(showId) ?? 'none') === fault) return;
    faults.set(showId, fault);
    platform.setFault(showId, fault);
  }

  /** Its viewers stand still; resolves when nothing of theirs is under way. */
  async function halt(stage: Stage): Promise<void> {
    stage.callOff();
    stage.setting = { ...stage.setting, running: false };
    await stage.step;
    stage.callOff();
    setFault(stage);
  }

  async function leave(stage: Stage): Promise<void> {
    if (stages.get(stage.showId) === stage) stages.delete(stage.showId);
    await halt(stage);
  }

  function opened(showId: string, setting: SandboxSetting): Stage {
    const stage: Stage = {
      ...{ showId, setting, products: [], steps: 0 },
      simulation: createSimulation(setting.seed, ids.next()),
      callOff: () => undefined,
      step: Promise.resolve(),
    };
    stages.set(showId, stage);
    return stage;
  }

  return {
    connector: platform,
    async set({ showId, ...changes }) {
      if (!(await store.documents.get('show', showId))) throw new AppError('show/not-found');
      const known = stages.get(showId);
      const setting = { ...changes, scenario: changes.scenario ?? known?.setting.scenario ?? 'steady' };
      // Another seed is another audience.
      if (known && known.setting.seed !== setting.seed) await leave(known);
      const stage = stages.get(showId) ?? opened(showId, { ...setting, running: false });
      stage.simulation.play(setting.scenario);
      const starts = setting.running && !stage.setting.running;
      if (!setting.running) await halt(stage);
      stage.setting = setting;
      setFault(stage);
      if (starts) plan(stage);
    },
    state(showId) {
      const stage = stages.get(showId);
      const mood = stage?.setting.running ? stage.simulation.mood() : null;
      return {
        ...(stage?.setting ?? untouched),
        phase: mood?.phase ?? null,
        phaseLeftSec: mood?.stepsLeft == null ? null : Math.ceil(mood.stepsLeft / STEPS_A_SECOND),
      };
    },
    async forget(showId) {
      const stage = stages.get(showId);
      if (stage) await leave(stage);
      faults.delete(showId);
      platform.forget(showId);
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
  const plans = (await store.documents.list('drop', showId)).filter((drop) => drop.runKind === 'rehearsal');
  const records = await store.drops.ofShow(showId);
  const open = new Set(records.flatMap(({ dropId, state }) => (state === 'open' ? [dropId] : [])));
  const openPlans = plans.filter(({ id }) => open.has(id));
  return {
    ...{ products, onAir, onAirLeft: onAir && (await leftOf(store, onAir)) },
    openDropIds: openPlans.map(({ id }) => id),
    keywords: openPlans.flatMap((plan) => (plan.kind === 'lucky-bag' ? [plan.keyword] : [])),
  };
}

/** Of the claims that were granted, those that give a coupon. */
async function couponsOf(
  store: HubStore,
  showId: string,
  won: readonly { readonly dropId: string; readonly buyerId: string }[],
): Promise<SandboxCoupon[]> {
  const plans = new Map<string, Drop>(
    (await store.documents.list('drop', showId)).map((plan) => [plan.id, plan]),
  );
  return won.flatMap(({ dropId, buyerId }) => {
    const plan = plans.get(dropId);
    if (plan?.kind !== 'coupon') return [];
    return [{ dropId, buyerId, amountFen: plan.amountFen, thresholdFen: plan.thresholdFen }];
  });
}

async function leftOf(store: HubStore, { showId, sku, stockDeclared }: Product): Promise<number | null> {
  if (stockDeclared === null || !sku) return null;
  return stockDeclared - (await store.orders.soldQty({ showId, runKind: 'rehearsal' }, sku));
}
