import { afterEach, describe, expect, test, vi } from 'vitest';
import type { DeskLive } from '#shared/contract/live.ts';
import type { LiveBrief } from '#shared/contract/several.ts';
import { emptyTotals } from '#shared/domain/order/counters.ts';
import { type MemoryWorkspace, newShow, showWithSlots } from '#shared/sync/documents-fixture.ts';
import { type Channel, channel } from '../sync/channel.ts';
import { type LiveShows, liveShows } from './live-shows.ts';

const open: LiveShows[] = [];
afterEach(() => {
  for (const shows of open.splice(0)) shows.close();
});

function bed(w: MemoryWorkspace) {
  const watched = new Map<string, Channel<DeskLive>>();
  const shows = liveShows({
    view: w.reader,
    live: {
      watch(showId, runKind) {
        const key = `${showId}/${runKind}`;
        const frames: Channel<DeskLive> = channel(
          (_waiting, next) => next,
          () => watched.delete(key),
        );
        watched.set(key, frames);
        return frames;
      },
    },
    clock: w.clock,
    onError: (error) => {
      throw error;
    },
  });
  open.push(shows);
  return { shows, watched };
}

async function two(): Promise<MemoryWorkspace> {
  const w = await showWithSlots(2);
  await w.run('show.create', newShow('show-2'));
  await w.run('run.create', { id: 'run-2', showId: 'show-2', kind: 'rehearsal' });
  await w.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
  w.clock.advance(1000);
  await w.run('run.start', { runId: 'run-2' });
  return w;
}

async function until(frames: Channel<LiveBrief[]>, good: (briefs: LiveBrief[]) => boolean) {
  // Not `for await`, which ends what it leaves.
  for (;;) {
    const { done, value } = await frames.next();
    if (done) throw new Error('it ended');
    if (good(value)) return value;
  }
}

describe('the shows that are on', () => {
  test('each in a line, oldest start first, with the figures of its own run kind', async () => {
    const { shows, watched } = bed(await two());
    const screen = shows.watch();
    const [first, second] = await until(screen, (all) => all.length === 2);
    expect([first?.showId, second?.showId]).toEqual(['show-1', 'show-2']);
    expect(first?.onAir?.number).toBe('01');
    expect([...watched.keys()].sort()).toEqual(['show-1/live', 'show-2/rehearsal']);
    watched.get('show-1/live')?.push({
      ...{ snapshot: true, connected: true, asOf: null },
      totals: { ...emptyTotals, netFen: 500 },
    });
    const told = await until(screen, (all) => all[0]?.netFen === 500);
    expect(told[1]).toMatchObject({ netFen: null, runKind: 'rehearsal', stale: true });
    expect(told[0]?.stale).toBe(false);
  });

  test('a take in one is told of that one alone, and what has ended is let go of', async () => {
    const w = await two();
    const { shows, watched } = bed(w);
    const screen = shows.watch();
    const [, before] = await until(screen, (all) => all.length === 2);
    await w.run('rundown.take', { runId: 'run-1', from: 'slot-1', to: 'slot-2' });
    shows.changed();
    const [, after] = await until(screen, (all) => all[0]?.onAir?.number === '02');
    expect(after).toEqual(before);
    await w.run('run.end', { runId: 'run-2' });
    shows.changed();
    await until(screen, (all) => all.length === 1);
    expect([...watched.keys()]).toEqual(['show-1/live']);
  });

  test('nothing is kept warm while nobody looks', async () => {
    const { shows, watched } = bed(await two());
    const screen = shows.watch();
    await until(screen, (all) => all.length === 2);
    screen.close();
    await vi.waitFor(() => expect(watched.size).toBe(0));
  });
});
