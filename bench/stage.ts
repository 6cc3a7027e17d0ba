/** A show to work on, made by ops as a console would make it, and small edits of its slots. */
import type { Op } from '#shared/contract/hub.ts';
import { newProduct, newShow, newSlot } from '#shared/sync/documents-fixture.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import type { BareOp } from './bare-ops.ts';

const AT = '2026-06-18T11:00:00.000Z';

export const opOf = (name: string, input: unknown): Op => ({ opId: uuidIds.next(), name, input, at: AT });

export function stageOps(slots: number): Op[] {
  const numbers = Array.from({ length: slots }, (_, index) => index + 1);
  return [
    opOf('show.create', newShow('show-1')),
    opOf('run.create', { id: 'run-1', showId: 'show-1', kind: 'live' }),
    opOf('product.import', {
      ...{ showId: 'show-1', runId: 'run-1', products: [newProduct('product-1')] },
      slots: numbers.map((number) => newSlot(`slot-${number}`, 'product-1')),
    }),
  ];
}

/** A planned length for one of the slots. */
export function planOp(number: number, slots: number): Op {
  return opOf('rundown.plan', { slotId: `slot-${1 + (number % slots)}`, plannedSec: number % 3600 });
}

/** What an edit by `planOp` comes to; the length before it, in its audit entry, is made up. */
export function bareOf(op: Op): BareOp {
  const { slotId, plannedSec } = op.input as { slotId: string; plannedSec: number };
  const slot = {
    ...{ id: slotId, runId: 'run-1', productId: 'product-1', orderKey: 'a0', type: '', plannedSec },
    ...{ state: 'waiting', takenAt: null, airedSec: 0, remark: '', fixedStartAt: null },
    ...{ warnSec: null, dangerSec: null, changedLiveAt: null, changedLiveBy: null },
  };
  const { name } = newProduct('product-1');
  const field = { field: 'plannedSec', before: (plannedSec + 1) % 3600, after: plannedSec };
  const entry = {
    ...{ personName: 'owner', role: 'owner', deviceName: '', facts: { name, plannedSec } },
    ...{ changes: [{ kind: 'slot', id: slotId, name, was: 'changed', fields: [field] }], more: 0 },
  };
  return {
    ...{ op, kind: 'slot', id: slotId, parentId: 'run-1', json: JSON.stringify(slot) },
    audit: {
      ...{ showId: 'show-1', about: ` ${slotId} product-1 ` },
      ...{ search: ['owner', '', op.name, '', name, name].join('\n').toLowerCase() },
      json: JSON.stringify(entry),
    },
  };
}
