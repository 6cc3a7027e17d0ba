/** Documents for tests of the hub: a show with its runs, slots, products and drops. */
import type { OpResult } from '#shared/contract/hub.ts';
import { type DocumentKind, type DocumentOf, parentIdOf, parseDocument } from '#shared/domain/documents.ts';
import type { DocumentWrite } from '#shared/sync/document-store.ts';
import type { CommittedOp, HubStore } from './hub-store.ts';

export const AT = '2026-06-18T11:00:00.000Z';

const plain = {
  show: {
    id: 'show-1',
    title: '618',
    currency: 'CNY',
    startsAt: null,
    plannedEndAt: null,
    targetFen: null,
    hostName: '',
    createdAt: AT,
  },
  run: {
    id: 'run-1',
    showId: 'show-1',
    kind: 'live',
    state: 'planned',
    startedAt: null,
    endedAt: null,
    onAirSlotId: null,
    onAirSince: null,
    armedSlotId: null,
    previousSlotIds: [],
    frozenAt: null,
    startChecks: null,
    createdAt: AT,
  },
  slot: {
    id: 'slot-1',
    runId: 'run-1',
    productId: 'product-1',
    orderKey: 'a0',
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
  },
  product: {
    id: 'product-1',
    showId: 'show-1',
    shopId: 'main',
    sku: 'MR-1',
    name: '柔巾',
    spec: '',
    listFen: null,
    priceFen: 4900,
    floorFen: null,
    stockDeclared: null,
    commissionBp: null,
    mechanics: '',
    points: [],
    pricedBy: 'owner',
    confirmedBy: null,
  },
  drop: {
    id: 'drop-1',
    showId: 'show-1',
    runKind: 'live',
    kind: 'coupon',
    title: '满199减20',
    amountFen: 2000,
    thresholdFen: 19900,
    quota: 3,
    perBuyer: 1,
    openSec: 60,
    createdAt: AT,
  },
} as const;

/** A whole document of that kind, with what the test cares about changed. */
export function documentWith<K extends keyof typeof plain>(
  kind: K,
  changes: Record<string, unknown> = {},
): DocumentOf<K> {
  return parseDocument(kind, { ...plain[kind], ...changes });
}

export function put<K extends keyof typeof plain>(
  kind: K,
  changes: Record<string, unknown> = {},
): DocumentWrite {
  const document = documentWith(kind, changes);
  return { kind, id: document.id, parentId: parentIdOf(kind, document), document };
}

export function removed(kind: DocumentKind, id: string): DocumentWrite {
  return { kind, id, parentId: '', document: null };
}

/** Bounds that no test's page reaches. */
export const wholePage = { limit: 100_000, bytes: 1e9, living: false } as const;

let ops = 0;

/** An op as committed, with a fresh id unless one is given. */
export function committed(writes: DocumentWrite[], changes: Partial<CommittedOp> = {}): CommittedOp {
  ops += 1;
  return {
    opId: `test-op-${ops}`,
    name: 'test',
    bodyHash: 'hash',
    personId: 'owner',
    deviceId: 'desk',
    at: AT,
    receivedAt: AT,
    stream: null,
    outcome: { batch: { writes, secrets: [], orders: [], signups: [] } },
    ...changes,
  };
}

/** Commits one op alone and answers what became of it. */
export async function commitOne(store: HubStore, op: CommittedOp) {
  const { results, changes, facts } = await store.documents.commitOps([op]);
  return { result: results[0] as OpResult, changes, facts };
}

export function write(store: HubStore, ...writes: DocumentWrite[]) {
  return commitOne(store, committed(writes));
}
