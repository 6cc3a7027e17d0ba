import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import type { RunId, SlotId } from '#shared/sync/ids.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import {
  consolePorts,
  hubIs,
  stateOf,
  type TeamHub,
  type TestConsole,
  teamConsole,
  teamHub,
} from './console-fixture.ts';
import { createDesk } from './create-desk.ts';
import type { DeskClient } from './desk.contract.ts';

let hub: TeamHub;
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 });

beforeEach(async () => {
  hub = await teamHub();
});

async function open(dataDir: string, invite: string | null): Promise<TestConsole> {
  const one = await teamConsole(hub, invite, dataDir);
  await hubIs(one.client, 'online');
  return one;
}
const join_ = async (role: string) => open(tempFolder(), await hub.invite(role));
const syncOf = async (client: DeskClient) => (await stateOf(client)).sync;

async function rundownWith(client: DeskClient, slots: number) {
  const { showId, runId } = await client.show.create({ title: '618', currency: 'CNY' });
  const csv = [
    '名称,直播价,款号',
    ...Array.from({ length: slots }, (_, at) => `柔巾${at},49,SKU-${at}`),
  ].join('\n');
  const { sheetId, preview } = await client.sheet.open({
    kind: 'products',
    fileName: 'own.csv',
    base64: Buffer.from(csv).toString('base64'),
  });
  expect(preview.importable).toBe(true);
  await client.sheet.accept({ sheetId, target: { to: 'show', showId } });
  return { showId, runId, slots: (await client.rundown.get({ runId })).slots };
}
const onAir = async (client: DeskClient, runId: string) =>
  (await client.rundown.get({ runId: runId as never })).run.onAirSlotId;

describe('consoles joined to one hub', () => {
  test('an invite lets one console in, once, with its role; a wrong one says so and leaves nothing open', async () => {
    const invite = await hub.invite('operator');
    const dataDir = tempFolder();
    const wrong = consolePorts(dataDir, { remoteHub: { url: hub.url, invite: 'WRONG-CODE' } });
    await expect(createDesk(wrong)).rejects.toMatchObject({ code: 'auth/invite' });
    const { client } = await open(dataDir, invite);
    expect(await syncOf(client)).toMatchObject({ role: 'operator', ownHub: false, hubUrl: hub.url });
    const again = consolePorts(tempFolder(), { remoteHub: { url: hub.url, invite } });
    await expect(createDesk(again)).rejects.toMatchObject({
      code: 'auth/invite-used',
    });
  });

  test('two people on two consoles who take at once take once; who was second is told, and both see the same', async () => {
    const [amy, ben] = [await join_('operator'), await join_('operator')];
    const { runId, slots } = await rundownWith(amy.client, 4);
    await eventually(async () => expect((await ben.client.rundown.get({ runId })).slots.length).toBe(4));
    let from: SlotId | null = null;
    for (const at of [0, 2]) {
      const [one, two]: (Slot | undefined)[] = [slots[at], slots[at + 1]];
      if (!one || !two) throw new Error('too few slots');
      const results: PromiseSettledResult<unknown>[] = await Promise.allSettled([
        amy.client.rundown.take({ runId, from, to: one.id }),
        ben.client.rundown.take({ runId, from, to: two.id }),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = results.find((result) => result.status === 'rejected');
      expect(refused?.reason).toMatchObject({ code: 'rundown/moved-on' });
      const winner: Slot = results[0]?.status === 'fulfilled' ? one : two;
      await eventually(async () => {
        expect([await onAir(amy.client, runId), await onAir(ben.client, runId)]).toEqual([
          winner?.id,
          winner?.id,
        ]);
      });
      from = winner.id;
    }
    expect([await amy.client.outbox.conflicts(), await ben.client.outbox.conflicts()]).toEqual([[], []]);
  });

  test('with the hub gone the rundown goes on and a drop expires; with the hub back nothing is lost or doubled', async () => {
    const [amy, ben] = [await join_('operator'), await join_('operator')];
    const { showId, runId, slots } = await rundownWith(amy.client, 3);
    const [one, two, three] = slots;
    if (!one || !two || !three) throw new Error('too few slots');
    const coupon = {
      kind: 'coupon' as const,
      showId,
      runKind: 'live' as const,
      title: '券',
      amountFen: 100 as never,
      thresholdFen: 0 as never,
      quota: 5,
      perBuyer: 1,
      openSec: 60,
    };
    const { dropId } = await amy.client.drop.plan(coupon);
    await eventually(async () => expect((await ben.client.rundown.get({ runId })).slots.length).toBe(3));

    await hub.goAway();
    await hubIs(amy.client, 'offline');
    await hubIs(ben.client, 'offline');
    await amy.client.rundown.take({ runId, from: null, to: one.id });
    await amy.client.rundown.take({ runId, from: one.id, to: two.id });
    await amy.client.rundown.move({ slotId: three.id, afterSlotId: null });
    await ben.client.rundown.take({ runId, from: null, to: three.id });
    await ben.client.rundown.plan({ slotId: one.id, plannedSec: 77 });
    expect((await amy.client.rundown.get({ runId })).pendingIds).toContain(two.id);
    expect([(await syncOf(amy.client)).outboxCount, amy.desk.unsentCount()]).toEqual([3, 3]);
    const frames = await amy.client.live.watch({ showId, runKind: 'live' });
    const newShow = await amy.client.show.create({ title: 'made while away', currency: 'CNY' });
    const fresh = await amy.client.live.watch({ showId: newShow.showId, runKind: 'live' });
    await expect(amy.client.drop.arm({ dropId, revision: 0 })).rejects.toMatchObject({
      code: 'effect/expired',
    });

    await hub.comeBack();
    await hubIs(amy.client, 'online');
    await hubIs(ben.client, 'online');
    await eventually(async () => {
      for (const { client } of [amy, ben]) expect((await syncOf(client)).outboxCount).toBe(0);
      const [mine, yours] = [
        await amy.client.rundown.get({ runId }),
        await ben.client.rundown.get({ runId }),
      ];
      expect(yours).toEqual(mine);
    });
    const { run, slots: after, pendingIds } = await amy.client.rundown.get({ runId });
    expect(pendingIds).toEqual([]);
    expect(after[0]?.id).toBe(three.id);
    expect(after.find((slot) => slot.id === one.id)?.plannedSec).toBe(77);
    // Whoever's take came first stands; the other's waits for its person in the tray.
    const trays = [await amy.client.outbox.conflicts(), await ben.client.outbox.conflicts()];
    expect(run.onAirSlotId === two.id || run.onAirSlotId === three.id).toBe(true);
    const [mine, yours] = trays;
    if (run.onAirSlotId === two.id) expect([mine?.length, yours?.length]).toEqual([0, 1]);
    else expect([mine?.length, yours?.length]).toEqual([2, 0]);
    for (const conflict of trays.flat()) {
      expect(conflict).toMatchObject({ name: 'rundown.take', code: 'rundown/moved-on' });
    }
    // The order to arm has expired: it does not go off now.
    for await (const frame of frames) {
      const status = frame.drops?.find((drop) => drop.dropId === dropId);
      if (!status) continue;
      expect(status.state).toBe('planned');
      break;
    }
    // A show that the hub learns of only now has its live figures all the same.
    for await (const frame of fresh) if (frame.connected && frame.totals) break;
    const [conflict] = trays.flat();
    const person = mine?.length ? amy : ben;
    if (conflict) {
      await person.client.outbox.discard({ opId: conflict.opId });
      expect((await person.client.outbox.conflicts()).map((each) => each.opId)).not.toContain(conflict.opId);
    }
  }, 60_000);

  test('what was done offline survives the end of the console and reaches the hub later', async () => {
    const amy = await join_('operator');
    const { runId, slots } = await rundownWith(amy.client, 1);
    const [slot] = slots;
    if (!slot) throw new Error('no slot');
    await hub.goAway();
    await hubIs(amy.client, 'offline');
    await amy.client.rundown.plan({ slotId: slot.id, plannedSec: 61 });
    await amy.desk.close();
    await hub.comeBack();
    const again = await open(amy.dataDir, null);
    await eventually(async () => expect((await syncOf(again.client)).outboxCount).toBe(0));
    const ben = await join_('operator');
    expect((await ben.client.rundown.get({ runId })).slots).toMatchObject([{ id: slot.id, plannedSec: 61 }]);
  }, 60_000);

  test('a host may look and not touch: refused at once, nothing waits in the outbox', async () => {
    const [amy, host] = [await join_('operator'), await join_('host')];
    const { runId, slots } = await rundownWith(amy.client, 1);
    await eventually(async () => expect((await host.client.rundown.get({ runId })).slots.length).toBe(1));
    const to = slots[0]?.id as never;
    await expect(host.client.rundown.take({ runId, from: null, to })).rejects.toMatchObject({
      code: 'auth/role',
      status: 403,
    });
    expect(await syncOf(host.client)).toMatchObject({ role: 'host', outboxCount: 0, conflictCount: 0 });
  });
});

describe('who holds the take, on several consoles', () => {
  const runOf = async (client: DeskClient, runId: RunId) => (await client.rundown.get({ runId })).run;

  test('[SY93] held by one, the others are told at their own desk; handed over by offer and acceptance', async () => {
    const [amy, ben] = [await join_('operator'), await join_('operator')];
    const { runId, slots } = await rundownWith(amy.client, 3);
    const [one, two] = slots;
    if (!one || !two) throw new Error('too few slots');
    await eventually(async () => expect((await ben.client.rundown.get({ runId })).slots.length).toBe(3));
    await amy.client.take.hold({ runId });
    await eventually(async () => expect((await runOf(ben.client, runId)).holder).not.toBeNull());
    await expect(ben.client.rundown.take({ runId, from: null, to: one.id })).rejects.toMatchObject({
      code: 'take/held',
    });
    // Refused at once, and nothing of it waits.
    expect(await syncOf(ben.client)).toMatchObject({ outboxCount: 0, conflictCount: 0 });
    await ben.client.take.ask({ runId });
    await eventually(async () => expect((await runOf(amy.client, runId)).takeAsks).toHaveLength(1));
    const [ask] = (await runOf(amy.client, runId)).takeAsks;
    if (!ask) throw new Error('nobody asked');
    const { at: _, ...to } = ask;
    await amy.client.take.offer({ runId, to });
    await eventually(async () => expect((await runOf(ben.client, runId)).offeredTo).not.toBeNull());
    await ben.client.take.accept({ runId });
    await ben.client.rundown.take({ runId, from: null, to: one.id });
    await eventually(async () => expect(await onAir(amy.client, runId)).toBe(one.id));
    await expect(amy.client.rundown.take({ runId, from: one.id, to: two.id })).rejects.toMatchObject({
      code: 'take/held',
    });
    // There, and no owner: not to be had without a word.
    const { holder } = await runOf(amy.client, runId);
    await expect(amy.client.take.takeOver({ runId, from: holder?.personId ?? '' })).rejects.toMatchObject({
      code: 'take/present',
    });
    const owner = await join_('owner');
    await eventually(async () => expect((await runOf(owner.client, runId)).holder).not.toBeNull());
    await owner.client.take.takeOver({ runId, from: holder?.personId ?? '' });
    await eventually(async () =>
      expect((await runOf(ben.client, runId)).holder).toMatchObject({ takenFrom: holder?.personId }),
    );
  }, 60_000);

  test('[SY95] whoever holds it takes on while the hub is away, and those takes stand by compare-and-set', async () => {
    const [amy, ben] = [await join_('operator'), await join_('operator')];
    const { runId, slots } = await rundownWith(amy.client, 3);
    const [one, two] = slots;
    if (!one || !two) throw new Error('too few slots');
    await amy.client.take.hold({ runId });
    await eventually(async () => expect((await runOf(ben.client, runId)).holder).not.toBeNull());
    await hub.goAway();
    await hubIs(amy.client, 'offline');
    await hubIs(ben.client, 'offline');
    await amy.client.rundown.take({ runId, from: null, to: one.id });
    await amy.client.rundown.take({ runId, from: one.id, to: two.id });
    await expect(ben.client.rundown.take({ runId, from: null, to: one.id })).rejects.toMatchObject({
      code: 'take/held',
    });
    const { holder } = await runOf(ben.client, runId);
    await expect(ben.client.take.takeOver({ runId, from: holder?.personId ?? '' })).rejects.toMatchObject({
      code: 'hub/away',
    });
    await hub.comeBack();
    await hubIs(amy.client, 'online');
    await eventually(async () => expect(await onAir(ben.client, runId)).toBe(two.id));
    expect(await amy.client.outbox.conflicts()).toEqual([]);
  }, 60_000);

  test('a rehearsal is copied from the show’s rundown, and the other console sees it too', async () => {
    const [amy, ben] = [await join_('operator'), await join_('operator')];
    const { showId, runId, slots } = await rundownWith(amy.client, 2);
    const rehearsal = await amy.client.rehearsal.prepare({ showId });
    await eventually(async () =>
      expect((await ben.client.rundown.get({ runId: rehearsal.runId })).slots).toHaveLength(slots.length),
    );
    await amy.client.run.start({ runId: rehearsal.runId });
    await amy.client.run.end({ runId: rehearsal.runId });
    expect(await ben.client.rehearsal.left({ showId })).toMatchObject({ copies: 1, orders: 0 });
    await amy.client.rehearsal.reset({ showId });
    await eventually(async () =>
      expect((await ben.client.show.list())[0]?.runs.map(({ id }) => id)).toEqual([runId]),
    );
  }, 60_000);
});

describe('one profile', () => {
  test('a second desk on the same folder is refused and the first goes on', async () => {
    const amy = await join_('operator');
    const again = consolePorts(amy.dataDir, { remoteHub: { url: hub.url, invite: null } });
    await expect(createDesk(again)).rejects.toMatchObject({
      name: 'ProfileInUseError',
    });
    await amy.client.show.create({ title: 'still here', currency: 'CNY' });
  });
});
