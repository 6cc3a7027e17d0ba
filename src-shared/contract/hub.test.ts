import { describe, expect, test } from 'vitest';
import { answerSchema } from './answer.ts';
import {
  changesSchema,
  commandSchema,
  handshakeSchema,
  hubRequests,
  opResultSchema,
  opSchema,
  PULL_PAGE,
} from './hub.ts';
import { type LiveFrame, liveFrameSchema } from './live.ts';

const at = '2026-06-18T11:00:00.000Z';
/** What a frame is after the wire: JSON, then parsed. */
const overTheWire = <T>(schema: { parse(value: unknown): T }, value: unknown): T =>
  schema.parse(JSON.parse(JSON.stringify(value)));

const sums = { grossFen: 9800, refundsFen: 0, orders: 1 };
const full: LiveFrame = {
  showId: 'show-1',
  runKind: 'live',
  snapshot: true,
  at,
  number: 7,
  totals: { grossFen: 9800, refundsFen: 9900, netFen: -100, orders: 1, refundsCount: 1, buyers: 1 },
  byProduct: [{ sku: '', title: '', qty: 0, grossFen: -800, refundsFen: 0, orders: 1 }],
  byMinute: [{ minute: '2026-06-18T11:00Z', ...sums }],
  byChannel: [{ channel: '', ...sums }],
  byShop: [{ shopId: 'main', ...sums }],
  slots: [{ slotId: 'slot-1', qty: 2, grossFen: 9800, refundsFen: 0 }],
  drops: [
    {
      dropId: 'drop-1',
      showId: 'show-1',
      state: 'open',
      revision: 3,
      openedAt: at,
      closesAt: at,
      closedAt: null,
      leftMs: 1234.5,
      granted: 10,
      refused: 2,
      reason: null,
      ...{ opensAt: null, opensInMs: null, grantedFen: 0, entered: 0, seedHash: null, priceBack: null },
      ...{ used: 0, usedGrossFen: 0, usedRefundsFen: 0 },
    },
  ],
  comments: [{ commentId: 'c1', at, user: { id: 'u1', name: '小美' }, text: '怎么洗?' }],
  commentsDropped: 3,
  audience: { sampleId: 's1', at, online: 12_402, entered: 190_000 },
};

describe('hub frames', () => {
  test('a live frame comes through the wire as it was sent', () => {
    expect(overTheWire(liveFrameSchema, full)).toEqual(full);
  });

  test('what is absent stays absent: only listed entries have changed', () => {
    const quiet: LiveFrame = {
      showId: 's',
      runKind: 'rehearsal',
      snapshot: false,
      at,
      number: 8,
      audience: null,
    };
    expect(overTheWire(liveFrameSchema, quiet)).toEqual(quiet);
  });

  test('a removed document comes through as null, and documents are not looked into here', () => {
    const changes = {
      fromSeq: 3,
      toSeq: 5,
      changes: [
        { seq: 4, kind: 'slot', id: 'slot-1', parentId: 'run-1', document: null },
        { seq: 5, kind: 'kind-of-a-newer-version', id: 'x', parentId: '', document: { any: ['thing'] } },
      ],
    };
    expect(overTheWire(changesSchema, changes)).toEqual(changes);
  });

  test('an op carries any input; its id, name and time are checked', () => {
    const op = { opId: 'op-1', name: 'rundown.take', input: { runId: 'r', from: null }, at };
    expect(overTheWire(opSchema, op)).toEqual(op);
    for (const bad of [{ opId: '' }, { opId: 'x'.repeat(65) }, { name: '' }, { at: 'now' }]) {
      expect(opSchema.safeParse({ ...op, ...bad }).success, JSON.stringify(bad)).toBe(false);
    }
  });

  test('results: applied has a sequence, refused a reason, and nothing lies between', () => {
    const refused = {
      opId: 'op-1',
      outcome: 'refused',
      code: 'rundown/moved-on',
      params: { name: 'x', row: 3 },
    };
    expect(overTheWire(opResultSchema, refused)).toEqual(refused);
    expect(opResultSchema.safeParse({ opId: 'op-1', outcome: 'applied' }).success).toBe(false);
    expect(opResultSchema.safeParse({ opId: 'op-1', outcome: 'perhaps', seq: 1 }).success).toBe(false);
  });

  test('an answer is either a value or a failure', () => {
    const schema = hubRequests.push.answer;
    const good = { ok: true, value: { results: [{ opId: 'op-1', outcome: 'applied', seq: 1 }] } };
    const bad = { ok: false, error: { code: 'hub/away', params: {} } };
    expect(overTheWire(schema, good)).toEqual(good);
    expect(overTheWire(schema, bad)).toEqual(bad);
    expect(schema.safeParse({ ok: true }).success).toBe(false);
    expect(answerSchema(hubRequests.hello.input).safeParse({ ok: false, value: {} }).success).toBe(false);
  });

  test('a push has at least one op and a bounded number; a page has a bounded size', () => {
    const op = { opId: 'op-1', name: 'x', input: null, at };
    const push = hubRequests.push.input;
    expect(push.safeParse({ ops: [] }).success).toBe(false);
    expect(push.safeParse({ ops: Array(501).fill(op) }).success).toBe(false);
    expect(hubRequests.pull.input.safeParse({ afterSeq: 0, limit: PULL_PAGE + 1 }).success).toBe(false);
    expect(hubRequests.pull.input.safeParse({ afterSeq: -1, limit: 1 }).success).toBe(false);
  });

  test('[SY50] an order to act carries how long it may wait and up to when, by which boot; none can be left out or absurd', () => {
    const command = { name: 'drop.fire', dropId: 'drop-1', revision: 2 };
    const order = { commandId: 'c1', ttlMs: 3000, bootId: 'boot-1', notAfterMs: 12.5, command };
    expect(overTheWire(commandSchema, order)).toEqual(order);
    const { notAfterMs: _notAfterMs, ...endless } = order;
    const { bootId: _bootId, ...bootless } = order;
    const absurd = [
      { ...order, ttlMs: 3_600_000 },
      { ...order, ttlMs: 0 },
    ];
    const bad = [endless, bootless, ...absurd, { ...order, notAfterMs: Number.POSITIVE_INFINITY }];
    for (const one of bad) expect(commandSchema.safeParse(one).success, JSON.stringify(one)).toBe(false);
  });

  test('a drop is fired only with the revision that was seen', () => {
    const order = {
      commandId: 'c1',
      ttlMs: 3000,
      bootId: 'boot-1',
      notAfterMs: 0,
      command: { name: 'drop.fire', dropId: 'drop-1' },
    };
    expect(commandSchema.safeParse(order).success).toBe(false);
  });

  test('a greeting without token, protocol or device is none', () => {
    const auth = { token: 't', protocol: 1, deviceId: 'd' };
    expect(handshakeSchema.parse(auth)).toEqual(auth);
    for (const key of Object.keys(auth)) {
      expect(handshakeSchema.safeParse({ ...auth, [key]: undefined }).success, key).toBe(false);
    }
  });
});
