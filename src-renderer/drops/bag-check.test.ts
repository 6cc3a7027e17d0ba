import { describe, expect, it } from 'vitest';
import { drawWinners, seedHash } from '#shared/domain/drop/draw.ts';
import { bagCsv, isTrueDraw, winnersOf } from './bag-check.ts';

const users = ['amy', 'bo', 'cy', 'di', 'eve'];
const drawn = drawWinners('seed', users, 2);
const entries = users.map((userId, at) => ({
  ...{ arrival: at + 1, userId, userName: `名 ${userId}`, at: '2026-06-18T11:00:00Z' },
  place: drawn.includes(userId) ? drawn.indexOf(userId) + 1 : null,
}));
const bag = { entries, seed: 'seed', seedHash: seedHash('seed') };

describe('a lucky bag', () => {
  it('is drawn again by whoever looks', () => {
    expect(isTrueDraw(bag, 2)).toBe(true);
    expect(winnersOf(entries).map(({ userId }) => userId)).toEqual(drawn);
    expect(isTrueDraw({ ...bag, seed: null }, 2)).toBeNull();
  });
  it('is not true with another seed, other winners or another entry', () => {
    expect(isTrueDraw({ ...bag, seed: 'other' }, 2)).toBe(false);
    expect(isTrueDraw({ ...bag, seedHash: seedHash('other') }, 2)).toBe(false);
    expect(isTrueDraw({ ...bag, entries: entries.map((one) => ({ ...one, place: null })) }, 2)).toBe(false);
    const without = entries.filter(({ userId }) => userId !== drawn[0]);
    expect(isTrueDraw({ ...bag, entries: without }, 2)).toBe(false);
  });
  it('is written as a sheet without formulas', () => {
    const [first] = entries;
    if (!first) throw new Error('there are entries');
    const csv = bagCsv({ ...bag, entries: [{ ...first, userName: '=1+1,"x"' }] }, ['a', 'b']);
    expect(csv.startsWith('\uFEFFa,b\r\namy,"\'=1+1,""x""",')).toBe(true);
  });
});
