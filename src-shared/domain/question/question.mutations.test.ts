import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import { MOST_QUESTIONS } from './question.mutations.ts';

const ask = (n: number, text = `尺码 ${n}？`) => ({
  ...{ id: `question-${n}`, showId: 'show-1', runKind: 'live' as const, text, userName: '小林' },
});
const refusal = (code: string) => expect.objectContaining({ code });

describe('questions for the host', () => {
  test('one is queued once, answered once, and may come again afterwards', async () => {
    const w = await showWithSlots(0);
    await w.run('question.queue', ask(1, '有 M 码吗'));
    await w.run('question.queue', ask(2, ' 有 M 码吗 '));
    expect(await w.reader.list('question', 'show-1')).toHaveLength(1);
    w.clock.advance(1000);
    await w.run('question.settle', { questionId: 'question-1' }, { role: 'host' });
    const settledAt = w.nowIso();
    w.clock.advance(1000);
    await w.run('question.settle', { questionId: 'question-1' });
    expect(await w.reader.get('question', 'question-1')).toMatchObject({ state: 'answered', settledAt });
    await w.run('question.queue', ask(3, '有 M 码吗'));
    expect(await w.reader.list('question', 'show-1')).toHaveLength(2);
  });

  test('the rehearsal’s and the show’s stay apart', async () => {
    const w = await showWithSlots(0);
    await w.run('question.queue', ask(1, '包邮吗'));
    await w.run('question.queue', { ...ask(2, '包邮吗'), runKind: 'rehearsal' });
    expect(await w.reader.list('question', 'show-1')).toHaveLength(2);
  });

  test('nobody reads out more than fifty; answered ones make room', async () => {
    const w = await showWithSlots(0);
    for (let n = 0; n < MOST_QUESTIONS; n += 1) await w.run('question.queue', ask(n));
    await expect(w.run('question.queue', ask(99))).rejects.toEqual(refusal('question/too-many'));
    for (let n = 0; n < MOST_QUESTIONS; n += 1)
      await w.run('question.settle', { questionId: `question-${n}` });
    for (let n = 100; n < 100 + MOST_QUESTIONS; n += 1) {
      await w.run('question.queue', ask(n));
      await w.run('question.settle', { questionId: `question-${n}` });
    }
    await w.run('question.queue', ask(999));
    expect((await w.reader.list('question', 'show-1')).length).toBeLessThanOrEqual(MOST_QUESTIONS + 1);
  });

  test('what is not there is said so', async () => {
    const w = await showWithSlots(0);
    await expect(w.run('question.settle', { questionId: 'gone' })).rejects.toEqual(
      refusal('question/not-found'),
    );
    await expect(w.run('question.queue', { ...ask(1), showId: 'gone' })).rejects.toEqual(
      refusal('show/not-found'),
    );
    await expect(w.run('question.queue', ask(1), { role: 'crew' })).rejects.toEqual(refusal('auth/role'));
  });
});
