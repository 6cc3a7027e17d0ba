import { expect, test } from 'vitest';
import { auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { newProduct, newShow, newSlot, showWithSlots } from '#shared/sync/documents-fixture.ts';
import { runMutation } from '#shared/sync/mutation.ts';
import { auditOfOp } from './audit-of-op.ts';

const actor = {
  personId: 'amy',
  role: 'operator' as const,
  deviceId: 'desk',
  personName: '阿梅',
  deviceName: null,
};

async function noteOf(w: Awaited<ReturnType<typeof showWithSlots>>, name: string, input: unknown) {
  const mutation = mutationNamed(name);
  if (!mutation) throw new Error(`no mutation ${name}`);
  const ctx = { ...actor, opId: 'op', at: w.nowIso() };
  const batch = await runMutation(mutation, w.reader, input, ctx);
  return auditOfOp({ name, input }, batch, w.reader, actor);
}

test('a take says from what to what, by the products’ names, in which mode and of which product', async () => {
  const w = await showWithSlots(2);
  await w.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
  const note = await noteOf(w, 'rundown.take', { runId: 'run-1', from: 'slot-1', to: 'slot-2' });
  expect(note).toMatchObject({
    personName: '阿梅',
    mode: 'live',
    showId: 'show-1',
    facts: { name: '柔巾 product-2' },
  });
  const run = note.changes.find(({ kind }) => kind === 'run');
  expect(run?.fields).toContainEqual({
    ...{ field: 'onAirSlotId', before: '柔巾 product-1', after: '柔巾 product-2' },
  });
  expect(note.about).toEqual(expect.arrayContaining(['slot-2', 'run-1', 'product-2']));
});

test('an import of hundreds names the first and counts the rest', async () => {
  const w = await showWithSlots(0);
  const ids = Array.from({ length: 60 }, (_, at) => `p${at}`);
  const note = await noteOf(w, 'product.import', {
    ...{ showId: 'show-1', runId: 'run-1', products: ids.map(newProduct) },
    slots: ids.map((id) => newSlot(`s-${id}`, id)),
  });
  expect(note.changes.length + note.more).toBe(120);
  expect(note.changes.length).toBeLessThanOrEqual(12);
});

test('what is sealed elsewhere is not in it: robot addresses, who signed up, buyers', async () => {
  const w = await showWithSlots(0);
  await w.run('show.create', newShow('show-2'));
  const group = {
    ...{ id: 'g1', name: '一群', leader: '阿强', platform: 'wecom-internal', size: 10, tags: [], brand: '' },
    robotUrl: 'https://qyapi.weixin.qq.com/secret-address',
  };
  const notes = [
    await auditOfOp({ name: 'group.import', input: { groups: [group] } }, null, w.reader, actor),
    await noteOf(w, 'promise.note', {
      ...{ id: 'x', showId: 'show-1', runKind: 'live', kind: 'gift', text: '送浴巾', productId: null },
      ...{ buyerName: '王小明', buyerId: '13800138000', sinceSec: 3 },
    }),
    await auditOfOp(
      { name: 'signup.add', input: { id: 's', showId: 'show-1', name: '王小明', phone: '+8613800138000' } },
      null,
      w.reader,
      actor,
    ),
  ];
  expect(JSON.stringify(notes)).not.toMatch(/secret-address|王小明|13800138000/);
});

test('a filter without a word asks for everything', () => {
  expect(Object.values(auditFilterSchema.parse({})).every((value) => value === null)).toBe(true);
});
