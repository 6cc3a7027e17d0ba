import { describe, expect, test } from 'vitest';
import type { OpenStore } from '../hub-store.contract.ts';
import { AT } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const key = { id: 'k1', label: '小程序', scopes: ['ingest', 'claims'], createdAt: AT } as const;
const device = { deviceId: 'desk-1', personId: 'p1', personName: '小橙' } as const;

export function accessContract(name: string, open: OpenStore): void {
  describe(`${name}: access`, () => {
    test(
      'keys are found by their hash until they are revoked',
      withStore(open, async (store) => {
        await store.access.addKey({ ...key, hash: 'h1' });
        expect(await store.access.keyByHash('h1')).toEqual(key);
        expect(await store.access.keyByHash('h2')).toBeNull();
        expect(await store.access.keys()).toEqual([key]);
        expect(await store.access.revokeKey('k1')).toBe(true);
        expect(await store.access.revokeKey('k1')).toBe(false);
        expect(await store.access.keyByHash('h1')).toBeNull();
      }),
    );

    test(
      'an invite is used once, before it expires, by one of two at once',
      withStore(open, async (store) => {
        const invite = { role: 'operator', createdAt: AT, expiresAt: '2026-06-19T00:00:00.000Z' } as const;
        await store.access.addInvite({ ...invite, hash: 'i1' });
        await store.access.addInvite({ ...invite, hash: 'i2' });
        const redeem = (hash: string, tokenHash: string, now = AT) =>
          store.access.redeemInvite(hash, { ...device, personId: tokenHash, tokenHash, now });
        expect(await redeem('i0', 't0')).toBeNull();
        expect(await redeem('i2', 't0', invite.expiresAt)).toBeNull();
        const both = await Promise.all([redeem('i1', 't1'), redeem('i1', 't2')]);
        expect(both).toEqual([{ ...device, personId: 't1', role: 'operator' }, null]);
        expect(await store.access.deviceByTokenHash('t1')).toEqual(both[0]);
        expect(await store.access.deviceByTokenHash('t2')).toBeNull();
      }),
    );

    test(
      'a new token of the same person and device ends the old one; a borrowed device name ends nothing',
      withStore(open, async (store) => {
        const owner = { deviceId: 'owner', personId: 'owner', personName: 'owner', role: 'owner' } as const;
        await store.access.addDevice({ ...owner, tokenHash: 't1', createdAt: AT });
        await store.access.addDevice({ ...owner, tokenHash: 't2', createdAt: AT });
        expect(await store.access.deviceByTokenHash('t1')).toBeNull();
        await store.access.addDevice({
          ...owner,
          personId: 'x',
          role: 'host',
          tokenHash: 't3',
          createdAt: AT,
        });
        expect(await store.access.deviceByTokenHash('t2')).toEqual(owner);
      }),
    );

    test(
      'the first answer to an idempotency key stands',
      withStore(open, async (store) => {
        expect(await store.access.rememberedAnswer('take', 'k')).toBeNull();
        await store.access.rememberAnswer('take', 'k', 'h1', 'one');
        await store.access.rememberAnswer('take', 'k', 'h2', 'two');
        expect(await store.access.rememberedAnswer('take', 'k')).toEqual({ bodyHash: 'h1', answer: 'one' });
        expect(await store.access.rememberedAnswer('fire', 'k')).toBeNull();
      }),
    );
  });
}
