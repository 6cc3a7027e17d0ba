import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Changes, Op } from '#shared/contract/hub.ts';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { act, clock, testDesk as desk, dump, openDesk, prepared, pull, sync } from './desk-fixture.ts';
import { hubModel } from './hub-fixture.ts';

const idsOf = (documents: Record<string, unknown>) =>
  Object.keys(documents).map((key) => key.split('/')[1] ?? '');

const step = fc.record({
  desk: fc.nat({ max: 2 }),
  what: fc.constantFrom(
    'act',
    'act',
    'act',
    'send',
    'send',
    'answer',
    'answer',
    'changes',
    'changes',
    'pull',
    'reopen',
  ),
  choice: fc.nat({ max: 100 }),
  number: fc.nat({ max: 1000 }),
  again: fc.boolean(),
});

describe('documents on several desks and one hub', () => {
  test('any interleaving of work, lost and doubled answers and reordered changes ends in one truth', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 3 }),
        fc.array(step, { minLength: 5, maxLength: 60 }),
        async (count, steps) => {
          const hub = hubModel();
          const desks = ['amy', 'ben', 'cat'].slice(0, count).map((name) => openDesk(name));
          try {
            await prepared(hub, desks);
            for (const { desk: which, what, choice, number, again } of steps) {
              const one = desks[which % count];
              if (!one) continue;
              clock.advance(number);
              if (what === 'act') await act(one, choice, number);
              if (what === 'send') {
                // A push of some ops, the first of which the hub may have had already; the answers come later.
                for (const op of one.outbox.unanswered(0, 1 + (number % 3), 1e9).ops) {
                  const { result, changes } = await hub.run(op, one.actor);
                  one.answers.push(result);
                  for (const each of desks) if (changes) each.changes.push(changes);
                }
              }
              if (what === 'answer' && one.answers.length > 0) {
                const at = choice % one.answers.length;
                const [answer] = again ? one.answers.slice(at, at + 1) : one.answers.splice(at, 1);
                if (answer) await one.documents.receive([], [answer]);
              }
              if (what === 'changes' && one.changes.length > 0) {
                const at = again ? choice % one.changes.length : 0;
                const [changes] = one.changes.splice(at, 1);
                if (changes && !(await one.documents.receive([changes])))
                  await pull(one, hub, 1 + (number % 4));
              }
              if (what === 'pull') await pull(one, hub, 1 + (number % 4));
              if (what === 'reopen') one.reopen();
            }
            // Everybody comes to rest: late answers, what is unsent, late changes.
            for (const one of desks) {
              for (const answer of one.answers.splice(0).reverse()) await one.documents.receive([], [answer]);
              await sync(one, hub, desks);
            }
            for (const one of desks) {
              for (const changes of one.changes.splice(0).reverse()) await one.documents.receive([changes]);
              await pull(one, hub);
            }
            const truth = hub.dump();
            for (const one of desks) {
              expect(dump(one, 'view')).toEqual(truth);
              expect(dump(one, 'base')).toEqual(truth);
              expect(one.documents.pendingAmong(idsOf(truth))).toEqual([]);
              expect(one.outbox.counts().unconfirmed).toBe(0);
              const refused = [...hub.answers.values()].filter(
                (answer) => answer.outcome === 'refused' && answer.opId.startsWith(one.actor.personId),
              );
              const inTray = one.outbox.conflicts().map(({ opId, code }) => ({ opId, code }));
              expect(inTray).toEqual(
                refused
                  .map((answer) => ({
                    opId: answer.opId,
                    code: answer.outcome === 'refused' ? answer.code : '',
                  }))
                  .sort((a, b) => (a.opId < b.opId ? -1 : 1)),
              );
            }
            // Each op took effect once at most, so what was added and removed adds up.
            const named = (name: string) => hub.applied.filter((op) => op.name === name);
            expect(new Set(hub.applied.map((op) => op.opId)).size).toBe(hub.applied.length);
            const slots = Object.keys(truth).filter((key) => key.startsWith('slot/'));
            expect(slots.length).toBe(3 + named('rundown.add').length - named('rundown.remove').length);
            // Keys are made again with authority: two consoles never leave twins behind.
            const keys = slots.map((key) => (truth[key] as { orderKey: string }).orderKey);
            expect(new Set(keys).size).toBe(keys.length);
          } finally {
            for (const one of desks) one.db.close();
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  test('two who take from the same state take once; the other’s take waits in the tray and shows nothing', async () => {
    const hub = hubModel();
    const [amy, ben] = [desk('amy'), desk('ben')];
    await prepared(hub, [amy, ben]);
    await amy.documents.submit('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
    await ben.documents.submit('rundown.take', { runId: 'run-1', from: null, to: 'slot-2' });
    await sync(ben, hub);
    await sync(amy, hub);
    await pull(ben, hub);
    for (const one of [amy, ben]) {
      expect(await one.documents.view.get('run', 'run-1')).toMatchObject({ onAirSlotId: 'slot-2' });
      expect(await one.documents.view.get('slot', 'slot-1')).toMatchObject({ state: 'waiting' });
    }
    expect(amy.outbox.conflicts()).toMatchObject([{ name: 'rundown.take', code: 'rundown/moved-on' }]);
    expect(ben.outbox.conflicts()).toEqual([]);
  });
});

describe('one desk', () => {
  test('an op is seen at once, stands in the outbox and is pending until the hub’s word has come', async () => {
    const hub = hubModel();
    const amy = desk('amy', join(tempFolder(), 'own.db'));
    await prepared(hub, [amy]);
    amy.told.length = 0;
    const op = await amy.documents.submit('rundown.plan', { slotId: 'slot-1', plannedSec: 7 });
    expect(amy.told).toEqual([new Set(['slot'])]);
    expect(await amy.documents.view.get('slot', 'slot-1')).toMatchObject({ plannedSec: 7 });
    expect(amy.outbox.unconfirmed()).toEqual([op]);
    expect(amy.documents.pendingAmong(['slot-1', 'slot-2'])).toEqual(['slot-1']);
    const { result } = await hub.run(op, amy.actor);
    await amy.documents.receive([], [result]);
    // Answered, but its effect is not in the base yet: it still counts as not confirmed.
    expect(amy.documents.pendingAmong(['slot-1'])).toEqual(['slot-1']);
    expect(await amy.documents.view.get('slot', 'slot-1')).toMatchObject({ plannedSec: 7 });
    await pull(amy, hub);
    expect(amy.documents.pendingAmong(['slot-1'])).toEqual([]);
    expect(amy.outbox.unconfirmed()).toEqual([]);
  });

  test('what cannot be done here and now is refused at once and leaves no trace', async () => {
    const amy = desk('amy');
    await prepared(hubModel(), [amy]);
    const before = dump(amy, 'view');
    const refused = (work: Promise<Op>, code: string) => expect(work).rejects.toMatchObject({ code });
    await refused(
      amy.documents.submit('rundown.take', { runId: 'gone', from: null, to: 'x' }),
      'run/not-found',
    );
    await refused(amy.documents.submit('show.edit', { showId: '' }), 'request/invalid');
    await refused(amy.documents.submit('nope' as 'show.edit', { showId: 's' }), 'op/unknown-mutation');
    amy.actor.role = 'host';
    await refused(amy.documents.submit('show.edit', { showId: 'show-1', title: 'x' }), 'auth/role');
    expect(dump(amy, 'view')).toEqual(before);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
  });

  test('the desk and the hub run an op on the same input: what JSON drops is dropped at once', async () => {
    const hub = hubModel();
    const amy = desk('amy');
    await prepared(hub, [amy]);
    await amy.documents.submit('product.reprice', { productId: 'a', priceFen: undefined, stockDeclared: 5 });
    expect(await amy.documents.view.get('product', 'a')).toMatchObject({ priceFen: 4900, stockDeclared: 5 });
    const shown = dump(amy, 'view');
    await sync(amy, hub);
    expect(dump(amy, 'view')).toEqual(shown);
  });

  test('a pending op that builds on another one still does after a rebase', async () => {
    const hub = hubModel();
    const [amy, ben] = [desk('amy'), desk('ben')];
    await prepared(hub, [amy, ben]);
    await amy.documents.submit('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
    await amy.documents.submit('rundown.take', { runId: 'run-1', from: 'slot-1', to: 'slot-2' });
    await amy.documents.submit('show.create', newShow('show-2'));
    await amy.documents.submit('run.create', { id: 'run-2', showId: 'show-2', kind: 'live' });
    await amy.documents.submit('rundown.remove', { slotId: 'slot-3' });
    await ben.documents.submit('rundown.plan', { slotId: 'slot-1', plannedSec: 77 });
    await sync(ben, hub);
    await pull(amy, hub);
    const { view } = amy.documents;
    expect(await view.get('run', 'run-1')).toMatchObject({ onAirSlotId: 'slot-2' });
    expect(await view.get('slot', 'slot-1')).toMatchObject({ state: 'done', plannedSec: 77 });
    expect(await view.get('run', 'run-2')).not.toBeNull();
    expect(await view.get('slot', 'slot-3')).toBeNull();
    await sync(amy, hub);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect(dump(amy, 'view')).toEqual(hub.dump());
  });

  test('a removal is rebased like any other op', async () => {
    const hub = hubModel();
    const [amy, ben] = [desk('amy'), desk('ben')];
    await prepared(hub, [amy, ben]);
    await amy.documents.submit('rundown.remove', { slotId: 'slot-2' });
    await ben.documents.submit('rundown.plan', { slotId: 'slot-2', plannedSec: 1 });
    await sync(ben, hub);
    await pull(amy, hub);
    expect(await amy.documents.view.get('slot', 'slot-2')).toBeNull();
    expect((await amy.documents.view.list('slot', 'run-1')).map((slot) => slot.id)).toEqual([
      'slot-1',
      'slot-3',
    ]);
    await sync(amy, hub);
    await pull(ben, hub);
    expect(dump(ben, 'view')).toEqual(hub.dump());
  });

  test('changes that do not start at the cursor are not taken; older ones change nothing', async () => {
    const hub = hubModel();
    const amy = desk('amy');
    await prepared(hub, [amy]);
    const cursor = amy.documents.cursor();
    const shown = dump(amy, 'view');
    const ahead: Changes = { fromSeq: cursor + 5, toSeq: cursor + 6, changes: [] };
    expect(await amy.documents.receive([ahead])).toBe(false);
    expect(await amy.documents.receive([hub.changesAfter(0, 2)])).toBe(true);
    expect(amy.documents.cursor()).toBe(cursor);
    expect(dump(amy, 'view')).toEqual(shown);
  });

  test('[SY33] a kind of a newer hub is kept as it came, and the cursor goes on', async () => {
    const amy = desk('amy');
    const change = { seq: 1, kind: 'teleport', id: 'x', parentId: '', document: { id: 'x' } };
    await amy.documents.receive([{ fromSeq: 0, toSeq: 1, changes: [change] }]);
    expect(amy.documents.cursor()).toBe(1);
    expect(dump(amy, 'base')).toEqual({ 'teleport/x': { id: 'x' } });
  });

  test('a refused op is taken out of the tray once', async () => {
    const amy = desk('amy');
    const op = await amy.documents.submit('show.create', newShow('show-1'));
    await amy.documents.receive([], [{ opId: op.opId, outcome: 'refused', code: 'auth/role', params: {} }]);
    expect(await amy.documents.view.get('show', 'show-1')).toBeNull();
    expect(await amy.documents.takeConflict(op.opId)).toBe(true);
    expect(await amy.documents.takeConflict(op.opId)).toBe(false);
  });

  test('a refused op does not block the ones behind it', async () => {
    const hub = hubModel();
    const [amy, ben] = [desk('amy'), desk('ben')];
    await prepared(hub, [amy, ben]);
    await ben.documents.submit('rundown.remove', { slotId: 'slot-3' });
    await sync(ben, hub);
    await amy.documents.submit('rundown.plan', { slotId: 'slot-3', plannedSec: 5 });
    await amy.documents.submit('rundown.plan', { slotId: 'slot-1', plannedSec: 5 });
    await sync(amy, hub);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 1 });
    expect(await amy.documents.view.get('slot', 'slot-1')).toMatchObject({ plannedSec: 5 });
  });

  test('what is pending survives the end of the process', async () => {
    const file = join(tempFolder(), 'own.db');
    const hub = hubModel();
    const before = openDesk('amy', file);
    await prepared(hub, [before]);
    await before.documents.submit('rundown.plan', { slotId: 'slot-1', plannedSec: 7 });
    before.db.close();
    const after = desk('amy', file);
    expect(await after.documents.view.get('slot', 'slot-1')).toMatchObject({ plannedSec: 7 });
    await sync(after, hub);
    expect(hub.dump()['slot/slot-1']).toMatchObject({ plannedSec: 7 });
  });
});
