import { expect, test, vi } from 'vitest';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { codeOf, stateOf, teamConsole, teamHub } from './console-fixture.ts';
import type { DeskClient } from './desk.contract.ts';

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 });

const syncOf = async (client: DeskClient) => (await stateOf(client)).sync;
const hubIs = (client: DeskClient, hub: 'online' | 'offline') =>
  eventually(async () => expect((await syncOf(client)).hub).toBe(hub));
test('what waits and what was refused is told in a person’s words, and every way out of the tray works', async () => {
  const hub = await teamHub();
  const folder = tempFolder();
  const first = await teamConsole(hub, await hub.invite('operator'), folder);
  await hubIs(first.client, 'online');
  const { showId, runId } = await first.client.show.openSample();
  const { slots, products } = await first.client.rundown.get({ runId });
  const [one, two, third] = slots;
  if (!one || !two || !third) throw new Error('no slots');
  const nameOf = (productId: string) => products.find(({ id }) => id === productId)?.name;
  await eventually(async () => expect((await syncOf(first.client)).outboxCount).toBe(0));
  expect(await first.client.outbox.waiting()).toEqual({ total: 0, ops: [] });
  expect((await syncOf(first.client)).awaySince).toBeNull();

  await hub.goAway();
  await hubIs(first.client, 'offline');
  expect((await syncOf(first.client)).awaySince).not.toBeNull();
  await first.client.rundown.take({ runId, from: null, to: one.id });
  await first.client.rundown.plan({ slotId: third.id, plannedSec: 540 });
  await first.client.show.edit({ showId, hostName: '阿宁' });
  const { total, ops } = await first.client.outbox.waiting();
  expect(total).toBe(3);
  expect(ops[0]).toMatchObject({
    name: 'rundown.take',
    about: [one.id, runId],
    showId,
    facts: { name: nameOf(one.productId) },
  });
  expect(ops[1]).toMatchObject({ facts: { name: nameOf(third.productId), plannedSec: 540 } });
  expect(ops[2]?.by).not.toBe('');
  // Whatever is not at the hub yet says so where it is listed.
  expect((await first.client.show.list())[0]?.pending).toBe(true);
  expect((await first.client.group.list()).some(({ pending }) => pending)).toBe(false);
  expect((await first.client.post.list({ showId })).some(({ pending }) => pending)).toBe(false);
  expect(await codeOf(first.client.outbox.input({ opId: ops[0]?.opId ?? '' }))).toBe('outbox/not-found');

  // The console is ended; somebody else takes and plans meanwhile.
  await first.desk.close();
  await hub.comeBack();
  const other = await teamConsole(hub, await hub.invite('operator'));
  await hubIs(other.client, 'online');
  await eventually(async () => expect(await codeOf(other.client.rundown.get({ runId }))).toBe('no error'));
  await other.client.rundown.take({ runId, from: null, to: two.id });
  await other.client.rundown.remove({ slotId: third.id });

  const { client } = await teamConsole(hub, null, folder);
  await eventually(async () =>
    expect((await syncOf(client)).returned).toMatchObject({ sent: 1, refused: 2 }),
  );
  const { returned } = await syncOf(client);
  expect(returned?.awaySince).not.toBeNull();
  await client.outbox.dismissReturn({ at: 'another' });
  expect((await syncOf(client)).returned).not.toBeNull();
  await client.outbox.dismissReturn({ at: returned?.at ?? '' });
  expect((await syncOf(client)).returned).toBeNull();

  const [taken, planned] = await client.outbox.conflicts();
  expect(taken).toMatchObject({ name: 'rundown.take', code: 'rundown/moved-on' });
  // The slot is gone, and its name is still told.
  expect(planned).toMatchObject({
    code: 'rundown/slot-not-found',
    facts: { name: nameOf(third.productId), plannedSec: 540 },
  });
  const opId = taken?.opId ?? '';
  expect(await client.outbox.input({ opId })).toMatchObject({
    name: 'rundown.take',
    input: { from: null, to: one.id },
  });
  // From where it went it cannot go again; from what is on air now it can.
  expect(await codeOf(client.outbox.retry({ opId }))).toBe('rundown/moved-on');
  expect(await client.outbox.conflicts()).toHaveLength(2);
  await client.outbox.retry({ opId, onAirSlotId: two.id });
  await eventually(async () =>
    expect((await other.client.rundown.get({ runId })).run.onAirSlotId).toBe(one.id),
  );
  await client.outbox.discard({ opId: planned?.opId ?? '' });
  expect(await client.outbox.conflicts()).toEqual([]);
  expect(await codeOf(client.outbox.discard({ opId }))).toBe('outbox/not-found');
}, 60_000);
