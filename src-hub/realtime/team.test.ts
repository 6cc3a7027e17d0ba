import { afterEach, describe, expect, test } from 'vitest';
import type { PresentConsole } from '#shared/contract/team.ts';
import { systemClock } from '#shared/sync/clock.ts';
import type { Hub } from '../create-hub.ts';
import { hashSecret } from '../ingest/secrets.ts';
import { AT } from '../store/test-documents.ts';
import { ask, desk, endAll, giveOrder, newShow, op, pushOf, startHub } from '../test-hub.ts';

afterEach(endAll);

async function member(hub: Hub, name: string, role: 'operator' | 'community' | 'host', expiresAt?: string) {
  await hub.services.store.access.addDevice({
    ...{ deviceId: `${name}-desk`, personId: name, personName: name, role, deviceName: `${name} pad` },
    ...{ tokenHash: hashSecret(`${name}-token`), createdAt: AT, expiresAt: expiresAt ?? null },
  });
}

/** A desk's socket with what the hub has told it. */
function listening(hub: Hub, token?: string) {
  const socket = desk(hub, token === undefined ? {} : { token });
  const here: PresentConsole[][] = [];
  const ended: string[] = [];
  const errors: string[] = [];
  let gone = false;
  socket.on('presence', ({ consoles }: { consoles: PresentConsole[] }) => here.push(consoles));
  socket.on('ended', ({ code }: { code: string }) => ended.push(code));
  socket.on('disconnect', () => {
    gone = true;
  });
  socket.on('connect_error', (error) =>
    errors.push((error as unknown as { data: { code: string } }).data.code),
  );
  return {
    socket,
    ended,
    errors,
    gone: () => gone,
    names: () =>
      here
        .at(-1)
        ?.map(({ personName }) => personName)
        .sort(),
    here: () => here.at(-1),
  };
}

describe('presence', () => {
  test('everybody sees who is here: name, role, device, since when; and who has gone', async () => {
    const hub = await startHub();
    await member(hub, 'amy', 'operator');
    await member(hub, 'ben', 'host');
    const owner = listening(hub);
    const amy = listening(hub, 'amy-token');
    await expect.poll(owner.names).toEqual(['amy', 'owner']);
    const ben = listening(hub, 'ben-token');
    for (const one of [owner, amy, ben]) await expect.poll(one.names).toEqual(['amy', 'ben', 'owner']);
    expect(owner.here()?.find(({ personId }) => personId === 'ben')).toMatchObject({
      ...{ role: 'host', deviceId: 'ben-desk', deviceName: 'ben pad' },
      since: expect.stringMatching(/Z$/),
    });
    amy.socket.close();
    await expect.poll(owner.names).toEqual(['ben', 'owner']);
  });

  test('a console with two sockets, as when it comes back, is one console, since it first came', async () => {
    const hub = await startHub();
    await member(hub, 'amy', 'operator');
    const first = listening(hub, 'amy-token');
    await expect.poll(first.names).toEqual(['amy']);
    const since = first.here()?.[0]?.since;
    const second = listening(hub, 'amy-token');
    await expect.poll(second.names).toEqual(['amy']);
    first.socket.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(second.names()).toEqual(['amy']);
    expect(second.here()?.[0]?.since).toBe(since);
  });
});

describe('removing a device', () => {
  test('by the owner ends its connection with words, at once, and every later one', async () => {
    const hub = await startHub();
    await member(hub, 'amy', 'operator');
    const owner = listening(hub);
    const amy = listening(hub, 'amy-token');
    await expect.poll(owner.names).toEqual(['amy', 'owner']);
    const device = { personId: 'amy', deviceId: 'amy-desk' };
    expect(await ask(amy.socket, 'removeDevice', device)).toMatchObject({ error: { code: 'auth/role' } });
    expect(await ask(owner.socket, 'removeDevice', device)).toMatchObject({ ok: true });
    await expect.poll(amy.gone, { timeout: 800 }).toBe(true);
    expect(amy.ended).toEqual(['auth/removed']);
    await expect.poll(owner.names).toEqual(['owner']);
    const again = listening(hub, 'amy-token');
    await expect.poll(() => again.errors).toEqual(['auth/removed']);
    expect(await ask(owner.socket, 'removeDevice', device)).toMatchObject({
      error: { code: 'device/not-found' },
    });
    const self = { personId: 'owner', deviceId: 'owner' };
    expect(await ask(owner.socket, 'removeDevice', self)).toMatchObject({ error: { code: 'device/self' } });
  });

  test('by the command line is seen within seconds; nothing more is done for it meanwhile', async () => {
    const hub = await startHub();
    await member(hub, 'amy', 'operator');
    const amy = listening(hub, 'amy-token');
    await expect.poll(amy.names).toEqual(['amy']);
    await hub.services.store.access.removeDevice({ personId: 'amy', deviceId: 'amy-desk' }, AT);
    expect(await ask(amy.socket, 'push', pushOf(op('o', 'show.create', newShow)))).toMatchObject({
      error: { code: 'auth/removed' },
    });
    await expect.poll(amy.gone, { timeout: 2500 }).toBe(true);
    expect(amy.ended).toEqual(['auth/removed']);
    expect(await hub.services.store.documents.headSeq()).toBe(0);
  });
});

describe('a device’s token', () => {
  test('ends, with its connection, when its time is over; renewed it goes on', async () => {
    let aheadMs = 0;
    const clock = { ...systemClock, nowMs: () => Date.now() + aheadMs };
    const hub = await startHub({ clock });
    const day = 24 * 3_600_000;
    await member(hub, 'amy', 'operator', new Date(Date.now() + day).toISOString());
    await member(hub, 'ben', 'operator', new Date(Date.now() + day).toISOString());
    const amy = listening(hub, 'amy-token');
    const ben = listening(hub, 'ben-token');
    const renewed = (await ask(amy.socket, 'renew', {})).value as { expiresAt: string };
    expect(Date.parse(renewed.expiresAt)).toBeGreaterThan(Date.now() + 89 * day);
    aheadMs = 2 * day;
    await expect.poll(ben.gone, { timeout: 2500 }).toBe(true);
    expect(ben.ended).toEqual(['auth/expired']);
    const again = listening(hub, 'ben-token');
    await expect.poll(() => again.errors).toEqual(['auth/expired']);
    expect((await ask(amy.socket, 'hello', { streamId: 's' })).value).toMatchObject({
      expiresAt: renewed.expiresAt,
    });
  });

  test('of a console’s own hub does not end, and is not given an end', async () => {
    const hub = await startHub();
    expect((await ask(desk(hub), 'renew', {})).value).toEqual({ expiresAt: null });
  });

  test('ends when the device leaves', async () => {
    const hub = await startHub();
    await member(hub, 'amy', 'operator');
    const amy = listening(hub, 'amy-token');
    expect(await ask(amy.socket, 'leave', {})).toMatchObject({ ok: true });
    expect(await ask(amy.socket, 'pull', { afterSeq: 0, limit: 1 })).toMatchObject({
      error: { code: 'auth/removed' },
    });
  });
});

describe('roles', () => {
  test('owners alone list devices and invite; an invite is good for what it says', async () => {
    const hub = await startHub();
    await member(hub, 'amy', 'operator');
    const owner = desk(hub);
    const amy = desk(hub, { token: 'amy-token' });
    for (const [name, input] of [
      ['devices', {}],
      ['invite', { role: 'owner' }],
    ] as const)
      expect(await ask(amy, name, input)).toMatchObject({ error: { code: 'auth/role' } });
    expect((await ask(owner, 'devices', {})).value).toMatchObject([
      { personId: 'amy', personName: 'amy', role: 'operator', joinedAt: AT },
      { personId: 'owner', role: 'owner', expiresAt: null },
    ]);
    expect(await ask(owner, 'invite', { role: 'integrator' })).toMatchObject({
      error: { code: 'request/invalid' },
    });
    const invite = (await ask(owner, 'invite', { role: 'community' })).value as { code: string };
    const response = await fetch(new URL('/v1/join', hub.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: invite.code, personName: 'Cat', deviceId: 'c' }),
    });
    expect(await response.json()).toMatchObject({ role: 'community' });
  });

  test('a community manager writes announcements and gives no order to a drop', async () => {
    const hub = await startHub();
    await member(hub, 'cat', 'community');
    const cat = desk(hub, { token: 'cat-token' });
    const post = { id: 'p', showId: 'show-1', title: '', productId: null, tags: [], text: 'hello' };
    await ask(desk(hub), 'push', pushOf(op('s', 'show.create', newShow)));
    expect(await ask(cat, 'push', pushOf(op('p', 'post.save', post)))).toMatchObject({
      value: { results: [{ outcome: 'applied' }] },
    });
    expect(await giveOrder(cat, { name: 'drop.stop', dropId: 'd' })).toMatchObject({
      error: { code: 'auth/role' },
    });
  });
});
