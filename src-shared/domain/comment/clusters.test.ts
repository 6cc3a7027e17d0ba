import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProductId } from '../../sync/ids.ts';
import type { CommentEvent } from '../order/order.schema.ts';
import { addToClusters, type Clusters } from './clusters.ts';
import { topicOf, topicParts, vocabularyOf } from './topic.ts';

const product = (id: string, name: string, points: string[] = []) => ({ id: id as ProductId, name, points });
const products = [
  product('p1', '全棉纱布浴巾', ['A类标准，新生儿可用', '六层纱布']),
  product('p2', '婴儿连体衣', ['新疆长绒棉']),
  product('p3', '全棉四件套 1.8m', ['60支长绒棉']),
];
const vocabulary = vocabularyOf(products);
const topic = (text: string) => topicOf(text, vocabulary);

const said = (n: number, text: string, at = 0): CommentEvent => ({
  commentId: `c${n}`,
  at: new Date(Date.UTC(2026, 5, 18) + at * 1000).toISOString(),
  user: { id: `u${n}`, name: '小林' },
  text,
});

describe('what a question is about', () => {
  test.each([
    ['有没有大一点的尺码？', 'size'],
    ['一米六穿什么码', 'size'],
    ['四件套多少钱', 'price@p3'],
    ['浴巾有别的颜色吗', 'colour@p1'],
    ['到新疆运费多少？', 'freight'],
    ['新疆能发吗？', 'shipping'],
    ['连体衣怎么样', 'product@p2'],
    ['What size is it?', 'size'],
    ['主播，六层纱布是真的吗', 'term:六层纱布'],
    ['主播你几岁了呀？', 'same:你几岁'],
    ['主 播 你几岁了!!', 'same:你几岁'],
  ])('%s is about %s', (text, key) => expect(topic(text)).toBe(key));

  test('a piece that several products share names none of them', () => {
    expect(topic('全棉的吗')).toBe('same:全棉');
    expect(topic('吗呢？')).toBeNull();
  });

  test('keys are told apart again', () => {
    expect(topicParts('size@p:1@x')).toEqual({ field: 'size', productId: 'p:1@x', words: null });
    expect(topicParts('same:你@几岁')).toEqual({ field: null, productId: null, words: '你@几岁' });
    expect(topicParts('product@p1')).toEqual({ field: null, productId: 'p1', words: null });
    expect(topicParts('odd')).toEqual({ field: null, productId: null, words: 'odd' });
  });

  test('the order in which products are listed does not count', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(products, { minLength: 3 }),
        fc.constantFrom('浴巾什么色', '四件套呢？'),
        (listed, text) => {
          expect(topicOf(text, vocabularyOf(listed))).toBe(topic(text));
        },
      ),
    );
  });
});

describe('clusters', () => {
  const texts = [
    '尺码呢？',
    '什么码',
    '四件套多少钱',
    '已拍！',
    '你几岁？',
    '你几岁了',
    '好看',
    '浴巾有货吗',
  ];
  const stream = fc.array(
    fc.record({ text: fc.constantFrom(...texts), at: fc.integer({ min: 0, max: 5 }) }),
    { maxLength: 40 },
  );
  const gather = (comments: readonly CommentEvent[]): Clusters =>
    comments.reduce<Clusters>((all, each) => addToClusters(all, each, vocabulary), new Map());
  const sorted = (clusters: Clusters) => [...clusters.values()].sort((a, b) => (a.key < b.key ? -1 : 1));

  test('are the same in whatever order the comments arrive', () => {
    fc.assert(
      fc.property(
        stream.chain((all) => {
          const comments = all.map(({ text, at }, n) => said(n, text, at));
          return fc.tuple(
            fc.constant(comments),
            fc.shuffledSubarray(comments, { minLength: comments.length, maxLength: comments.length }),
          );
        }),
        ([inOrder, shuffled]) => {
          expect(sorted(gather(shuffled))).toEqual(sorted(gather(inOrder)));
        },
      ),
    );
  });

  test('count every question once and show the latest', () => {
    const all = gather([
      said(1, '尺码呢？', 1),
      said(2, '已拍！', 2),
      said(3, '什么码？', 3),
      said(4, '多大？', 2),
    ]);
    const size = all.get('size');
    expect(size?.asked).toBe(3);
    expect(size?.samples.map(({ commentId }) => commentId)).toEqual(['c3', 'c4', 'c1']);
  });
});
