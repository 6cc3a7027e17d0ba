import { describe, expect, it, test } from 'vitest';
import { type MutationName, mutations } from '#shared/domain/mutations.ts';
import { describeOp } from './describe-op.ts';
import { say } from './say-fixture.ts';

type Facts = Record<string, string | number | boolean | null>;
const zh = (name: string, facts: Facts) => describeOp({ name, facts }, say('zh'));
const en = (name: string, facts: Facts) => describeOp({ name, facts }, say('en'));

describe('an op in words', () => {
  it('names the thing and what was to become of it', () => {
    expect(zh('rundown.move', { name: '浴巾', place: 3 })).toBe('移动“浴巾”到第 3 位');
    expect(zh('rundown.plan', { name: '浴巾', plannedSec: 540 })).toBe('把“浴巾”的计划时长改为 9:00');
    expect(zh('rundown.arm', { armed: false })).toBe('取消待切');
    expect(en('rundown.skip', { name: '浴巾', skipped: true })).toBe('Skip "浴巾"');
    expect(en('rundown.skip', { name: '浴巾', skipped: false })).toBe('Restore "浴巾"');
    expect(en('run.start', { title: '618', kind: 'rehearsal' })).toBe('Start the rehearsal of "618"');
  });
  it('says of a price what was changed, in its currency', () => {
    const facts = { name: '浴巾', currency: 'GBP', priceFen: 1999, floorFen: null, stockDeclared: 1200 };
    expect(en('product.reprice', facts)).toBe('Set "浴巾" to price £19.99, no floor, 1,200 pieces in stock');
    expect(zh('product.reprice', { name: '浴巾', currency: 'CNY', listFen: 9900 })).toBe(
      '把“浴巾”改为日常价 ¥99.00',
    );
  });
  it('says of a show which parts were changed', () => {
    expect(zh('show.edit', { title: '618', changes: 'hostName title' })).toBe('修改场次“618”的标题、主播');
  });
  it('has words for what nobody knows any more, and for an op of another version', () => {
    expect(zh('rundown.move', {})).toBe('移动“（不详）”到第 （不详） 位');
    expect(en('rundown.explode', {})).toBe('Operation "rundown.explode"');
    expect(zh('constructor', {})).toBe('操作“constructor”');
  });
});

test.each(Object.keys(mutations) as MutationName[])('%s leaves no hole in either language', (name) => {
  for (const facts of [{}, { kind: 'rehearsal', armed: false, skipped: false }] as Facts[]) {
    expect(zh(name, facts)).not.toMatch(/[{}]/);
    expect(en(name, facts)).not.toMatch(/[{}]/);
    expect(en(name, facts)).not.toMatch(/\p{Script=Han}/u);
  }
});
