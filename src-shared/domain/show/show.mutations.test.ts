import { describe, expect, test } from 'vitest';
import { memoryWorkspace, newShow, showWithSlots } from '../../sync/documents-fixture.ts';

const refusal = (code: string) => expect.objectContaining({ code });

describe('shows', () => {
  test('a show is made once; a second one under its id is refused', async () => {
    const w = memoryWorkspace();
    await w.run('show.create', newShow('show-1'));
    expect(await w.reader.get('show', 'show-1')).toMatchObject({ title: '618', createdAt: w.nowIso() });
    await expect(w.run('show.create', newShow('show-1'))).rejects.toEqual(refusal('show/exists'));
  });

  test('edit changes what is named and nothing else; the currency of figures never changes', async () => {
    const w = memoryWorkspace();
    await w.run('show.create', newShow('show-1'));
    const before = await w.reader.get('show', 'show-1');
    await w.run('show.edit', { showId: 'show-1', title: '双11', targetFen: 100, ...{ currency: 'USD' } });
    expect(await w.reader.get('show', 'show-1')).toEqual({ ...before, title: '双11', targetFen: 100 });
    await expect(w.run('show.edit', { showId: 'gone', title: 'x' })).rejects.toEqual(
      refusal('show/not-found'),
    );
  });

  test('a title of blanks, a yen show and a broken time are refused', async () => {
    const w = memoryWorkspace();
    for (const bad of [{ title: '  ' }, { currency: 'JPY' }, { startsAt: 'tonight' }]) {
      await expect(w.run('show.create', { ...newShow('show-1'), ...bad })).rejects.toEqual(
        refusal('request/invalid'),
      );
    }
    expect(w.dump()).toEqual({});
  });
});

describe('runs', () => {
  test('one run of a show is on at a time, rehearsal or not, also when a take would start it', async () => {
    const w = await showWithSlots(1);
    await w.run('run.create', { id: 'run-2', showId: 'show-1', kind: 'rehearsal' });
    await w.run('run.start', { runId: 'run-2' });
    await expect(w.run('run.start', { runId: 'run-1' })).rejects.toEqual(refusal('run/other-live'));
    await expect(w.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' })).rejects.toEqual(
      refusal('run/other-live'),
    );
    await w.run('run.end', { runId: 'run-2' });
    await w.run('run.start', { runId: 'run-1' });
    expect(await w.reader.get('run', 'run-1')).toMatchObject({ state: 'live', startedAt: w.nowIso() });
  });

  test('another show’s run does not stand in the way', async () => {
    const w = await showWithSlots(1);
    await w.run('show.create', newShow('show-2'));
    await w.run('run.create', { id: 'run-2', showId: 'show-2', kind: 'live' });
    await w.run('run.start', { runId: 'run-2' });
    await w.run('run.start', { runId: 'run-1' });
  });

  test('a run starts once and ends once; the end takes everything off air', async () => {
    const w = await showWithSlots(2);
    await w.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-2' });
    await expect(w.run('run.start', { runId: 'run-1' })).rejects.toEqual(refusal('run/started'));
    w.clock.advance(90_000);
    await w.run('run.end', { runId: 'run-1' });
    expect(await w.reader.get('run', 'run-1')).toMatchObject({
      state: 'ended',
      endedAt: w.nowIso(),
      onAirSlotId: null,
      onAirSince: null,
      armedSlotId: null,
    });
    expect(await w.reader.get('slot', 'slot-1')).toMatchObject({ state: 'done', airedSec: 90 });
    await expect(w.run('run.end', { runId: 'run-1' })).rejects.toEqual(refusal('run/ended'));
    await expect(w.run('run.start', { runId: 'run-1' })).rejects.toEqual(refusal('run/started'));
  });

  test('a run belongs to a show that is there, under an id of its own', async () => {
    const w = await showWithSlots(0);
    await expect(w.run('run.create', { id: 'run-9', showId: 'gone', kind: 'live' })).rejects.toEqual(
      refusal('show/not-found'),
    );
    await expect(w.run('run.create', { id: 'run-1', showId: 'show-1', kind: 'live' })).rejects.toEqual(
      refusal('show/exists'),
    );
  });
});
