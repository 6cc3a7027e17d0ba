import { describe, expect, test } from 'vitest';
import { createDraftSaver, type Draft } from './draft-saver.ts';

const empty: Draft = {
  id: null,
  showId: 's1' as Draft['showId'],
  title: '',
  text: '',
  productId: null,
  tags: [],
};

function bench() {
  const saved: Draft[] = [];
  const timers: (() => void)[] = [];
  let fail = false;
  return {
    saved,
    failing: (on: boolean) => {
      fail = on;
    },
    fire: () => {
      for (const run of timers.splice(0)) run();
    },
    ports: {
      save: async (draft: Draft) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (fail) throw new Error('away');
        saved.push(draft);
        return (draft.id ?? `p${saved.length}`) as NonNullable<Draft['id']>;
      },
      after: (_ms: number, run: () => void) => {
        timers.push(run);
        return () => void timers.splice(timers.indexOf(run), 1);
      },
    },
  };
}

describe('a draft', () => {
  test('is saved once and from then on under its id', async () => {
    const { ports, saved } = bench();
    const saver = createDraftSaver(empty, ports);
    saver.edit({ text: '今晚' });
    expect(saver.state()).toBe('unsaved');
    await saver.flush();
    expect(saver.state()).toBe('saved');
    saver.edit({ text: '今晚七点' });
    await saver.flush();
    expect(saved.map(({ id, text }) => [id, text])).toEqual([
      [null, '今晚'],
      ['p1', '今晚七点'],
    ]);
  });

  test('written on while it is being saved is made only once, and the rest is not lost', async () => {
    const { ports, saved } = bench();
    const saver = createDraftSaver(empty, ports);
    saver.edit({ text: 'a' });
    const first = saver.flush();
    saver.edit({ text: 'ab' });
    await Promise.all([first, saver.flush()]);
    expect(saved.map(({ id }) => id)).toEqual([null, 'p1']);
    expect(saved.at(-1)?.text).toBe('ab');
    expect(saver.state()).toBe('saved');
  });

  test('that cannot be saved is kept and tried again', async () => {
    const { ports, saved, failing, fire } = bench();
    const saver = createDraftSaver(empty, ports);
    failing(true);
    saver.edit({ text: 'a' });
    await saver.flush();
    expect(saver.state()).toBe('failed');
    failing(false);
    fire();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(saved).toHaveLength(1);
    expect(saver.state()).toBe('saved');
  });

  test('never written is never saved; one that was is saved empty', async () => {
    const { ports, saved } = bench();
    const saver = createDraftSaver(empty, ports);
    saver.edit({ text: '  ' });
    await saver.flush();
    expect(saver.state()).toBe('empty');
    const old = createDraftSaver({ ...empty, id: 'p9' as NonNullable<Draft['id']>, text: 'x' }, ports);
    old.edit({ text: '' });
    await old.flush();
    expect(saved.map(({ id, text }) => [id, text])).toEqual([['p9', '']]);
  });
});
