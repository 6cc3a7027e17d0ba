import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Op } from '#shared/contract/hub.ts';
import type { Role } from '#shared/domain/roles.ts';
import { AT, put, write } from '../store/test-documents.ts';
import { endAll, startHub } from '../test-hub.ts';
import { HOLDER_AWAY_MS, mayTakeOver } from './holder-authority.ts';

afterEach(endAll);

const people = ['amy', 'ben'] as const;
const actor = (personId: string, role: Role = 'operator') => ({
  ...{ personId, personName: personId, role, deviceId: `${personId}-desk` },
});
const said = { personName: '', deviceName: null };
let count = 0;
const op = (name: string, input: unknown): Op => ({ opId: `op-${++count}`, name, input, at: AT });

async function hub() {
  const started = await startHub();
  const { store } = started.services;
  for (const at of ['1', '2']) {
    await write(
      store,
      put('show', { id: `show-${at}` }),
      put('product', { id: `p-${at}`, showId: `show-${at}` }),
      put('run', { id: `run-${at}`, showId: `show-${at}`, state: 'live' }),
      ...['a', 'b', 'c'].map((slot) =>
        put('slot', {
          id: `slot-${at}${slot}`,
          runId: `run-${at}`,
          productId: `p-${at}`,
          orderKey: `a${slot}`,
        }),
      ),
    );
  }
  return started.services;
}

describe('who holds the take, at the hub', () => {
  test('two people who press at once take once, whoever comes first, and nobody’s take touches another show', async () => {
    const services = await hub();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...people), { minLength: 2, maxLength: 5 }), async (who) => {
        const { documents } = services.store;
        const before = await documents.get('run', 'run-1');
        const other = [await documents.get('run', 'run-2'), await documents.list('slot', 'run-2')] as const;
        const from = before?.onAirSlotId ?? null;
        const to = from === 'slot-1a' ? 'slot-1b' : 'slot-1a';
        const results = await Promise.all(
          who.map((person) =>
            services.runOp(op('rundown.take', { runId: 'run-1', from, to }), actor(person)),
          ),
        );
        const [first, ...rest] = results.map((result) =>
          result.outcome === 'refused' ? result.code : result.outcome,
        );
        expect(first).toBe('applied');
        expect(rest.every((code) => code === 'rundown/moved-on')).toBe(true);
        expect((await documents.get('run', 'run-1'))?.onAirSlotId).toBe(to);
        expect([await documents.get('run', 'run-2'), await documents.list('slot', 'run-2')]).toEqual(other);
      }),
      { numRuns: 25 },
    );
  });

  test('two people who want to hold it at once: one does, the other is told who', async () => {
    const services = await hub();
    const results = await Promise.all(
      people.map((person) => services.runOp(op('take.hold', { runId: 'run-1', ...said }), actor(person))),
    );
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'refused']);
    expect(results.find(({ outcome }) => outcome === 'refused')).toMatchObject({ code: 'take/held' });
  });

  test('[SY93] a take is taken over by an owner at once, by others once its holder was not seen for a while', async () => {
    const run = (changes: object) => put('run', { state: 'live', ...changes });
    const at = { since: AT, takenFrom: null };
    const held = { ...actorConsole('amy'), ...at };
    const view = (absentMs: number, offered = false) =>
      ({
        documents: {
          get: async () =>
            run({ holder: held, offeredTo: offered ? { ...actorConsole('ben'), at: AT } : null }).document,
        },
        absentMs: () => absentMs,
      }) as never;
    const batch = (personId: string) => ({
      ...{ secrets: [], orders: [], signups: [] },
      writes: [run({ holder: { ...actorConsole(personId), ...at } })],
    });
    const ben = (role: Role) => actor('ben', role);
    await expect(mayTakeOver(batch('ben'), view(0), ben('operator'))).rejects.toMatchObject({
      code: 'take/present',
    });
    await expect(mayTakeOver(batch('ben'), view(HOLDER_AWAY_MS - 1), ben('operator'))).rejects.toMatchObject({
      code: 'take/present',
    });
    await mayTakeOver(batch('ben'), view(HOLDER_AWAY_MS), ben('operator'));
    await mayTakeOver(batch('ben'), view(0), ben('owner'));
    await mayTakeOver(batch('ben'), view(0, true), ben('operator'));
    // Nobody puts it into somebody else's hands.
    await expect(mayTakeOver(batch('cleo'), view(HOLDER_AWAY_MS), ben('owner'))).rejects.toMatchObject({
      code: 'take/held',
    });
  });
});

function actorConsole(personId: string) {
  return { personId, personName: personId, deviceId: `${personId}-desk`, deviceName: null };
}
