import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import {
  act,
  catchUp,
  clock,
  drain,
  dump,
  openDesk,
  pullPage,
  type TestDesk,
  testDesk,
} from './desk-fixture.ts';
import { hubModel } from './hub-fixture.ts';
import { elsewhere, stranger, titles } from './stranger-fixture.ts';

describe('a hub that was restored', () => {
  test('[SY42] gets again, in order, what it answered after its backup; what it still has stays untouched', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    await amy.documents.submit('show.create', { ...newShow('show-1'), title: 'one' });
    await drain(amy, hub);
    hub.backUp();
    for (const title of ['two', 'three']) {
      await amy.documents.submit('show.edit', { showId: 'show-1', title });
      await drain(amy, hub);
    }
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'unsent' });
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 0 });
    hub.restore('epoch-2');
    expect(hub.lastCseq(amy.streamId())).toBe(1);
    const ran = hub.applied.length;
    await catchUp(amy, hub);
    // Its own bases are of before; on them stands what is on its way again.
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 3, conflicts: 0 });
    expect(await titles(amy)).toEqual(['unsent']);
    await drain(amy, hub, 2);
    expect(hub.applied.slice(ran).map(({ input }) => (input as { title: string }).title)).toEqual([
      'two',
      'three',
      'unsent',
    ]);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect(dump(amy, 'view')).toEqual(hub.dump());
  });

  test('[SY42] a refused op that a person has discarded leaves a gap that stops nobody', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    await amy.documents.submit('show.create', newShow('show-1'));
    await drain(amy, hub);
    hub.backUp();
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'two' });
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'no' });
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'four' });
    hub.answers.set('amy-0003', { opId: 'amy-0003', outcome: 'refused', code: 'auth/role', params: {} });
    await drain(amy, hub);
    expect(await amy.documents.takeConflict('amy-0003')).toBe(true);
    hub.restore('epoch-2');
    await catchUp(amy, hub);
    await drain(amy, hub, 1);
    expect(hub.lastCseq(amy.streamId())).toBe(4);
    expect(await titles(amy)).toEqual(['four']);
    expect(hub.dump()).toEqual(dump(amy, 'view'));
  });

  test('[SY41] ops go when the backup has reached them, whoever tells of it; a new one covers nothing old', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    const kept = () => amy.outbox.offered(0).length;
    for (const id of ['a', 'b', 'c']) {
      await amy.documents.submit('show.create', newShow(id));
      await drain(amy, hub);
    }
    expect(kept()).toBe(3);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    // By a greeting …
    hub.backUp();
    await amy.documents.greeted(hub.history(amy.streamId()));
    expect(kept()).toBe(0);
    // … and by changes, also by such that bring nothing else.
    await amy.documents.submit('show.create', newShow('d'));
    await drain(amy, hub);
    expect(kept()).toBe(1);
    hub.backUp();
    const head = hub.headSeq();
    await amy.documents.receive([{ fromSeq: head, toSeq: head, changes: [], backupSeq: head - 1 }]);
    expect(kept()).toBe(1);
    await amy.documents.receive([{ fromSeq: head, toSeq: head, changes: [], backupSeq: head }]);
    expect(kept()).toBe(0);
    // A restored hub that soon backs itself up again counts by other seqs.
    await amy.documents.submit('show.create', newShow('e'));
    await drain(amy, hub);
    hub.restore('epoch-2');
    for (const id of ['x', 'y', 'z']) await elsewhere(hub, 'show.create', newShow(id));
    hub.backUp();
    await amy.documents.greeted(hub.history(amy.streamId()));
    await pullPage(amy, hub, 1);
    expect(kept()).toBe(1);
    await catchUp(amy, hub);
    await drain(amy, hub);
    expect(Object.keys(hub.dump())).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'x', 'y', 'z'].map((id) => `show/${id}`),
    );
  });

  test('[SY40] a head below this desk’s cursor is another history, even under the old name', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    await amy.documents.submit('show.create', newShow('show-1'));
    await drain(amy, hub);
    hub.restore('epoch-1');
    expect(hub.headSeq()).toBe(0);
    await catchUp(amy, hub);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 0 });
    await drain(amy, hub);
    expect(Object.keys(hub.dump())).toEqual(['show/show-1']);
    expect(dump(amy, 'base')).toEqual(hub.dump());
  });

  test('[SY12] a file that is an older copy of itself takes another stream; nothing of it is lost', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    const before = amy.streamId();
    await amy.documents.submit('show.create', newShow('mine'));
    // The hub has had three ops by this name; this file knows of one.
    for (const cseq of [1, 2, 3]) {
      const input = newShow(`gone-${cseq}`);
      const at = '2026-06-18T11:00:00.000Z';
      await hub.push(
        before,
        cseq - 1,
        [{ opId: `gone-${cseq}`, cseq, name: 'show.create', input, at }],
        stranger,
      );
    }
    expect(await amy.documents.greeted(hub.history(before))).toBe(false);
    expect(amy.streamId()).not.toBe(before);
    await catchUp(amy, hub);
    await drain(amy, hub);
    expect(Object.keys(hub.dump())).toContain('show/mine');
    expect(dump(amy, 'view')).toEqual(hub.dump());
  });

  test('whatever is done, backed up and restored in between, everybody ends with the same, and no op is lost', async () => {
    const step = fc.record({
      desk: fc.nat({ max: 1 }),
      what: fc.constantFrom(
        'act',
        'act',
        'act',
        'drain',
        'drain',
        'pull',
        'backUp',
        'restore',
        'forget',
        'reopen',
      ),
      choice: fc.nat({ max: 100 }),
      number: fc.nat({ max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const hub = hubModel();
        const desks = ['amy', 'ben'].map((name) => openDesk(name));
        try {
          for (const one of desks) await catchUp(one, hub);
          const [amy] = desks as [TestDesk];
          await amy.documents.submit('show.create', newShow('show-1'));
          await amy.documents.submit('run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
          const made: string[] = [];
          for (const [at, { desk, what, choice, number }] of steps.entries()) {
            const one = desks[desk] as TestDesk;
            clock.advance(number);
            if (what === 'act') {
              await act(one, choice, number);
              const id = `${one.actor.personId}-${at}`;
              await one.documents.submit('show.create', newShow(id));
              made.push(`show/${id}`);
            }
            if (what === 'drain') {
              await catchUp(one, hub, 1 + (number % 4));
              await drain(one, hub, 1 + (number % 4));
            }
            if (what === 'pull') await catchUp(one, hub, 1 + (number % 4));
            if (what === 'backUp') hub.backUp();
            if (what === 'forget') hub.forgetTombstones();
            if (what === 'restore') hub.restore(`epoch-${at}`);
            if (what === 'reopen') one.reopen();
          }
          for (const _ of desks)
            for (const one of desks) {
              await catchUp(one, hub);
              await drain(one, hub);
            }
          for (const one of desks) {
            await catchUp(one, hub);
            expect(dump(one, 'view')).toEqual(hub.dump());
            expect(dump(one, 'base')).toEqual(hub.dump());
            expect(one.outbox.counts().unconfirmed).toBe(0);
          }
          expect(Object.keys(hub.dump())).toEqual(expect.arrayContaining(made));
        } finally {
          for (const one of desks) one.db.close();
        }
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
