import { describe, expect, test } from 'vitest';
import type { OpenStore } from '../hub-store.contract.ts';
import { AT } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const amy = { personId: 'amy', personName: null, hash: 'hash-1', changedAt: AT };

export function pinContract(name: string, open: OpenStore): void {
  describe(`${name}: PINs`, () => {
    test(
      'are kept one a person; a new one forgets wrong tries',
      withStore(open, async ({ pins }) => {
        expect(await pins.get('amy')).toBeNull();
        await pins.put(amy);
        await pins.put({ ...amy, personId: 'ben', personName: '小本' });
        await pins.tried('amy', { wrong: 3, blockedUntil: AT });
        expect(await pins.get('amy')).toEqual({ ...amy, wrong: 3, blockedUntil: AT });
        await pins.put({ ...amy, hash: 'hash-2' });
        expect(await pins.get('amy')).toEqual({ ...amy, hash: 'hash-2', wrong: 0, blockedUntil: null });
        expect(await pins.list()).toEqual([
          { personId: 'amy', personName: null, changedAt: AT },
          { personId: 'ben', personName: '小本', changedAt: AT },
        ]);
        expect(await pins.remove('amy')).toBe(true);
        expect(await pins.remove('amy')).toBe(false);
        expect(await pins.get('amy')).toBeNull();
      }),
    );

    test(
      'one that somebody took away is known as that until it is set again',
      withStore(open, async ({ pins }) => {
        const by = { byId: 'ben', byName: 'Ben', at: AT };
        expect(await pins.clear('amy', by)).toBe(false);
        expect(await pins.cleared('amy')).toBeNull();
        await pins.put(amy);
        expect(await pins.clear('amy', by)).toBe(true);
        expect(await pins.get('amy')).toBeNull();
        expect(await pins.cleared('amy')).toEqual(by);
        await pins.put(amy);
        expect(await pins.cleared('amy')).toBeNull();
      }),
    );
  });
}
