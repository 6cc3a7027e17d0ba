/** Test fixture: somebody who works on the hub and has no desk here. */
import { expect } from 'vitest';
import type { TestDesk } from './desk-fixture.ts';
import type { HubModel } from './hub-fixture.ts';

export const stranger = { personId: 'eve', role: 'owner' as const, deviceId: 'eve' };
let strangerOps = 0;

/** Somebody else does something on the hub. */
export async function elsewhere(hub: HubModel, name: string, input: unknown): Promise<void> {
  strangerOps += 1;
  const op = { opId: `eve-${strangerOps}`, name, input, at: '2026-06-18T11:00:00.000Z' };
  expect((await hub.run(op, stranger)).result).toMatchObject({ outcome: 'applied' });
}
export const titles = async (one: TestDesk) =>
  (await one.documents.view.list('show', 'workspace')).map(({ title }) => title);
