/** Hubs that fail in their duties, each in one way: what an oracle is worth shows in what it does not let pass. */
import type { DeskAnswer, DeskConnection } from '#hub/realtime/desk-endpoint.ts';
import type { Op } from '#shared/contract/hub.ts';
import type { Life } from './world.ts';

export type Sabotage = (connection: DeskConnection, hub: Life) => DeskConnection;

const LATER_MS = 2000;

/** Says "applied" at once and commits a while later, if it lives to. */
export const acknowledgesBeforeItCommits: Sabotage = (connection, hub) => ({
  ...connection,
  async handle(name, raw) {
    if (name !== 'push') return connection.handle(name, raw);
    hub.timers.after(LATER_MS, () => void connection.handle(name, raw));
    const { ops } = raw as { ops: Op[] };
    return { ok: true, value: { results: ops.map(({ opId }) => ({ opId, outcome: 'applied', seq: 0 })) } };
  },
});

/** Does not know an op again that it has done before. */
export const forgetsWhatItHasDone: Sabotage = (connection) => {
  let pushes = 0;
  return {
    ...connection,
    async handle(name, raw) {
      if (name !== 'push') return connection.handle(name, raw);
      pushes += 1;
      const mark = `#${pushes}`;
      const { ops } = raw as { ops: Op[] };
      const answer = await connection.handle(name, {
        ...(raw as object),
        ops: ops.map((op) => ({ ...op, opId: op.opId + mark })),
      });
      return JSON.parse(JSON.stringify(answer).replaceAll(mark, '')) as DeskAnswer;
    },
  };
};

/** Carries out orders to act however old they are. */
export const looksAtNoClock: Sabotage = (connection) => ({
  ...connection,
  handle: (name, raw) =>
    connection.handle(
      name,
      name === 'command' ? { ...(raw as object), notAfterMs: Number.MAX_SAFE_INTEGER } : raw,
    ),
});

/** Refuses now and then, and does it all the same. */
export const refusesAndDoes: Sabotage = (connection) => ({
  ...connection,
  async handle(name, raw) {
    const answer = await connection.handle(name, raw);
    if (name !== 'push' || !answer.ok) return answer;
    const { results } = answer.value as { results: { opId: string }[] };
    const refused = results.map(({ opId }) => ({ opId, outcome: 'refused', code: 'op/failed', params: {} }));
    return { ok: true, value: { results: refused } };
  },
});

/** Says that it holds what the desk holds, whatever that is: damage stays. */
export const comparesNothing: Sabotage = (connection) => ({
  ...connection,
  handle: async (name, raw) => (name === 'digest' ? { ok: true, value: null } : connection.handle(name, raw)),
});
