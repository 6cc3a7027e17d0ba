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
          store.access.redeemInvite(hash, { ...device, personId: tokenHash, tokenHash, createdAt: now });
        expect(await redeem('i0', 't0')).toEqual({ refused: 'unknown' });
        expect(await redeem('i2', 't0', invite.expiresAt)).toEqual({ refused: 'expired' });
        const both = await Promise.all([redeem('i1', 't1'), redeem('i1', 't2')]);
        const joined = { ...device, personId: 't1', role: 'operator' };
        expect(both).toEqual([{ device: joined }, { refused: 'used' }]);
        expect(await store.access.deviceByTokenHash('t1')).toMatchObject(joined);
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
        expect(await store.access.deviceByTokenHash('t2')).toMatchObject(owner);
      }),
    );

    test(
      'a removed device is no longer listed, and its token still says what became of it',
      withStore(open, async (store) => {
        const one = { ...device, role: 'host', tokenHash: 't1', createdAt: AT, deviceName: 'pad' } as const;
        await store.access.addDevice({ ...one, expiresAt: '2026-09-01T00:00:00.000Z' });
        await store.access.addDevice({ ...one, personId: 'p2', tokenHash: 't2' });
        await store.access.deviceSeen('t1', '2026-06-19T00:00:00.000Z');
        expect(await store.access.devices()).toMatchObject([
          {
            ...{ personId: 'p1', deviceName: 'pad', joinedAt: AT },
            ...{ expiresAt: '2026-09-01T00:00:00.000Z', seenAt: '2026-06-19T00:00:00.000Z' },
          },
          { personId: 'p2', expiresAt: null, seenAt: null },
        ]);
        expect(await store.access.removeDevice({ personId: 'p1', deviceId: 'other' }, AT)).toBe(false);
        expect(await store.access.removeDevice({ personId: 'p1', deviceId: 'desk-1' }, AT)).toBe(true);
        expect(await store.access.removeDevice({ personId: 'p1', deviceId: 'desk-1' }, AT)).toBe(false);
        expect((await store.access.devices()).map(({ personId }) => personId)).toEqual(['p2']);
        expect(await store.access.deviceByTokenHash('t1')).toMatchObject({ removedAt: AT });
        expect(await store.access.deviceByTokenHash('t2')).toMatchObject({ removedAt: null });
      }),
    );

    test(
      'a renewed token ends later; one without an end gets none',
      withStore(open, async (store) => {
        const one = { ...device, role: 'host', createdAt: AT } as const;
        await store.access.addDevice({ ...one, tokenHash: 't1', expiresAt: AT });
        await store.access.addDevice({ ...one, personId: 'p2', tokenHash: 't2' });
        for (const token of ['t1', 't2']) await store.access.renewDevice(token, '2026-12-01T00:00:00.000Z');
        expect(await store.access.deviceByTokenHash('t1')).toMatchObject({
          expiresAt: '2026-12-01T00:00:00.000Z',
        });
        expect(await store.access.deviceByTokenHash('t2')).toMatchObject({ expiresAt: null });
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
