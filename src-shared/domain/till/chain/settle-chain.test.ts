import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shopProducts } from './chain-fixture.ts';
import { parseChain } from './parse-chain.ts';
import { type ChainAnswers, noAnswers, settleChain } from './settle-chain.ts';

const settle = (text: string, answers: Partial<ChainAnswers> = {}) =>
  settleChain(parseChain(text, shopProducts), { ...noAnswers, ...answers });
const statesOf = (text: string, answers: Partial<ChainAnswers> = {}) =>
  settle(text, answers).entries.map(({ state }) => state);

describe('orders of a chain', () => {
  it('come of what can mean nothing else, each product once', () => {
    expect(settle('1. 小王 柔巾2 浴巾1 柔巾1（周五来拿）').orders).toEqual([
      {
        line: 1,
        number: 1,
        name: '小王',
        note: '周五来拿',
        lines: [
          { productId: 'tissue', qty: 3 },
          { productId: 'towel', qty: 1 },
        ],
      },
    ]);
  });

  it('wait for every question, and only for questions', () => {
    expect(statesOf('1. 小王 柔巾\n2. 小李 四件套1\n3. 小赵 取消')).toEqual(['ready', 'open', 'cancelled']);
    expect(settle('1. 小王 柔巾\n2. 小李 四件套1').openCount).toBe(1);
  });

  it('hold no phone number, wherever it was written', () => {
    const { orders } = settle('1. 小王 13800138000 柔巾2（送到１３９-1234-5678）');
    expect(orders[0]).toMatchObject({ name: '小王', note: '送到139****5678' });
    expect(settle('1. 小王（13800138000）柔巾2').entries[0]?.entry.phone).toBe('13800138000');
    const named = settle('1. 小王 柔巾2', { names: { 1: '小王13800138000' } });
    expect(named.orders[0]?.name).toBe('小王138****8000');
  });

  it('take one answer for the same words in every line', () => {
    const text = '1. 小王 四件套1\n2. 小李 四件套2';
    const { orders, openCount } = settle(text, { words: { 四件套: 'bedding-l' } });
    expect(orders.map(({ lines }) => lines)).toEqual([
      [{ productId: 'bedding-l', qty: 1 }],
      [{ productId: 'bedding-l', qty: 2 }],
    ]);
    expect(openCount).toBe(0);
    const apart = settle(text, { words: { 四件套: 'bedding-l' }, products: { '2.0': 'bedding-m' } });
    expect(apart.orders[1]?.lines).toEqual([{ productId: 'bedding-m', qty: 2 }]);
  });

  it('put into the note what is said to be no product', () => {
    const text = '1. winter 李彬特 柔巾2';
    expect(statesOf(text)).toEqual(['open']);
    const { orders } = settle(text, { words: { 李彬特: null } });
    expect(orders[0]).toMatchObject({
      name: 'winter',
      note: '李彬特',
      lines: [{ productId: 'tissue', qty: 2 }],
    });
  });

  it('are not made of a name alone', () => {
    expect(statesOf('1. 小王 毛巾', { words: { 毛巾: null } })).toEqual(['open']);
    expect(statesOf('1. 小王', { products: { '1.0': 'tissue' } })).toEqual(['ready']);
  });

  it('take a count that was typed, or confirmed', () => {
    expect(statesOf('1. 小王 柔巾半包')).toEqual(['open']);
    expect(settle('1. 小王 柔巾半包', { counts: { '1.0': 1 } }).orders[0]?.lines).toEqual([
      { productId: 'tissue', qty: 1 },
    ]);
    expect(statesOf('1. 小王 柔巾2箱', { counts: { '1.0': 2 } })).toEqual(['ready']);
  });

  it('need a name', () => {
    expect(statesOf('1. 柔巾2')).toEqual(['open']);
    expect(statesOf('1. 柔巾2', { names: { 1: '小王' } })).toEqual(['ready']);
  });

  it('can be left out, and cancelled ones taken all the same', () => {
    const text = '1. 小王 柔巾2\n2. 小李 柔巾1 取消\n3. 小赵 毛巾1';
    expect(statesOf(text, { taken: { 1: false, 2: true, 3: false } })).toEqual([
      'left-out',
      'ready',
      'left-out',
    ]);
    expect(statesOf('1. 小王 取消', { taken: { 1: true } })).toEqual(['open']);
  });

  it('are asked about when they are tickets already: a chain that grew is pasted again', () => {
    const tickets = [{ label: 'EV-1', name: '小王', lines: [{ productId: 'tissue', qty: 2 }] }];
    const text = '1. 小王 柔巾2\n2. 小李 柔巾2';
    const settled = settleChain(parseChain(text, shopProducts), noAnswers, tickets);
    expect(settled.entries.map(({ state, open, ticketLabel }) => [state, open, ticketLabel])).toEqual([
      ['open', ['has-ticket'], 'EV-1'],
      ['ready', [], null],
    ]);
    const taken = settleChain(parseChain(text, shopProducts), { ...noAnswers, taken: { 1: true } }, tickets);
    expect(taken.orders).toHaveLength(2);
  });

  it('wait until somebody has looked at a line that belongs to no entry', () => {
    const text = '1. 小王 柔巾2\n\n加两包给隔壁';
    expect(settle(text)).toMatchObject({ unseen: [3], openCount: 1 });
    expect(settle(text, { seen: { 3: true } })).toMatchObject({ unseen: [], openCount: 0 });
  });

  it('are complete whatever is answered: every entry is one order, open, cancelled or left out', () => {
    const entry = fc.constantFrom(
      '小王 柔巾2',
      '小李 四件套',
      '毛巾3',
      '小赵 取消',
      '小陈 浴巾半条',
      '柔巾 小吴',
    );
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 8 }),
        fc.dictionary(fc.constantFrom('四件套', '毛巾', '小吴'), fc.constantFrom('towel', null)),
        fc.dictionary(fc.constantFrom('1', '2', '3'), fc.boolean()),
        (bodies, words, taken) => {
          const text = bodies.map((body, at) => `${at + 1}. ${body}`).join('\n');
          const { entries, orders, openCount } = settle(text, { words, taken });
          expect(entries).toHaveLength(bodies.length);
          const ready = entries.filter(({ state }) => state === 'ready').length;
          expect(orders).toHaveLength(ready);
          expect(openCount).toBe(entries.filter(({ state }) => state === 'open').length);
          for (const { name, lines } of orders) {
            expect(name).not.toBe('');
            expect(lines.length).toBeGreaterThan(0);
            for (const { qty } of lines) expect(qty).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});
