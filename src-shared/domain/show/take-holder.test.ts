import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MemoryWorkspace, showWithSlots } from '../../sync/documents-fixture.ts';
import type { MutationName } from '../mutations.ts';

const people = ['amy', 'ben', 'cleo'] as const;
type Person = (typeof people)[number];
const runId = 'run-1';
const as = (personId: Person) => ({ personId, deviceId: `${personId}-desk`, role: 'operator' as const });
const said = (personId: string) => ({ personName: personId.toUpperCase(), deviceName: `${personId}-desk` });
const consoleOf = (personId: Person) => ({ personId, deviceId: `${personId}-desk`, ...said(personId) });
const runOf = async (w: MemoryWorkspace) => {
  const run = await w.reader.get('run', runId);
  if (!run) throw new Error('no run');
  return run;
};
const holderOf = async (w: MemoryWorkspace) => (await runOf(w)).holder?.personId ?? null;
const refusal = (code: string) => expect.objectContaining({ code });

describe('who holds the take', () => {
  test('nobody at first: anybody takes; once somebody holds it, the others are told who', async () => {
    const w = await showWithSlots(3);
    await w.act('rundown.take', { runId, from: null, to: 'slot-1' }, as('ben'));
    await w.act('take.hold', { runId, ...said('amy') }, as('amy'));
    await expect(w.act('rundown.take', { runId, from: 'slot-1', to: 'slot-2' }, as('ben'))).rejects.toEqual(
      expect.objectContaining({ code: 'take/held', params: { name: 'AMY' } }),
    );
    await expect(w.act('rundown.back', { runId, from: 'slot-1' }, as('ben'))).rejects.toEqual(
      refusal('take/held'),
    );
    await w.act('rundown.take', { runId, from: 'slot-1', to: 'slot-2' }, as('amy'));
    // A key from outside has its compare-and-set alone.
    await w.act(
      'rundown.take',
      { runId, from: 'slot-2', to: 'slot-3' },
      { personId: 'key', role: 'integrator' },
    );
  });

  test('[SY95] what was taken while the hub was away is judged by compare-and-set, whoever holds the take by then', async () => {
    const w = await showWithSlots(3);
    await w.run('take.hold', { runId, ...said('ben') }, as('ben'));
    await w.run('rundown.take', { runId, from: null, to: 'slot-1' }, as('amy'));
    await expect(w.run('rundown.take', { runId, from: null, to: 'slot-2' }, as('amy'))).rejects.toEqual(
      refusal('rundown/moved-on'),
    );
  });

  test('[SY93] a hand-over has two sides: the offer changes nothing until it is accepted', async () => {
    const w = await showWithSlots(1);
    await w.run('take.hold', { runId, ...said('amy') }, as('amy'));
    await expect(w.run('take.hold', { runId, ...said('ben') }, as('ben'))).rejects.toEqual(
      refusal('take/held'),
    );
    await w.run('take.ask', { runId, ...said('ben') }, as('ben'));
    await w.run('take.ask', { runId, ...said('ben') }, as('ben'));
    expect((await runOf(w)).takeAsks.map(({ personId }) => personId)).toEqual(['ben']);
    await w.run('take.offer', { runId, to: consoleOf('ben') }, as('amy'));
    expect(await holderOf(w)).toBe('amy');
    await expect(w.run('take.accept', { runId, ...said('cleo') }, as('cleo'))).rejects.toEqual(
      refusal('take/no-offer'),
    );
    await w.run('take.accept', { runId, ...said('ben') }, as('ben'));
    expect(await runOf(w)).toMatchObject({
      holder: { ...consoleOf('ben'), since: w.nowIso(), takenFrom: null },
      offeredTo: null,
      takeAsks: [],
    });
    await expect(w.run('take.release', { runId }, as('amy'))).rejects.toEqual(refusal('take/not-holder'));
    await w.run('take.release', { runId }, as('ben'));
    expect(await holderOf(w)).toBeNull();
    await expect(w.run('take.ask', { runId, ...said('amy') }, as('amy'))).rejects.toEqual(
      refusal('take/free'),
    );
  });

  test('an offer is declined by whom it was made to or taken back, an ask settled by either side, nobody else', async () => {
    const w = await showWithSlots(1);
    await w.run('take.hold', { runId, ...said('amy') }, as('amy'));
    await w.run('take.offer', { runId, to: consoleOf('ben') }, as('amy'));
    await w.run('take.decline', { runId }, as('cleo'));
    expect((await runOf(w)).offeredTo?.personId).toBe('ben');
    await w.run('take.decline', { runId }, as('ben'));
    expect((await runOf(w)).offeredTo).toBeNull();
    await w.run('take.ask', { runId, ...said('ben') }, as('ben'));
    await w.run('take.settle-ask', { runId, personId: 'ben' }, as('cleo'));
    expect((await runOf(w)).takeAsks.length).toBe(1);
    await w.run('take.settle-ask', { runId, personId: 'ben' }, as('amy'));
    expect((await runOf(w)).takeAsks).toEqual([]);
  });

  test('taking over names from whom, is no act of a desk alone, and the one who lost it can read of it', async () => {
    const w = await showWithSlots(1);
    await w.run('take.hold', { runId, ...said('amy') }, as('amy'));
    const input = { runId, from: 'amy', ...said('ben') };
    await expect(w.act('take.take-over', input, as('ben'))).rejects.toEqual(refusal('take/order-only'));
    await expect(w.run('take.take-over', { ...input, from: 'cleo' }, as('ben'))).rejects.toEqual(
      refusal('take/changed'),
    );
    await w.run('take.take-over', input, as('ben'));
    expect((await runOf(w)).holder).toMatchObject({ personId: 'ben', takenFrom: 'amy' });
  });

  test('the end of the run lets go of it', async () => {
    const w = await showWithSlots(1);
    await w.run('take.hold', { runId, ...said('amy') }, as('amy'));
    await w.run('take.offer', { runId, to: consoleOf('ben') }, as('amy'));
    await w.run('run.end', { runId }, as('ben'));
    expect(await runOf(w)).toMatchObject({ holder: null, offeredTo: null, takeAsks: [] });
    await expect(w.run('take.hold', { runId, ...said('amy') }, as('amy'))).rejects.toEqual(
      refusal('run/ended'),
    );
  });

  test('whatever people do in whatever order: one holder at most, only they take, and it changes by their word alone', async () => {
    const acts = [
      'take.hold',
      'take.release',
      'take.offer',
      'take.accept',
      'take.decline',
      'take.ask',
    ] as const;
    const step = fc.record({
      what: fc.constantFrom(...acts, 'take' as const),
      who: fc.constantFrom(...people),
      to: fc.constantFrom(...people),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const w = await showWithSlots(2);
        for (const { what, who, to } of steps) {
          const before = await runOf(w);
          const done = await perform(w, what, who, to);
          const { holder, offeredTo, onAirSlotId } = await runOf(w);
          const was = before.holder?.personId ?? null;
          if (onAirSlotId !== before.onAirSlotId) expect(was === null || was === who).toBe(true);
          if (!done || (holder?.personId ?? null) === was) continue;
          const byItself = was === null && what === 'take.hold' && holder?.personId === who;
          const letGo = was === who && what === 'take.release' && holder === null;
          const given = what === 'take.accept' && before.offeredTo?.personId === who;
          expect(byItself || letGo || given).toBe(true);
          expect(offeredTo).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });
});

async function perform(
  w: MemoryWorkspace,
  what: Extract<MutationName, `take.${string}`> | 'take',
  who: Person,
  to: Person,
): Promise<boolean> {
  const { onAirSlotId: from } = await runOf(w);
  const next = from === 'slot-1' ? 'slot-2' : 'slot-1';
  const work =
    what === 'take'
      ? w.act('rundown.take', { runId, from, to: next }, as(who))
      : what === 'take.offer'
        ? w.act('take.offer', { runId, to: consoleOf(to) }, as(who))
        : what === 'take.release' || what === 'take.decline'
          ? w.act(what, { runId }, as(who))
          : w.act(what as 'take.hold', { runId, ...said(who) }, as(who));
  return work.then(
    () => true,
    () => false,
  );
}
