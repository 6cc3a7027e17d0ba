import { describe, expect, test } from 'vitest';
import { type AuditFilter, auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import type { AuditNote, NewAuditEntry } from '../audit-log.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import { AT, committed, put } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const minutes = (count: number) => new Date(Date.parse(AT) + count * 60_000).toISOString();
const any = (changes: Partial<AuditFilter> = {}) => auditFilterSchema.parse(changes);

const note: AuditNote = {
  ...{ personName: '阿梅', role: 'operator', deviceName: '主控台', mode: 'live', showId: 'show-1' },
  facts: { name: '柔巾' },
  changes: [
    {
      ...{ kind: 'product', id: 'product-1', name: '柔巾', was: 'changed' },
      fields: [{ field: 'priceFen', before: 4900, after: 4500 }],
    },
  ],
  ...{ more: 0, about: ['product-1', 'slot-1'] },
};

function entry(changes: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    ...{ at: AT, deviceAt: null, personId: 'amy', deviceId: 'desk-1', kind: 'order', name: 'drop.fire' },
    ...{ outcome: 'done', code: null, ...note, ...changes },
  } as NewAuditEntry;
}

export function auditContract(name: string, open: OpenStore): void {
  describe(`${name}: the audit log`, () => {
    test(
      '[SY96] an op and its entry are one transaction; one answered before is not told again',
      withStore(open, async (store) => {
        const ops = [
          committed([put('product', { priceFen: 4500 })], {
            ...{ opId: 'a', name: 'product.reprice', audit: note, at: minutes(-3) },
          }),
          committed([], {
            ...{ opId: 'b', name: 'drop.edit', audit: note },
            outcome: { refused: { code: 'drop/fired', params: {} } },
          }),
        ];
        const { results } = await store.documents.commitOps(ops);
        const [first] = results;
        if (!first) throw new Error('nothing was answered');
        await store.documents.commitOps([
          committed([], { opId: 'a', audit: note, outcome: { answered: first } }),
          committed([put('product')], { opId: 'silent' }),
        ]);
        const { entries, before } = await store.audit.page(any(), null, 10);
        expect(before).toBeNull();
        expect(entries).toMatchObject([
          { name: 'drop.edit', outcome: 'refused', code: 'drop/fired', kind: 'op' },
          {
            ...{ name: 'product.reprice', outcome: 'done', code: null, personName: '阿梅', mode: 'live' },
            ...{ at: AT, deviceAt: minutes(-3), personId: 'owner', deviceId: 'desk', changes: note.changes },
          },
        ]);
      }),
    );

    test(
      'is found by person, device, kind, mode, thing, time and words, in pages',
      withStore(open, async ({ audit }) => {
        await audit.add(entry());
        await audit.add(entry({ personId: 'ben', personName: '小本', deviceId: 'desk-2', at: minutes(1) }));
        await audit.add(
          entry({ kind: 'op', name: 'rundown.take', mode: 'rehearsal', at: minutes(2), about: ['slot-9'] }),
        );
        await audit.add(
          entry({ outcome: 'refused', code: 'drop/fired', at: minutes(3), facts: { title: '满199减20' } }),
        );
        const found = async (filter: Partial<AuditFilter>) =>
          (await audit.page(any(filter), null, 10)).entries.map((one) => one.entry);
        expect(await found({})).toEqual([4, 3, 2, 1]);
        expect(await found({ personId: 'ben' })).toEqual([2]);
        expect(await found({ deviceId: 'desk-1' })).toEqual([4, 3, 1]);
        expect(await found({ kind: 'op' })).toEqual([3]);
        expect(await found({ mode: 'rehearsal' })).toEqual([3]);
        expect(await found({ outcome: 'refused' })).toEqual([4]);
        expect(await found({ aboutId: 'slot-9' })).toEqual([3]);
        expect(await found({ aboutId: 'slot' })).toEqual([]);
        expect(await found({ from: minutes(1), until: minutes(3) })).toEqual([3, 2]);
        expect(await found({ text: '小本' })).toEqual([2]);
        expect(await found({ text: 'FIRE 199' })).toEqual([4]);
        expect(await found({ showId: 'show-2' })).toEqual([]);
        const first = await audit.page(any(), null, 3);
        expect([first.entries.length, first.before]).toEqual([3, 2]);
        const second = await audit.page(any(), first.before, 3);
        expect([second.entries.map((one) => one.entry), second.before]).toEqual([[1], null]);
      }),
    );

    test(
      'an order says what became of it; people are known with their devices',
      withStore(open, async ({ audit }) => {
        const asked = await audit.add(entry({ outcome: 'asked' }));
        await audit.settle(asked, 'refused', 'effect/expired');
        expect((await audit.page(any(), null, 1)).entries[0]).toMatchObject({
          ...{ outcome: 'refused', code: 'effect/expired' },
        });
        expect(await audit.people()).toMatchObject([{ personId: 'amy', deviceName: '主控台' }]);
        await audit.add(entry({ personId: 'ben', personName: '小本' }));
        expect(await audit.people()).toHaveLength(2);
      }),
    );

    test(
      'what is too old is forgotten, oldest first, and numbers are never used again',
      withStore(open, async ({ audit }) => {
        for (const at of [0, 1, 2]) await audit.add(entry({ at: minutes(at) }));
        expect(await audit.prune(minutes(2))).toBe(2);
        expect(await audit.prune(minutes(2))).toBe(0);
        expect((await audit.page(any(), null, 9)).entries.map((one) => one.entry)).toEqual([3]);
        await audit.prune(minutes(9));
        expect(await audit.add(entry())).toBe(4);
      }),
    );
  });
}
