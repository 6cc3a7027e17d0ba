import { describe, expect, test } from 'vitest';
import { memoryWorkspace } from '../../sync/documents-fixture.ts';
import { blockedJudge } from './blocked.ts';
import { MOST_PATTERNS } from './blocked-word.schema.ts';
import { markOf } from './mark.ts';
import { noVocabulary } from './topic.ts';

const word = (id: string, text: string) => ({ id: id as never, kind: 'word' as const, text });
const pattern = (id: string, text: string) => ({ id: id as never, kind: 'pattern' as const, text });

describe('blocked words', () => {
  const judge = blockedJudge([
    word('w1', '加微信'),
    word('w2', 'Fake'),
    pattern('p1', '\\d{7,}'),
    pattern('p2', '('),
  ]);

  test('a word is found whatever is put between its signs, and says where', () => {
    const text = '想要便宜的 加-微 信 哦';
    const hit = judge.judge(text);
    expect(hit).toMatchObject({ wordId: 'w1', kind: 'word', rule: '加微信' });
    expect(text.slice(hit?.from, hit?.to)).toBe('加-微 信');
    expect(judge.judge('so ＦＡＫＥ!')).toMatchObject({ wordId: 'w2' });
    expect(judge.judge('加了微博')).toBeNull();
  });

  test('all that matches is told in the test box; a pattern that cannot be read is left out', () => {
    const text = 'fake 12345678';
    expect(judge.all(text).map(({ wordId, from, to }) => [wordId, text.slice(from, to)])).toEqual([
      ['w2', 'fake'],
      ['p1', '12345678'],
    ]);
  });

  test('what is blocked is no question', () => {
    const comment = { commentId: 'c', at: '', user: { id: 'u', name: 'n' } };
    expect(markOf({ ...comment, text: '加微信多少钱？' }, judge, noVocabulary)).toMatchObject({
      question: false,
      topic: null,
      blocked: { wordId: 'w1' },
    });
    expect(markOf({ ...comment, text: '多少钱？' }, judge, noVocabulary)).toMatchObject({
      question: true,
      topic: 'price',
      blocked: null,
    });
    expect(markOf({ ...comment, text: '好看' }, judge, noVocabulary)).toBeNull();
  });
});

describe('the list of blocked words', () => {
  const add = (id: string, kind: 'word' | 'pattern', text: string) => ({
    words: [{ id, kind, text, note: '' }],
  });

  test('the same word stands there once, and a removed one can come again', async () => {
    const w = memoryWorkspace();
    await w.run('blocked-word.add', add('b1', 'word', '加微信'));
    await w.run('blocked-word.add', add('b2', 'word', '加 微-信'));
    expect((await w.reader.list('blocked-word', 'workspace')).map(({ id }) => id)).toEqual(['b1']);
    await w.run('blocked-word.remove', { blockedWordId: 'b1' });
    await w.run('blocked-word.remove', { blockedWordId: 'b1' });
    await w.run('blocked-word.add', add('b3', 'word', '加微信'));
    expect(await w.reader.list('blocked-word', 'workspace')).toHaveLength(1);
  });

  test('patterns that cannot be read, match all, or are too many, are refused', async () => {
    const w = memoryWorkspace();
    const refusal = (code: string, params = {}) => expect.objectContaining({ code, params });
    await expect(w.run('blocked-word.add', add('b', 'pattern', 'a(b'))).rejects.toEqual(
      refusal('comment/bad-pattern', { at: 4 }),
    );
    await expect(w.run('blocked-word.add', add('b', 'pattern', 'a*'))).rejects.toEqual(
      refusal('comment/pattern-matches-all'),
    );
    await expect(w.run('blocked-word.add', add('b', 'word', '！？'))).rejects.toEqual(
      refusal('comment/empty-word'),
    );
    const many = Array.from({ length: MOST_PATTERNS + 1 }, (_, n) => ({
      ...{ id: `b${n}`, kind: 'pattern' as const, text: `x${n}y`, note: '' },
    }));
    await expect(w.run('blocked-word.add', { words: many })).rejects.toEqual(
      refusal('comment/too-many', { max: MOST_PATTERNS }),
    );
    expect(await w.reader.list('blocked-word', 'workspace')).toHaveLength(0);
    await expect(w.run('blocked-word.add', add('b', 'word', '坏'), { role: 'host' })).rejects.toEqual(
      refusal('auth/role'),
    );
  });
});
