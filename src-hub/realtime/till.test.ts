/** A till's orders and requests over the real socket: who may, and what is answered. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Role } from '#shared/domain/roles.ts';
import type { Hub } from '../create-hub.ts';
import { hashSecret } from '../ingest/secrets.ts';
import { AT, put, write } from '../store/test-documents.ts';
import { ask, desk, endAll, giveOrder, op, pushOf, startHub } from '../test-hub.ts';

afterEach(endAll);

async function member(hub: Hub, name: string, role: Role) {
  await hub.services.store.access.addDevice({
    ...{ deviceId: `${name}-desk`, personId: name, personName: name, role, deviceName: `${name} pad` },
    ...{ tokenHash: hashSecret(`${name}-token`), createdAt: AT, expiresAt: null },
  });
  return desk(hub, { token: `${name}-token` });
}

async function show(hub: Hub) {
  await write(hub.services.store, put('show'), put('product', { stockDeclared: 10 }));
}
const order = (qty: number, deviceId = 'cathy-desk') =>
  ({ name: 'lease.take', runKind: 'live', productId: 'product-1', deviceId, deviceName: '', qty }) as const;

describe('stock for a till', () => {
  test('[SY54] is ordered, granted once for a command, and what is free is told', async () => {
    const hub = await startHub();
    await show(hub);
    const crew = await member(hub, 'cathy', 'crew');
    expect(await giveOrder(crew, order(4), { commandId: 'c-1' })).toEqual({ ok: true, value: null });
    expect(await giveOrder(crew, order(4), { commandId: 'c-1' })).toEqual({ ok: true, value: null });
    const stock = { showId: 'show-1', runKind: 'live' };
    expect(await ask(crew, 'stock', stock)).toEqual({
      ok: true,
      value: [{ productId: 'product-1', free: 6 }],
    });
    expect(await giveOrder(crew, order(7), { commandId: 'c-2' })).toMatchObject({
      ok: false,
      error: { code: 'lease/not-enough', params: { free: 6 } },
    });
  });

  test('[SY51] is not granted to an order that comes too late', async () => {
    const hub = await startHub();
    await show(hub);
    const crew = await member(hub, 'cathy', 'crew');
    const late = { commandId: 'c', ttlMs: 100, bootId: 'another', notAfterMs: 0, command: order(1) };
    expect(await ask(crew, 'command', late)).toMatchObject({ error: { code: 'effect/expired' } });
    expect(await hub.services.store.documents.list('lease', 'show-1')).toEqual([]);
  });

  test('is not for those who keep no till', async () => {
    const hub = await startHub();
    await show(hub);
    const host = await member(hub, 'hans', 'host');
    expect(await giveOrder(host, order(1, 'hans-desk'))).toMatchObject({ error: { code: 'auth/role' } });
  });
});

describe('sign-ups', () => {
  const signup = (id: string, phone: string) =>
    op(`op-${id}`, 'signup.add', {
      ...{ id, showId: 'show-1', name: '王小明', phone, groupId: null, consentText: '同意' },
      ...{ deviceId: 'cathy-desk', deviceName: 'cathy pad', nonce: 'n'.repeat(32) },
    });

  test('are listed masked, exported in full with a note of who did, removed by the owner alone', async () => {
    const hub = await startHub();
    await show(hub);
    const crew = await member(hub, 'cathy', 'crew');
    const community = await member(hub, 'mona', 'community');
    const ops = [signup('s-1', '+8613800138000'), signup('s-2', '+447700900123')];
    expect(await ask(crew, 'push', pushOf(...ops))).toMatchObject({
      value: { results: [{ outcome: 'applied' }, { outcome: 'applied' }] },
    });
    const known = { showId: 'show-1', groupId: null, phone: '+8613800138000' };
    expect(await ask(crew, 'signupKnown', known)).toEqual({ ok: true, value: true });

    const showId = 'show-1';
    expect(await ask(community, 'signups', { showId })).toMatchObject({
      value: { total: 2, signups: [{ phone: '+44******0123' }, { phone: '138****8000', name: '王小明' }] },
    });
    const page = { showId, afterId: 's-1', limit: 500 };
    expect(await ask(community, 'signupExport', page)).toMatchObject({
      value: [{ id: 's-2', phone: '+447700900123', consentText: '同意', personId: 'cathy' }],
    });
    expect(await hub.services.store.signups.log(showId)).toMatchObject([
      { what: 'export', count: 1, personId: 'mona', deviceId: 'mona-desk' },
    ]);

    const role = { error: { code: 'auth/role' } };
    expect(await ask(crew, 'signups', { showId })).toMatchObject(role);
    expect(await ask(crew, 'signupExport', page)).toMatchObject(role);
    expect(await ask(community, 'removeSignup', { signupId: 's-1' })).toMatchObject(role);
    const owner = desk(hub);
    expect(await ask(owner, 'removeSignup', { signupId: 's-1' })).toEqual({ ok: true, value: null });
    expect(await ask(owner, 'removeSignup', { signupId: 's-1' })).toMatchObject({
      error: { code: 'signup/not-found' },
    });
    expect(await ask(owner, 'signups', { showId })).toMatchObject({ value: { total: 1 } });
  });

  test('never go to other consoles: no document, no live frame has them', async () => {
    const hub = await startHub();
    await show(hub);
    const crew = await member(hub, 'cathy', 'crew');
    const seq = await hub.services.store.documents.headSeq();
    const told: unknown[] = [];
    const other = await member(hub, 'mona', 'community');
    other.onAny((...frames: unknown[]) => told.push(frames));
    await ask(other, 'watch', { showId: 'show-1', runKind: 'live' });
    await ask(crew, 'push', pushOf(signup('s-1', '+8613800138000')));
    await ask(other, 'time', {});
    expect(await hub.services.store.documents.headSeq()).toBe(seq);
    expect(JSON.stringify(told)).not.toContain('13800138000');
  });
});
