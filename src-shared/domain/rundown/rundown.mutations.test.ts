import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MemoryWorkspace, showWithSlots } from '../../sync/documents-fixture.ts';
import { inOrder } from './rundown.order.ts';

const runOf = async (w: MemoryWorkspace) => {
  const run = await w.reader.get('run', 'run-1');
  if (!run) throw new Error('no run');
  return run;
};
const slotOf = async (w: MemoryWorkspace, id: string) => {
  const slot = await w.reader.get('slot', id);
  if (!slot) throw new Error(`no slot ${id}`);
  return slot;
};
const take = (w: MemoryWorkspace, from: string | null, to: string) =>
  w.run('rundown.take', { runId: 'run-1', from, to });
const back = (w: MemoryWorkspace, from: string | null) => w.run('rundown.back', { runId: 'run-1', from });
const refusal = (code: string) => expect.objectContaining({ code });
const later = (w: MemoryWorkspace, seconds: number) => w.clock.advance(seconds * 1000);

describe('take', () => {
  test('starts a planned run and puts the slot on air', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    expect(await runOf(w)).toMatchObject({
      state: 'live',
      startedAt: w.nowIso(),
      onAirSlotId: 'slot-1',
      onAirSince: w.nowIso(),
    });
    expect(await slotOf(w, 'slot-1')).toMatchObject({ state: 'on-air', takenAt: w.nowIso() });
  });

  test('two takes from the same state take once', async () => {
    const w = await showWithSlots(3);
    await take(w, null, 'slot-1');
    await take(w, 'slot-1', 'slot-2');
    await expect(take(w, 'slot-1', 'slot-2')).rejects.toEqual(refusal('rundown/moved-on'));
    await expect(take(w, 'slot-1', 'slot-3')).rejects.toEqual(refusal('rundown/moved-on'));
    await expect(take(w, null, 'slot-3')).rejects.toEqual(refusal('rundown/moved-on'));
    expect((await runOf(w)).onAirSlotId).toBe('slot-2');
    expect((await slotOf(w, 'slot-3')).state).toBe('waiting');
  });

  test('the slot left behind is done and has its seconds', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    later(w, 372);
    await take(w, 'slot-1', 'slot-2');
    expect(await slotOf(w, 'slot-1')).toMatchObject({ state: 'done', airedSec: 372 });
  });

  test('what is on air already is not taken again', async () => {
    const w = await showWithSlots(1);
    await take(w, null, 'slot-1');
    await expect(take(w, 'slot-1', 'slot-1')).rejects.toEqual(refusal('rundown/on-air'));
  });

  test('an ended run takes nothing', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    await w.run('run.end', { runId: 'run-1' });
    await expect(take(w, null, 'slot-2')).rejects.toEqual(refusal('run/ended'));
    await expect(back(w, null)).rejects.toEqual(refusal('run/ended'));
  });

  test('a slot of another run is not found', async () => {
    const w = await showWithSlots(1);
    await w.run('run.create', { id: 'run-2', showId: 'show-1', kind: 'rehearsal' });
    await expect(w.run('rundown.take', { runId: 'run-2', from: null, to: 'slot-1' })).rejects.toEqual(
      refusal('rundown/slot-not-found'),
    );
  });

  test('the armed slot is armed no longer once it is on air; another one stays armed', async () => {
    const w = await showWithSlots(3);
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-3' });
    await take(w, null, 'slot-1');
    expect((await runOf(w)).armedSlotId).toBe('slot-3');
    await take(w, 'slot-1', 'slot-3');
    expect((await runOf(w)).armedSlotId).toBeNull();
  });

  test('a price below its floor waits for a second person', async () => {
    const w = await showWithSlots(2);
    await w.run('product.reprice', { productId: 'product-1', floorFen: 5000 });
    await expect(take(w, null, 'slot-1')).rejects.toMatchObject({
      code: 'rundown/needs-second-person',
      params: { name: '柔巾 product-1' },
    });
    await w.run('product.confirm-price', { productId: 'product-1', priceFen: 4900 }, { personId: 'ben' });
    await take(w, null, 'slot-1');
    expect((await runOf(w)).onAirSlotId).toBe('slot-1');
  });

  test('"back" keeps to the second person’s rule too', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    await take(w, 'slot-1', 'slot-2');
    await w.run('product.reprice', { productId: 'product-1', floorFen: 5000 });
    await expect(back(w, 'slot-2')).rejects.toEqual(refusal('rundown/needs-second-person'));
    expect((await runOf(w)).onAirSlotId).toBe('slot-2');
  });
});

describe('back', () => {
  test('returns to what was on air before; time so far is kept and goes on from there', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    const first = w.nowIso();
    later(w, 60);
    await take(w, 'slot-1', 'slot-2');
    later(w, 10);
    await back(w, 'slot-2');
    expect(await runOf(w)).toMatchObject({
      onAirSlotId: 'slot-1',
      onAirSince: w.nowIso(),
      previousSlotIds: [],
      frozenAt: null,
    });
    expect(await slotOf(w, 'slot-1')).toMatchObject({ state: 'on-air', airedSec: 60, takenAt: first });
    expect(await slotOf(w, 'slot-2')).toMatchObject({ state: 'waiting', airedSec: 10 });
    later(w, 30);
    await take(w, 'slot-1', 'slot-2');
    expect((await slotOf(w, 'slot-1')).airedSec).toBe(90);
  });

  test('is compare-and-set as well, and has an end', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    await expect(back(w, 'slot-1')).rejects.toEqual(refusal('rundown/nothing-before'));
    await take(w, 'slot-1', 'slot-2');
    await expect(back(w, 'slot-1')).rejects.toEqual(refusal('rundown/moved-on'));
  });
});

describe('time on air', () => {
  test('a clock that goes backwards takes no seconds away', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    later(w, -3600);
    await take(w, 'slot-1', 'slot-2');
    expect((await slotOf(w, 'slot-1')).airedSec).toBe(0);
    later(w, 5);
    await w.run('run.end', { runId: 'run-1' });
    expect(await slotOf(w, 'slot-2')).toMatchObject({ airedSec: 5, state: 'done' });
  });

  test('whatever is pressed, the stretches of all slots add up to the time since the first take', async () => {
    const press = fc.record({
      what: fc.constantFrom('take', 'take', 'back', 'remove', 'skip', 'move') as fc.Arbitrary<
        'take' | 'back' | 'remove' | 'skip' | 'move'
      >,
      slot: fc.integer({ min: 1, max: 4 }),
      seconds: fc.integer({ min: 0, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(press, { maxLength: 25 }), async (presses) => {
        const w = await showWithSlots(4);
        let airedSec = 0;
        let lostSec = 0;
        for (const { what, slot, seconds } of presses) {
          later(w, seconds);
          const { onAirSlotId } = await runOf(w);
          if (onAirSlotId !== null) airedSec += seconds;
          const slotId = `slot-${slot}`;
          const gone = await w.reader.get('slot', slotId);
          const work =
            what === 'take'
              ? take(w, onAirSlotId, slotId)
              : what === 'back'
                ? back(w, onAirSlotId)
                : what === 'remove'
                  ? w.run('rundown.remove', { slotId }).then(() => {
                      lostSec += gone?.airedSec ?? 0;
                    })
                  : what === 'skip'
                    ? w.run('rundown.skip', { slotId, skipped: true })
                    : w.run('rundown.move', { slotId, afterSlotId: null });
          await work.catch((error: unknown) => expect(error).toHaveProperty('code'));
          const run = await runOf(w);
          const slots = await w.reader.list('slot', 'run-1');
          const onAir = slots.filter((one) => one.state === 'on-air').map((one) => one.id as string | null);
          expect(onAir).toEqual(run.onAirSlotId === null ? [] : [run.onAirSlotId]);
        }
        const run = await runOf(w);
        if (run.state === 'live') await w.run('run.end', { runId: 'run-1' });
        const slots = await w.reader.list('slot', 'run-1');
        expect(slots.reduce((sum, one) => sum + one.airedSec, 0) + lostSec).toBe(airedSec);
      }),
      { numRuns: 300 },
    );
  });
});

describe('skip', () => {
  test('a waiting slot is skipped and comes back as waiting; one that was on comes back as done', async () => {
    const w = await showWithSlots(2);
    await w.run('rundown.skip', { slotId: 'slot-2', skipped: true });
    expect((await slotOf(w, 'slot-2')).state).toBe('skipped');
    await w.run('rundown.skip', { slotId: 'slot-2', skipped: false });
    expect((await slotOf(w, 'slot-2')).state).toBe('waiting');
    await take(w, null, 'slot-1');
    await take(w, 'slot-1', 'slot-2');
    await w.run('rundown.skip', { slotId: 'slot-1', skipped: true });
    await w.run('rundown.skip', { slotId: 'slot-1', skipped: false });
    expect((await slotOf(w, 'slot-1')).state).toBe('done');
  });

  test('what is on air is not skipped', async () => {
    const w = await showWithSlots(1);
    await take(w, null, 'slot-1');
    await expect(w.run('rundown.skip', { slotId: 'slot-1', skipped: true })).rejects.toEqual(
      refusal('rundown/on-air'),
    );
  });

  test('un-skipping a slot that was not skipped changes nothing', async () => {
    const w = await showWithSlots(1);
    expect((await w.run('rundown.skip', { slotId: 'slot-1', skipped: false })).writes).toEqual([]);
  });

  test('a skipped slot is armed no longer', async () => {
    const w = await showWithSlots(2);
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-2' });
    await w.run('rundown.skip', { slotId: 'slot-2', skipped: true });
    expect((await runOf(w)).armedSlotId).toBeNull();
  });
});

describe('arm, remove, add, plan, move', () => {
  test('arm names a slot of this run that is not on air; null lets go', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-2' });
    expect((await runOf(w)).armedSlotId).toBe('slot-2');
    await expect(w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-1' })).rejects.toEqual(
      refusal('rundown/on-air'),
    );
    await expect(w.run('rundown.arm', { runId: 'run-1', slotId: 'gone' })).rejects.toEqual(
      refusal('rundown/slot-not-found'),
    );
    await w.run('rundown.arm', { runId: 'run-1', slotId: null });
    expect((await runOf(w)).armedSlotId).toBeNull();
  });

  test('a removed slot is neither armed nor gone back to, and never the one on air', async () => {
    const w = await showWithSlots(3);
    await take(w, null, 'slot-1');
    await take(w, 'slot-1', 'slot-2');
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-1' });
    await expect(w.run('rundown.remove', { slotId: 'slot-2' })).rejects.toEqual(refusal('rundown/on-air'));
    await w.run('rundown.remove', { slotId: 'slot-1' });
    expect(await runOf(w)).toMatchObject({ armedSlotId: null, previousSlotIds: [] });
    await expect(back(w, 'slot-2')).rejects.toEqual(refusal('rundown/nothing-before'));
  });

  test('with the slot in between removed, "back" does not return to what is on air and lose its time', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    await take(w, 'slot-1', 'slot-2');
    await take(w, 'slot-2', 'slot-1');
    await w.run('rundown.remove', { slotId: 'slot-2' });
    later(w, 60);
    await expect(back(w, 'slot-1')).rejects.toEqual(refusal('rundown/nothing-before'));
    await w.run('run.end', { runId: 'run-1' });
    expect((await slotOf(w, 'slot-1')).airedSec).toBe(60);
  });

  test('add puts another slot of a known product at the end', async () => {
    const w = await showWithSlots(2);
    await w.run('rundown.add', { id: 'slot-9', runId: 'run-1', productId: 'product-1', plannedSec: 60 });
    const ids = inOrder(await w.reader.list('slot', 'run-1')).map((slot) => slot.id as string);
    expect(ids).toEqual(['slot-1', 'slot-2', 'slot-9']);
    await expect(
      w.run('rundown.add', { id: 'slot-10', runId: 'run-1', productId: 'gone', plannedSec: 60 }),
    ).rejects.toEqual(refusal('product/not-found'));
  });

  test('plan sets the minutes of one slot and nothing else', async () => {
    const w = await showWithSlots(2);
    const before = await slotOf(w, 'slot-1');
    await w.run('rundown.plan', { slotId: 'slot-1', plannedSec: 30 });
    expect(await slotOf(w, 'slot-1')).toEqual({ ...before, plannedSec: 30 });
  });

  test('move puts a slot right behind the named one; behind a slot that is gone is refused', async () => {
    const w = await showWithSlots(3);
    await w.run('rundown.move', { slotId: 'slot-1', afterSlotId: 'slot-2' });
    const ids = inOrder(await w.reader.list('slot', 'run-1')).map((slot) => slot.id as string);
    expect(ids).toEqual(['slot-2', 'slot-1', 'slot-3']);
    await w.run('rundown.remove', { slotId: 'slot-2' });
    await expect(w.run('rundown.move', { slotId: 'slot-3', afterSlotId: 'slot-2' })).rejects.toEqual(
      refusal('rundown/bad-order'),
    );
  });

  test('every rundown command says when its slot or run is not there', async () => {
    const w = await showWithSlots(1);
    const slotId = 'gone';
    const missing = refusal('rundown/slot-not-found');
    await expect(take(w, null, slotId)).rejects.toEqual(missing);
    await expect(w.run('rundown.skip', { slotId, skipped: true })).rejects.toEqual(missing);
    await expect(w.run('rundown.move', { slotId, afterSlotId: null })).rejects.toEqual(missing);
    await expect(w.run('rundown.plan', { slotId, plannedSec: 1 })).rejects.toEqual(missing);
    await expect(w.run('rundown.remove', { slotId })).rejects.toEqual(missing);
    await expect(w.run('rundown.take', { runId: 'gone', from: null, to: 'slot-1' })).rejects.toEqual(
      refusal('run/not-found'),
    );
  });
});

describe('a frozen rundown', () => {
  const edits = [
    ['rundown.move', { slotId: 'slot-3', afterSlotId: null }],
    ['rundown.plan', { slotId: 'slot-3', plannedSec: 60 }],
    ['rundown.skip', { slotId: 'slot-3', skipped: true }],
    ['rundown.remove', { slotId: 'slot-3' }],
    ['rundown.add', { id: 'slot-9', runId: 'run-1', productId: 'product-1', plannedSec: 60 }],
  ] as const;

  test.each(edits)('%s has to be confirmed', async (name, input) => {
    const w = await showWithSlots(3);
    await w.run('run.freeze', { runId: 'run-1', frozen: true });
    const before = w.dump();
    await expect(w.run(name, input as never)).rejects.toEqual(refusal('rundown/frozen'));
    expect(w.dump()).toEqual(before);
    await w.run(name, { ...input, confirmed: true } as never);
    expect(w.dump()).not.toEqual(before);
  });

  test('takes, arming and going back go on; thawed, edits do too', async () => {
    const w = await showWithSlots(3);
    await w.run('run.freeze', { runId: 'run-1', frozen: true });
    await take(w, null, 'slot-1');
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-3' });
    await take(w, 'slot-1', 'slot-3');
    await back(w, 'slot-3');
    await w.run('run.freeze', { runId: 'run-1', frozen: false });
    await w.run('rundown.plan', { slotId: 'slot-3', plannedSec: 60 });
    expect(await slotOf(w, 'slot-3')).toMatchObject({ plannedSec: 60 });
  });

  test('an ended run is edited as it is', async () => {
    const w = await showWithSlots(2);
    await take(w, null, 'slot-1');
    await w.run('run.freeze', { runId: 'run-1', frozen: true });
    await w.run('run.end', { runId: 'run-1' });
    await w.run('rundown.plan', { slotId: 'slot-2', plannedSec: 60 });
  });
});

describe('changes while live', () => {
  test('are marked with when and by whom; before the start nothing is', async () => {
    const w = await showWithSlots(3);
    await w.run('rundown.plan', { slotId: 'slot-2', plannedSec: 60 });
    expect(await slotOf(w, 'slot-2')).toMatchObject({ changedLiveAt: null, changedLiveBy: null });
    await take(w, null, 'slot-1');
    later(w, 60);
    await w.run('rundown.move', { slotId: 'slot-3', afterSlotId: 'slot-1' }, { personId: 'bo' });
    expect(await slotOf(w, 'slot-3')).toMatchObject({ changedLiveAt: w.nowIso(), changedLiveBy: 'bo' });
    expect(await slotOf(w, 'slot-2')).toMatchObject({ changedLiveAt: null });
  });

  test('a slot’s plan changes by what is named alone; an alarm comes after its warning', async () => {
    const w = await showWithSlots(1);
    const fixedStartAt = '2026-06-18T12:00:00.000Z';
    await w.run('rundown.plan', { slotId: 'slot-1', fixedStartAt, warnSec: 90 });
    await w.run('rundown.plan', { slotId: 'slot-1', dangerSec: 30 });
    expect(await slotOf(w, 'slot-1')).toMatchObject({
      ...{ fixedStartAt, warnSec: 90, dangerSec: 30, plannedSec: 300 },
    });
    for (const bad of [{ dangerSec: 91 }, { warnSec: 29 }])
      await expect(w.run('rundown.plan', { slotId: 'slot-1', ...bad })).rejects.toEqual(
        refusal('rundown/bad-thresholds'),
      );
    // The house's own warning counts where a slot names none.
    await w.run('rundown.plan', { slotId: 'slot-1', warnSec: null });
    await expect(w.run('rundown.plan', { slotId: 'slot-1', dangerSec: 61 })).rejects.toEqual(
      refusal('rundown/bad-thresholds'),
    );
  });
});
