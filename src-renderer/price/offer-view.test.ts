import { describe, expect, it } from 'vitest';
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import { defaultPolicy } from '#shared/domain/policy/policy.schema.ts';
import { releaseView, shelfView } from './offer-view.ts';
import { policyForm, readPolicy } from './policy-form.ts';
import { stockChange } from './stock-change.ts';

const act = (id: string, changes: object): PlatformAct =>
  ({
    ...{ actId: id, productId: 'p', kind: 'price', state: 'shown', orderedAt: `2026-06-18T11:00:0${id}Z` },
    change: { priceFen: 3990, shelf: null, stockDelta: null },
    ...changes,
  }) as unknown as PlatformAct;
const acts = (...all: PlatformAct[]) => new Map(all.map((each) => [each.actId, each]));
const product = { id: 'p', priceFen: 3990 } as Parameters<typeof releaseView>[1];

describe('what the platform shows of a price', () => {
  it('is nothing, the planned price, another one, on its way, failed, or not known', () => {
    expect(releaseView(acts(), product)).toEqual({ is: 'none' });
    expect(releaseView(acts(act('1', {})), product)).toEqual({ is: 'open', priceFen: 3990 });
    expect(releaseView(acts(act('1', { state: 'by-hand' })), product)).toMatchObject({ is: 'open' });
    const other = { priceFen: 2990, shelf: null, stockDelta: null };
    expect(releaseView(acts(act('1', { change: other })), product)).toEqual({ is: 'other', priceFen: 2990 });
    for (const state of ['planned', 'sending', 'sent'])
      expect(releaseView(acts(act('1', { state })), product)).toEqual({ is: 'sending' });
    for (const state of ['failed', 'expired', 'not-shown'])
      expect(releaseView(acts(act('1', { state })), product)).toEqual({ is: 'failed' });
    expect(releaseView(acts(act('1', { state: 'unknown' })), product)).toEqual({ is: 'unknown' });
  });

  it('goes by the latest that was not overtaken, of that product and kind alone', () => {
    const all = acts(
      act('1', { state: 'failed' }),
      act('2', {}),
      act('3', { state: 'superseded' }),
      act('4', { productId: 'q', state: 'failed' }),
      act('5', { kind: 'stock', state: 'failed' }),
    );
    expect(releaseView(all, product)).toMatchObject({ is: 'open' });
  });
});

describe('the shelf', () => {
  const shelf = (wanted: string, state = 'shown') =>
    act('1', { kind: 'shelf', state, change: { priceFen: null, shelf: wanted, stockDelta: null } });
  it('is as the team wants it once that was read back; a wish that nobody passed on is said', () => {
    const off = { ...product, shelf: 'off' as const };
    expect(shelfView(acts(), product)).toBe('none');
    expect(shelfView(acts(), off)).toBe('failed');
    expect(shelfView(acts(shelf('off')), off)).toBe('shown');
    expect(shelfView(acts(shelf('off', 'sent')), off)).toBe('sending');
    expect(shelfView(acts(shelf('off', 'expired')), off)).toBe('failed');
    expect(shelfView(acts(shelf('on')), off)).toBe('failed');
  });
});

describe('forms', () => {
  it('read a policy back as it was, and name what cannot be read', () => {
    expect(readPolicy(policyForm(defaultPolicy))).toEqual(defaultPolicy);
    const form = { ...policyForm(defaultPolicy), move: '12.5', warnShare: '101', dangerPieces: 'x' };
    expect(readPolicy(form)).toEqual({ bad: ['warnShare', 'dangerPieces'] });
    expect(readPolicy({ ...policyForm(defaultPolicy), move: '12.5' })).toMatchObject({ priceMoveBp: 1250 });
  });

  it('take a typed stock for so many more or less, where there is a number already', () => {
    expect(stockChange({ stockDeclared: 100 }, null)).toEqual({ delta: 0, declared: {} });
    expect(stockChange({ stockDeclared: 100 }, '120')).toEqual({ delta: 20, declared: {} });
    expect(stockChange({ stockDeclared: 100 }, '')).toEqual({ delta: 0, declared: { stockDeclared: null } });
    expect(stockChange({ stockDeclared: null }, '50')).toEqual({ delta: 0, declared: { stockDeclared: 50 } });
  });
});
