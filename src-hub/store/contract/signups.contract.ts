import { describe, expect, test } from 'vitest';
import { type Signup, signupSchema } from '#shared/domain/signup/signup.schema.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import type { HubStore } from '../hub-store.ts';
import { AT, committed } from '../test-documents.ts';
import { withStore } from './with-store.ts';

function signup(id: string, changes: Partial<Record<keyof Signup, unknown>> = {}): Signup {
  return signupSchema.parse({
    ...{ id, showId: 'show-1', name: '王小明', phone: '+8613800138000', groupId: 'group-1' },
    ...{ consentText: '同意入群', consentAt: AT, deviceId: 'till-1', deviceName: '一号台', personId: 'amy' },
    ...changes,
  });
}

async function add(store: HubStore, ...signups: Signup[]) {
  const batch = { writes: [], secrets: [], orders: [], signups };
  const { results } = await store.documents.commitOps([committed([], { outcome: { batch } })]);
  expect(results).toMatchObject([{ outcome: 'applied' }]);
}
const by = { personId: 'boss', personName: 'Boss', deviceId: 'desk' };
const later = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

export function signupContract(name: string, open: OpenStore): void {
  describe(`${name}: sign-ups`, () => {
    test(
      'come back as they were, newest first, by show; in pages by id',
      withStore(open, async (store) => {
        const all = [
          signup('b'),
          signup('a', { phone: '+447700900123', consentAt: later(1), groupId: null }),
          signup('c', { showId: 'show-2' }),
          signup('d', { phone: '+8613900139000', consentAt: later(2) }),
        ];
        await add(store, ...all);
        expect(await store.signups.ofShow('show-1', 10)).toEqual([all[3], all[1], all[0]]);
        expect(await store.signups.ofShow('show-1', 1)).toEqual([all[3]]);
        expect(await store.signups.count('show-1')).toBe(3);
        expect((await store.signups.after('show-1', '', 2)).map(({ id }) => id)).toEqual(['a', 'b']);
        expect((await store.signups.after('show-1', 'b', 2)).map(({ id }) => id)).toEqual(['d']);
      }),
    );

    test(
      'the same number for the same group of a show stands once, as it was given first',
      withStore(open, async (store) => {
        await add(store, signup('a'));
        await add(store, signup('a', { name: '别人' }), signup('b', { name: '王大明' }));
        await add(store, signup('c', { groupId: 'group-2' }), signup('d', { groupId: null }));
        await add(store, signup('e', { groupId: null }));
        const stored = await store.signups.ofShow('show-1', 10);
        expect(stored.map(({ id, name }) => [id, name])).toEqual([
          ['d', '王小明'],
          ['c', '王小明'],
          ['a', '王小明'],
        ]);
        const { showId, groupId, phone } = signup('x');
        expect(await store.signups.isKnown({ showId, groupId, phone })).toBe(true);
        expect(await store.signups.isKnown({ showId: 'show-2' as never, groupId, phone })).toBe(false);
        expect(await store.signups.isKnown({ showId, groupId, phone: '+8613800138001' })).toBe(false);
      }),
    );

    test(
      'one is removed for good, and who removed or exported is noted',
      withStore(open, async (store) => {
        await add(store, signup('a'), signup('b', { phone: '+8613900139000' }));
        expect(await store.signups.remove('a', by, AT)).toEqual({ showId: 'show-1' });
        expect(await store.signups.remove('a', by, AT)).toBeNull();
        expect((await store.signups.ofShow('show-1', 10)).map(({ id }) => id)).toEqual(['b']);
        await store.signups.noteExport('show-1', 1, by, later(1));
        expect(await store.signups.log('show-1')).toEqual([
          { at: AT, what: 'remove', count: 1, ...by },
          { at: later(1), what: 'export', count: 1, ...by },
        ]);
        // Removed at the wish of a person who may come back.
        await add(store, signup('a2'));
        expect(await store.signups.count('show-1')).toBe(2);
      }),
    );
  });
}
