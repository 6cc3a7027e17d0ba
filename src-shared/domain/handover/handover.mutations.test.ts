import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';

const counts = { drops: 1, unknown: 0, promises: 2, stock: 0, questions: 0, conflicts: 0 };
const offer = (id: string, toId: string | null = 'ben') => ({
  ...{ id, showId: 'show-1', runKind: 'live' as const, byName: '阿梅', counts },
  ...{ toId, toName: toId === null ? '' : '小本', note: '浴巾还差 20 条' },
});
const refusal = (code: string) => expect.objectContaining({ code });

describe('a shift handed over', () => {
  test('is acknowledged by the one it is given to, with both names and times', async () => {
    const w = await showWithSlots(0);
    await w.run('handover.offer', offer('h1'));
    const at = w.nowIso();
    w.clock.advance(60_000);
    await expect(
      w.run('handover.acknowledge', { handoverId: 'h1', name: '小陈' }, { personId: 'chen' }),
    ).rejects.toEqual(refusal('handover/not-yours'));
    await w.run('handover.acknowledge', { handoverId: 'h1', name: '小本' }, { personId: 'ben' });
    const done = {
      state: 'acknowledged',
      byName: '阿梅',
      endedByName: '小本',
      at,
      endedAt: w.nowIso(),
      counts,
    };
    expect(await w.reader.get('handover', 'h1')).toMatchObject(done);
    w.clock.advance(1000);
    await w.run('handover.acknowledge', { handoverId: 'h1', name: '小本' }, { personId: 'ben' });
    expect(await w.reader.get('handover', 'h1')).toMatchObject(done);
    await expect(w.run('handover.withdraw', { handoverId: 'h1', name: '阿梅' })).rejects.toEqual(
      refusal('handover/ended'),
    );
  });

  test('to whoever comes: by anybody but the one who goes', async () => {
    const w = await showWithSlots(0);
    await w.run('handover.offer', offer('h1', null));
    await expect(w.run('handover.acknowledge', { handoverId: 'h1', name: '阿梅' })).rejects.toEqual(
      refusal('handover/not-yours'),
    );
    await w.run('handover.acknowledge', { handoverId: 'h1', name: '小陈' }, { personId: 'chen' });
    expect(await w.reader.get('handover', 'h1')).toMatchObject({ endedById: 'chen' });
  });

  test('a new offer takes the place of the old one; a withdrawn one is nobody’s', async () => {
    const w = await showWithSlots(0);
    await w.run('handover.offer', offer('h1'));
    await w.run('handover.offer', offer('h2', 'chen'));
    expect(await w.reader.get('handover', 'h1')).toMatchObject({ state: 'withdrawn' });
    await w.run('handover.withdraw', { handoverId: 'h2', name: '阿梅' });
    await expect(
      w.run('handover.acknowledge', { handoverId: 'h2', name: '小陈' }, { personId: 'chen' }),
    ).rejects.toEqual(refusal('handover/ended'));
    await expect(w.run('handover.offer', offer('h3', 'amy'))).rejects.toEqual(refusal('handover/self'));
    await expect(w.run('handover.offer', offer('h3'), { role: 'crew' })).rejects.toEqual(
      refusal('auth/role'),
    );
  });
});
