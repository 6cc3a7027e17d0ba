/**
 * Everything a hub does over an open store, with nothing that carries it: no HTTP, no sockets, and no time, chance or
 * disk but what is handed in. createHub puts it on the network, a simulation can run it in memory.
 */
import { sha256Hex } from '#shared/domain/drop/sha256.ts';
import { robotSecretName } from '#shared/domain/group/group.mutations.ts';
import { isFlagged } from '#shared/domain/platform/act.states.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';
import { createCommentRunner } from './comments/comment-runner.ts';
import type { Connector, Platform } from './connectors/connector.ts';
import { houseConnector, houseRoom } from './connectors/house.ts';
import { rehearsalRobots } from './connectors/http/rehearsal-robots.ts';
import { robotConnector } from './connectors/http/robot.ts';
import { livePlatform } from './connectors/live-platform.ts';
import { createSandbox, type Sandbox } from './connectors/sandbox/sandbox.ts';
import { repusher } from './effects/act-repush.ts';
import { createActRunner } from './effects/act-runner.ts';
import { createBatchFeed } from './effects/batch-feed.ts';
import type { BatchRobots } from './effects/batch-lanes.ts';
import { createBatchRunner } from './effects/batch-runner.ts';
import { createBoot } from './effects/boot.ts';
import { createDropRunner } from './effects/drop-runner.ts';
import { putPriceBack, withFlashPrices } from './effects/flash-price.ts';
import { admitOffer, guardedDrops } from './effects/offer-guard.ts';
import { platformWatch } from './effects/platform-watch.ts';
import { createSequenceRunner } from './effects/sequence-runner.ts';
import { createHousekeeping, type Housekeeping } from './housekeeping.ts';
import type { HubServices, HubSignals } from './hub.ts';
import type { HubLog } from './hub-log.ts';
import { createFactIngest } from './ingest/facts.ts';
import { createAuditRequests } from './realtime/audit-requests.ts';
import { auditedRequests } from './realtime/audited-requests.ts';
import { createCommentRequests } from './realtime/comment-requests.ts';
import {
  createDeskEndpoint,
  type DeskEndpoint,
  type DeskEndpointPorts,
  type DeskPort,
} from './realtime/desk-endpoint.ts';
import { createDeskRequests } from './realtime/desk-requests.ts';
import { createDropRequests } from './realtime/drop-requests.ts';
import { createLiveFeed, type LiveFeed } from './realtime/live-feed.ts';
import { createOpRunner } from './realtime/op-runner.ts';
import { pinCheck } from './realtime/pin-check.ts';
import { createPinRequests } from './realtime/pin-requests.ts';
import { createPlatformRequests } from './realtime/platform-requests.ts';
import { createReportRequests } from './realtime/report-requests.ts';
import { createSignupRequests } from './realtime/signup-requests.ts';
import { createSyncRequests } from './realtime/sync-requests.ts';
import { createTeamRequests } from './realtime/team-requests.ts';
import { knownWatermarks } from './realtime/watermarks.ts';
import type { HubStore } from './store/hub-store.ts';

/** Time enough to see what one has pressed, short enough not to be waited for. */
const BATCH_WAIT_MS = 5000;

export interface HubCoreOptions<P extends DeskPort> {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly log: HubLog;
  readonly deliver: DeskEndpointPorts<P>['deliver'];
  /** What live drops are fired at; the house's own connector when absent. */
  readonly liveConnector?: Connector;
  /** The platform that live acts go to; the one that the owner has named, else the hub itself, when absent. */
  readonly platform?: Platform;
  /** For tests and the demo alone: the platform may be a shop on this machine. */
  readonly allowLoopbackShop?: boolean;
  /** Robots by run kind; the platform's for live and the simulator's for rehearsals when absent. */
  readonly robotsFor?: (runKind: RunKind) => BatchRobots;
  /** How long a batch that was sent can still be called off; for tests that are about what follows. */
  readonly batchWaitMs?: number;
  /** Room on the disk that holds the store; unknown when absent. */
  readonly freeBytes?: () => Promise<number | null>;
  /** For tests alone: live batches may go to robots on loopback. */
  readonly allowLoopbackRobots?: boolean;
}

export interface HubCore<P extends DeskPort> {
  readonly services: HubServices;
  readonly desks: DeskEndpoint<P>;
  readonly sandbox: Sandbox;
  readonly feed: LiveFeed;
  readonly housekeeping: Pick<Housekeeping, 'round'>;
  /** To be called once, before the first request: settles what an earlier run left under way. */
  recover(): Promise<void>;
  /** Ends everything but the store. */
  close(): Promise<void>;
}

export function createHubCore<P extends DeskPort>(options: HubCoreOptions<P>): HubCore<P> {
  const { store, clock, ids, timers, random, log, deliver, liveConnector = houseConnector } = options;
  const onError = (error: unknown) => log.error({ err: error }, 'live frames failed');
  const boot = createBoot({ clock, ids, timers });
  const feed = createLiveFeed({
    ...{ store, clock, timers, onError },
    send: (room, frame) => desks.live(room, frame),
    platformOf: (target) => platforms.status(target),
    commentDeskOf: (target) => comments.desk(target),
  });
  const signals: HubSignals = {
    changes(changes) {
      desks.changes(changes);
      feed.documentsChanged(changes);
      repushes.documentsChanged(changes);
      comments.documentsChanged(changes);
    },
    factsAdded(target, added) {
      feed.factsAdded(target, added);
      if (added.kind === 'comments') comments.heard(target, added.comments, added.marks);
    },
    dropMoved: feed.dropMoved,
    sequenceMoved: feed.sequenceMoved,
    actMoved(act) {
      feed.actMoved(act);
      repushes.actMoved(act);
      if (isFlagged(act.state)) platforms.look(act);
    },
  };
  const ingest = createFactIngest(store, clock, signals, (showId) => comments.markerFor(showId));
  const sandbox = createSandbox({
    ...{ store, clock, ids, timers, log, ingest },
    claim: (dropId, claimId, buyerId) => drops.claim(dropId, claimId, buyerId),
  });
  const prices = { store, platformFor: (runKind: RunKind) => platformFor(runKind) };
  const drops = createDropRunner({
    ...{ store, clock, timers, boot, log },
    connectorFor: (runKind) =>
      withFlashPrices(runKind === 'rehearsal' ? sandbox.connector : liveConnector, prices),
    dropMoved: signals.dropMoved,
    newSeed: () => sha256Hex(`${ids.next()}/${ids.next()}`),
    putPriceBack: (drop, attempt) => putPriceBack(prices, drop, attempt),
  });
  const allowLoopback = options.allowLoopbackShop ?? false;
  const named = livePlatform({ store, clock, allowLoopback });
  const platformFor = async (runKind: RunKind) =>
    runKind === 'rehearsal' ? sandbox.connector : (options.platform ?? (await named()));
  const acts = createActRunner({
    ...{ store, clock, timers, log, platformFor },
    admitOffer: admitOffer(store),
    actMoved: signals.actMoved,
  });
  const comments = createCommentRunner({
    ...{ store, clock, timers, ids, boot, log },
    roomFor: (runKind) => (runKind === 'rehearsal' ? sandbox.connector : houseRoom),
    moved: feed.commentsMoved,
    watched: feed.isWatched,
  });
  const repushes = repusher({
    ...{ store, clock, timers, ids, log },
    push: acts.pushOwn,
    changed: feed.platformChanged,
  });
  const platforms = platformWatch({
    ...{ clock, timers, log, platformFor },
    ...{ targets: feed.targets, repushes: repushes.of, changed: feed.platformChanged },
  });
  const batchFeed = createBatchFeed({
    ...{ store, clock, timers, onError },
    send: (frame) => desks.batch(frame),
  });
  const rehearsed = rehearsalRobots();
  const liveRobots: BatchRobots = {
    connector: robotConnector({ allowLoopback: options.allowLoopbackRobots ?? false }),
    addressOf: ({ groupId }) => store.secret(robotSecretName(groupId)),
  };
  const { robotsFor = (runKind) => (runKind === 'rehearsal' ? rehearsed : liveRobots) } = options;
  const batches = createBatchRunner({
    ...{ store, clock, timers, boot, log, random, robotsFor },
    waitMs: options.batchWaitMs ?? BATCH_WAIT_MS,
    batchMoved: batchFeed.batchMoved,
  });
  const { runOp, push } = createOpRunner({
    ...{ store, clock, log },
    onChanges: signals.changes,
    onFacts: signals.factsAdded,
    onCleared: feed.cleared,
    absentMs: (personId) => desks.absentMs(personId),
  });
  const guarded = guardedDrops(drops, store);
  const sequences = createSequenceRunner({
    ...{ store, clock, timers, boot, log, runOp, acts, drops: guarded },
    moved: signals.sequenceMoved,
  });
  const services: HubServices = {
    store,
    clock,
    ids,
    boot,
    runOp,
    ...ingest,
    drops: guarded,
    sequences,
    acts,
    comments,
    batches,
  };
  const checkPin = pinCheck({ store, clock });
  const watermarks = knownWatermarks(store);
  const desks = createDeskEndpoint<P>({
    ...{ store, clock, timers, deliver, log },
    watermarks: watermarks.current,
    requests: auditedRequests(
      {
        ...createSyncRequests({ services, push }),
        ...createDeskRequests({ services, sandbox, feed, platforms, log }),
        ...createCommentRequests(services),
        ...createSignupRequests(services),
        ...createReportRequests({
          services,
          platformFor,
          freeBytes: options.freeBytes ?? (async () => null),
        }),
        ...createDropRequests(store),
        ...createPinRequests(services, checkPin),
        ...createPlatformRequests({
          ...{ store, timers, log, live: () => platformFor('live'), allowLoopback },
          onChanged: () => {
            for (const target of feed.targets()) platforms.look(target);
          },
        }),
        ...createTeamRequests({ services, onRemoved: () => desks.endStrangers() }),
        ...createAuditRequests(services),
      },
      { store, clock, log },
    ),
    onRoomEmpty: feed.forget,
  });
  const housekeeping = createHousekeeping({
    ...{ store, clock, timers, watermarks, log },
    async onMoved() {
      const head = await store.documents.headSeq();
      desks.changes({ fromSeq: head, toSeq: head, changes: [] });
    },
  });
  return {
    services,
    desks,
    sandbox,
    feed,
    housekeeping,
    async recover() {
      await watermarks.refresh();
      housekeeping.start();
      await drops.recover();
      await sequences.recover();
      await acts.recover();
      await repushes.recover();
      await comments.recover();
      await batches.recover();
    },
    async close() {
      housekeeping.stop();
      await batches.stop();
      batchFeed.close();
      await rehearsed.close();
      await sandbox.stop();
      await comments.stop();
      platforms.stop();
      repushes.stop();
      await acts.stop();
      await sequences.stop();
      await drops.stop();
      feed.close();
      desks.close();
      boot.stop();
    },
  };
}
