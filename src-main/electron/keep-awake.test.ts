import { expect, it, vi } from 'vitest';
import type { AppState } from '#shared/contract/desk.ts';
import { keepAwakeWhileLive } from './keep-awake.ts';

const storage: AppState['storage'] = { state: 'ok', freeBytes: null, rescues: [] };
const sync: AppState['sync'] = {
  hub: 'online',
  hubUrl: null,
  ownHub: true,
  refusal: null,
  trouble: null,
  personName: '',
  role: 'owner',
  outboxCount: 0,
  conflictCount: 0,
  lastSyncAt: null,
  skewMs: null,
  awaySince: null,
  returned: null,
};

const still = { sync, storage, sessions: [], lock: { locked: false, since: null } };

it('holds the machine awake from a run’s start to its end, asking only when runs changed', async () => {
  const did: string[] = [];
  const blocker = {
    start: vi.fn((type: string) => {
      did.push(`start ${type}`);
      return 4;
    }),
    stop: vi.fn((id: number) => {
      did.push(`stop ${id}`);
      return true;
    }),
  };
  let live = false;
  const runs = vi.fn(async () => [{ state: live ? ('live' as const) : ('planned' as const) }]);
  async function* watch(): AsyncGenerator<AppState> {
    yield { ...still, revisions: {} };
    live = true;
    yield { ...still, revisions: { product: 1 } };
    expect(did).toEqual([]);
    yield { ...still, revisions: { run: 1 } };
    yield { ...still, revisions: { run: 2 } };
    expect(did).toEqual(['start prevent-display-sleep']);
    live = false;
    yield { ...still, revisions: { run: 3 } };
    expect(did).toEqual(['start prevent-display-sleep', 'stop 4']);
    live = true;
    yield { ...still, revisions: { run: 4 } };
  }
  await keepAwakeWhileLive({ watch: async () => watch(), runs }, blocker, new AbortController().signal);
  expect(runs).toHaveBeenCalledTimes(5);
  // The desk is gone: nobody else would let go.
  expect(did.at(-1)).toBe('stop 4');
});
