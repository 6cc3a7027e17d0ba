import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import { auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { systemClock } from '#shared/sync/clock.ts';
import { issueInvite } from './admin.ts';
import { JOIN_TRIES } from './join.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

let hub: TestHub;
let key: string;
beforeAll(async () => {
  hub = await startTestHub();
  key = await hub.key();
});
afterAll(() => hub.end());

const owner = { personId: 'owner', role: 'owner', deviceId: 'owner' } as const;
let ops = 0;
async function op(name: string, input: unknown): Promise<void> {
  ops += 1;
  const result = await hub.services.runOp(
    { opId: `t${ops}`, name, input, at: new Date().toISOString() },
    owner,
  );
  if (result.outcome === 'refused') throw new AppError('request/invalid', { detail: result.code });
}

async function runsOf(showId: string): Promise<Run[]> {
  return hub.services.store.documents.list('run', showId);
}

const plainProduct = {
  ...{ shopId: 'main', spec: '', listFen: null, priceFen: 4900, floorFen: null, stockDeclared: null },
  ...{ commissionBp: null, mechanics: '', points: [] },
};

/** A show with a rundown of three. */
async function showWithRundown(): Promise<{ showId: string; runId: string; slots: string[] }> {
  const showId = await hub.show();
  const runId = (await runsOf(showId))[0]?.id ?? '';
  const items = ['柔巾', '连体衣', '浴巾'].map((name, index) => ({
    product: { ...plainProduct, id: `${showId}-p${index}`, name, sku: `SKU${index}` },
    slot: {
      id: `${showId}-s${index}`,
      productId: `${showId}-p${index}`,
      type: '',
      plannedSec: 60,
      remark: '',
    },
  }));
  const products = items.map(({ product }) => product);
  const slots = items.map(({ slot }) => slot);
  await op('product.import', { showId, runId, products, slots });
  return { showId, runId, slots: slots.map(({ id }) => id) };
}

describe('shows', () => {
  test('a new show has its run, and is planned', async () => {
    const body = { title: ' 618 ', currency: 'CNY', startsAt: '2026-06-18T11:00:00Z' };
    const { status, body: made } = await hub.call<{ id: string }>('POST', '/v1/shows', { key, body });
    expect(status).toBe(200);
    expect(await runsOf(made.id)).toMatchObject([{ kind: 'live', state: 'planned' }]);
    const { body: list } = await hub.call<{ shows: unknown[] }>('GET', '/v1/shows', { key });
    expect(list.shows).toContainEqual({
      ...{ id: made.id, title: '618', currency: 'CNY', state: 'planned', startsAt: '2026-06-18T11:00:00Z' },
    });
  });

  test('its state is that of its runs', async () => {
    const showId = await hub.show();
    const liveRun = (await runsOf(showId))[0]?.id ?? '';
    const state = async () => {
      const { body } = await hub.call<{ shows: { id: string; state: string }[] }>('GET', '/v1/shows', {
        key,
      });
      return body.shows.find(({ id }) => id === showId)?.state;
    };
    await op('run.create', { id: `${showId.slice(-12)}-r`, showId, kind: 'rehearsal' });
    await op('run.start', { runId: `${showId.slice(-12)}-r` });
    expect(await state()).toBe('rehearsal');
    await op('run.end', { runId: `${showId.slice(-12)}-r` });
    expect(await state()).toBe('planned');
    await op('run.start', { runId: liveRun });
    expect(await state()).toBe('live');
    await op('run.end', { runId: liveRun });
    expect(await state()).toBe('ended');
  });

  test('counters of a show that is none', async () => {
    const answer = await hub.call('GET', '/v1/shows/none/counters', { key });
    expect([answer.status, answer.body]).toMatchObject([404, { error: { code: 'show/not-found' } }]);
  });
});

describe('take', () => {
  const take = (showId: string, idempotencyKey: string, body: unknown) =>
    hub.call<{ slotId: string; takenAt: string }>('POST', `/v1/shows/${showId}/take`, {
      key,
      body,
      headers: { 'idempotency-key': idempotencyKey },
    });
  const refused = (status: number, code: string) => ({ status, body: { error: { code } } });

  test('without `to` the next, then what is armed', async () => {
    const { showId, runId, slots } = await showWithRundown();
    const first = await take(showId, 'a', { from: null });
    expect(first.body).toEqual({ slotId: slots[0], takenAt: expect.stringMatching(/Z$/) });
    await op('rundown.arm', { runId, slotId: slots[2] });
    expect((await take(showId, 'b', { from: slots[0] })).body.slotId).toBe(slots[2]);
    expect((await take(showId, 'c', { from: slots[2] })).body.slotId).toBe(slots[1]);
    expect(await take(showId, 'd', { from: slots[1] })).toMatchObject(refused(409, 'rundown/nothing-next'));
    expect((await runsOf(showId))[0]).toMatchObject({ state: 'live', onAirSlotId: slots[1] });
  });

  test('the same key again answers the same; with another body it is refused', async () => {
    const { showId, slots } = await showWithRundown();
    const first = await take(showId, 'k', { from: null, to: slots[1] });
    expect((await take(showId, 'k', { from: null, to: slots[1] })).body).toEqual(first.body);
    expect(await take(showId, 'k', { from: null, to: slots[2] })).toMatchObject(refused(409, 'op/id-reused'));
    expect((await runsOf(showId))[0]?.onAirSlotId).toBe(slots[1]);
  });

  test('whoever no longer sees what is on air takes nothing, and hears so again', async () => {
    const { showId, slots } = await showWithRundown();
    await take(showId, 'one', { from: null });
    for (let again = 0; again < 2; again += 1)
      expect(await take(showId, 'two', { from: null })).toMatchObject(refused(409, 'rundown/moved-on'));
    expect((await runsOf(showId))[0]?.onAirSlotId).toBe(slots[0]);
  });

  test('many at once take once, with one key and with many', async () => {
    const { showId, slots } = await showWithRundown();
    const sameKey = await Promise.all(Array.from({ length: 20 }, () => take(showId, 'same', { from: null })));
    expect(new Set(sameKey.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    const otherKeys = await Promise.all(
      Array.from({ length: 20 }, (_, index) => take(showId, `other${index}`, { from: slots[0] })),
    );
    expect(otherKeys.filter(({ status }) => status === 200).length).toBe(1);
    expect(otherKeys.filter(({ status }) => status === 409).length).toBe(19);
    expect((await runsOf(showId))[0]?.onAirSlotId).toBe(slots[1]);
  });

  test('a crash between the take and its answer does not take twice', async () => {
    const { showId, slots } = await showWithRundown();
    const { services } = hub;
    const runOp = services.runOp;
    const mended = services as { runOp: typeof runOp };
    mended.runOp = async (...args) => {
      await runOp(...args);
      throw new Error('the power went');
    };
    expect((await take(showId, 'crash', { from: null })).status).toBe(500);
    mended.runOp = runOp;
    expect((await take(showId, 'crash', { from: null })).body.slotId).toBe(slots[0]);
    expect((await runsOf(showId))[0]?.onAirSlotId).toBe(slots[0]);
  });

  test.each([
    ['no key', {}, { from: null }, 400, 'request/invalid'],
    ['no from', { 'idempotency-key': 'x' }, {}, 400, 'request/invalid'],
    [
      'a slot that is none',
      { 'idempotency-key': 'x' },
      { from: null, to: 'none' },
      404,
      'rundown/slot-not-found',
    ],
  ])('%s', async (_what, headers, body, status, code) => {
    const { showId } = await showWithRundown();
    expect(await hub.call('POST', `/v1/shows/${showId}/take`, { key, body, headers })).toMatchObject(
      refused(status, code),
    );
  });

  test('no show, no run that is still to come', async () => {
    expect(await take('none', 'x', { from: null })).toMatchObject(refused(404, 'show/not-found'));
    const { showId, runId } = await showWithRundown();
    await op('run.end', { runId });
    expect(await take(showId, 'x', { from: null })).toMatchObject(refused(404, 'run/not-found'));
  });
});

describe('drops', () => {
  const plan = {
    kind: 'coupon',
    title: '满199减20',
    amountFen: 2000,
    thresholdFen: 19900,
    quota: 100,
    perBuyer: 1,
    openSec: 60,
  };
  const create = async (over = {}) =>
    (
      await hub.call<{ id: string }>('POST', `/v1/shows/${await hub.show()}/drops`, {
        key,
        body: { ...plan, ...over },
      })
    ).body.id;
  const fire = (dropId: string, idempotencyKey: string) =>
    hub.call('POST', `/v1/drops/${dropId}/fire`, { key, headers: { 'idempotency-key': idempotencyKey } });
  const claim = (dropId: string, claimId: string, buyerId: string) =>
    hub.call<{ outcome: string }>('POST', `/v1/drops/${dropId}/claims`, { key, body: { claimId, buyerId } });

  test('fire opens it for claims; the same key again answers the same, another one is refused', async () => {
    const dropId = await create();
    expect((await claim(dropId, 'early', 'b0')).body).toEqual({ outcome: 'not-open' });
    expect((await fire(dropId, 'f1')).body).toEqual({ state: 'open' });
    expect((await fire(dropId, 'f1')).body).toEqual({ state: 'open' });
    expect(await fire(dropId, 'f2')).toMatchObject({
      status: 409,
      body: { error: { code: 'drop/wrong-state' } },
    });
    expect((await claim(dropId, 'early', 'b0')).body).toEqual({ outcome: 'not-open' });
    expect((await claim(dropId, 'c1', 'b1')).body).toEqual({ outcome: 'granted' });
    expect((await claim(dropId, 'c2', 'b1')).body).toEqual({ outcome: 'limit' });
    expect((await claim(dropId, 'c1', 'b1')).body).toEqual({ outcome: 'granted' });
    expect(await claim(dropId, 'c1', 'b2')).toMatchObject({
      status: 409,
      body: { error: { code: 'claim/id-reused' } },
    });
  });

  test('hundreds of claims at once are exact', async () => {
    const dropId = await create({ quota: 100, perBuyer: 2 });
    await fire(dropId, 'f');
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, index) => claim(dropId, `c${index}`, `b${index % 80}`)),
    );
    const outcomes = answers.map(({ body }) => body.outcome);
    expect(outcomes.filter((outcome) => outcome === 'granted').length).toBe(100);
    const grantedTo = new Map<number, number>();
    outcomes.forEach((outcome, index) => {
      if (outcome === 'granted') grantedTo.set(index % 80, (grantedTo.get(index % 80) ?? 0) + 1);
    });
    expect(Math.max(...grantedTo.values())).toBeLessThanOrEqual(2);
    const again = await Promise.all(
      Array.from({ length: 400 }, (_, index) => claim(dropId, `c${index}`, `b${index % 80}`)),
    );
    expect(again.map(({ body }) => body.outcome)).toEqual(outcomes);
    expect((await hub.services.store.drops.get(dropId))?.granted).toBe(100);
  });

  test('a threshold of 0 is none; an amount above its threshold is refused', async () => {
    expect(await create({ thresholdFen: 0 })).toEqual(expect.any(String));
    const body = { ...plan, amountFen: 19900 };
    const answer = await hub.call('POST', `/v1/shows/${await hub.show()}/drops`, { key, body });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'drop/amount-over-threshold' } } });
  });

  test('no such show, no such drop, no idempotency key', async () => {
    const missing = (code: string) => ({ status: 404, body: { error: { code } } });
    expect(await hub.call('POST', '/v1/shows/none/drops', { key, body: plan })).toMatchObject(
      missing('show/not-found'),
    );
    expect(await fire('none', 'f')).toMatchObject(missing('drop/not-found'));
    expect(await claim('none', 'c', 'b')).toMatchObject(missing('drop/not-found'));
    expect((await hub.call('POST', `/v1/drops/${await create()}/fire`, { key })).status).toBe(400);
  });
});

describe('the audit log', () => {
  const audited = async (aboutId: string) =>
    (await hub.services.store.audit.page(auditFilterSchema.parse({ aboutId }), null, 50)).entries;
  const byKey = { role: 'integrator', personName: 'test', personId: expect.stringMatching(/^key:/) };
  const headers = (idempotencyKey: string) => ({ 'idempotency-key': idempotencyKey });

  test('says which key fired what, in which mode, and what became of it', async () => {
    const showId = await hub.show();
    const body = { kind: 'coupon', title: '满减', quota: 5, perBuyer: 1, openSec: 60, amountFen: 1000 };
    const made = await hub.call<{ id: string }>('POST', `/v1/shows/${showId}/drops`, {
      ...{ key, body: { ...body, thresholdFen: 9900, countdownSec: 0 } },
    });
    const dropId = made.body.id;
    const fire = (id: string) => hub.call('POST', `/v1/drops/${dropId}/fire`, { key, headers: headers(id) });
    await fire('f1');
    await fire('f2');
    const about = { kind: 'order', name: 'drop.fire', showId, mode: 'live', facts: { title: '满减' } };
    expect((await audited(dropId)).slice(0, 2)).toMatchObject([
      { ...byKey, ...about, outcome: 'refused', code: 'drop/wrong-state' },
      { ...byKey, ...about, outcome: 'done', code: null },
    ]);
  });

  test('says which key took what from what', async () => {
    const { showId, runId, slots } = await showWithRundown();
    const path = `/v1/shows/${showId}/take`;
    await hub.call('POST', path, { key, body: { from: null }, headers: headers('one') });
    await hub.call('POST', path, { key, body: { from: slots[0] }, headers: headers('two') });
    const [last] = await audited(runId);
    expect(last).toMatchObject({ ...byKey, kind: 'op', name: 'rundown.take', outcome: 'done', mode: 'live' });
    expect(last?.changes.find(({ kind }) => kind === 'run')?.fields).toContainEqual({
      ...{ field: 'onAirSlotId', before: '柔巾', after: '连体衣' },
    });
  });
});

describe('joining', () => {
  const join = (code: string, deviceId: string) =>
    hub.call<{ token: string; workspaceId: string; role: string }>('POST', '/v1/join', {
      body: { code, personName: '小王', deviceId },
    });

  test('a code, however it is typed, is good for one device; the token is what the hub knows it by', async () => {
    const { code } = await issueInvite(hub.services.store, 'operator');
    expect(code).toMatch(/^[A-Z2-7]{16}$/);
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`;
    const { status, body } = await join(typed, 'device-1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ role: 'operator', workspaceId: (await hub.services.store.workspace()).id });
    expect(Buffer.from(body.token, 'base64url').length).toBe(32);
    expect(await join(code, 'device-2')).toMatchObject({
      status: 401,
      body: { error: { code: 'auth/invite-used' } },
    });
    expect((await join('NO SUCH CODE', 'device-2')).body).toMatchObject({ error: { code: 'auth/invite' } });
  });

  test('a console of another protocol is told before its code is used up', async () => {
    const { code } = await issueInvite(hub.services.store, 'operator');
    const body = { code, personName: '小王', deviceId: 'device-1', deviceName: 'pad' };
    expect(await hub.call('POST', '/v1/join', { body: { ...body, protocol: 99 } })).toMatchObject({
      status: 409,
      body: { error: { code: 'hub/protocol' } },
    });
    expect(
      (await hub.call('POST', '/v1/join', { body: { ...body, protocol: PROTOCOL_VERSION } })).status,
    ).toBe(200);
    const devices = await hub.services.store.access.devices();
    expect(devices.find(({ deviceName }) => deviceName === 'pad')).toMatchObject({
      personName: '小王',
      expiresAt: expect.stringMatching(/Z$/),
    });
  });

  test('a code that has expired says so', async () => {
    const past = { ...systemClock, nowMs: () => Date.now() - 8 * 24 * 3_600_000 };
    const { code } = await issueInvite(hub.services.store, 'host', past);
    expect(await join(code, 'device-1')).toMatchObject({
      status: 401,
      body: { error: { code: 'auth/invite-expired' } },
    });
  });

  test('too many tries have to wait', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < JOIN_TRIES + 1; count += 1)
      statuses.push((await join('nonsense', 'd')).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses[0]).toBe(401);
  });
});
