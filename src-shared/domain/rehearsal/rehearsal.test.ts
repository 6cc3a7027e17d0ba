import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import { documentKinds, documentSchemas } from '../documents.ts';
import { resetOf } from './rehearsal-documents.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const copyOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `copy-${at + 1}`,
    ofSlotId: `slot-${at + 1}`,
  }));

describe('a rehearsal of a show', () => {
  test('has the show’s rundown as planned, and the show’s own stays untouched by it', async () => {
    const w = await showWithSlots(3);
    await w.run('rundown.skip', { slotId: 'slot-2', skipped: true });
    await w.run('rundown.plan', { slotId: 'slot-1', plannedSec: 90, warnSec: 40 });
    const before = w.dump();
    await w.run('run.rehearse', { id: 'rehearsal-1', ofRunId: 'run-1', slots: copyOf(3) });
    expect(await w.reader.get('run', 'rehearsal-1')).toMatchObject({
      kind: 'rehearsal',
      state: 'planned',
      copyOf: 'run-1',
    });
    await w.run('rundown.take', { runId: 'rehearsal-1', from: null, to: 'copy-1' });
    await w.run('rundown.move', { slotId: 'copy-3', afterSlotId: null });
    await w.run('run.end', { runId: 'rehearsal-1' });
    expect(await w.reader.get('slot', 'copy-1')).toMatchObject({
      plannedSec: 90,
      warnSec: 40,
      state: 'done',
    });
    expect(await w.reader.get('slot', 'copy-2')).toMatchObject({ state: 'skipped' });
    expect(w.dump()).toMatchObject(before);
  });

  test('waits alone: not beside another that has not begun, nor while a run of the show is on', async () => {
    const w = await showWithSlots(1);
    await w.run('run.rehearse', { id: 'rehearsal-1', ofRunId: 'run-1', slots: copyOf(1) });
    await expect(w.run('run.rehearse', { id: 'rehearsal-2', ofRunId: 'run-1', slots: [] })).rejects.toEqual(
      refusal('rehearsal/exists'),
    );
    await w.run('run.end', { runId: 'rehearsal-1' });
    await w.run('run.start', { runId: 'run-1' });
    await expect(w.run('run.rehearse', { id: 'rehearsal-2', ofRunId: 'run-1', slots: [] })).rejects.toEqual(
      refusal('run/other-live'),
    );
  });
});

describe('the reset of a rehearsal', () => {
  test('takes away the copy and what the rehearsal has made, and nothing of the show', async () => {
    const w = await showWithSlots(2);
    await w.run('question.queue', {
      ...{ id: 'q-live', showId: 'show-1', runKind: 'live', text: '尺码？', userName: '' },
    });
    const before = w.dump();
    await w.run('run.rehearse', { id: 'rehearsal-1', ofRunId: 'run-1', slots: copyOf(2) });
    await w.run('question.queue', {
      ...{ id: 'q-1', showId: 'show-1', runKind: 'rehearsal', text: '几点？', userName: '' },
    });
    await w.run('sequence.plan', {
      ...{ id: 'script', showId: 'show-1', runId: 'rehearsal-1', title: '3-2-1' },
      steps: [{ does: 'take', slotId: 'copy-2', afterSec: 0 }],
    } as never);
    await w.run('rundown.take', { runId: 'rehearsal-1', from: null, to: 'copy-1' });
    await expect(w.run('rehearsal.reset', { showId: 'show-1' })).rejects.toEqual(
      refusal('rehearsal/running'),
    );
    await w.run('run.end', { runId: 'rehearsal-1' });
    await expect(w.act('rehearsal.reset', { showId: 'show-1' })).rejects.toEqual(
      refusal('rehearsal/order-only'),
    );
    const { cleared } = await w.run('rehearsal.reset', { showId: 'show-1' });
    expect(cleared).toEqual(['show-1']);
    expect(w.dump()).toEqual(before);
    // Nothing left: again it changes nothing.
    await w.run('rehearsal.reset', { showId: 'show-1' });
    expect(w.dump()).toEqual(before);
  });

  test('a show that is a rehearsal by itself is as it was before its first take', async () => {
    const w = await showWithSlots(0);
    await w.run('run.create', { id: 'own', showId: 'show-1', kind: 'rehearsal' });
    await w.run('product.import', {
      ...{ showId: 'show-1', runId: 'own', products: [] },
      slots: [],
    });
    const before = w.dump();
    await w.run('run.start', { runId: 'own' });
    await w.run('run.end', { runId: 'own' });
    await w.run('rehearsal.reset', { showId: 'show-1' });
    expect(w.dump()).toEqual(before);
  });

  test('knows every kind of document that says which run kind it is of', () => {
    const withRunKind = documentKinds.filter((kind) => 'runKind' in shapeOf(documentSchemas[kind]));
    expect(withRunKind.sort()).toEqual(Object.keys(resetOf).sort());
  });
});

function shapeOf(schema: unknown): object {
  const { shape, options } = schema as { shape?: object; options?: { shape: object }[] };
  return shape ?? options?.[0]?.shape ?? {};
}
