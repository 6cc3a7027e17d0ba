/**
 * Who may hold the take without its holder's word ([SY93]): an owner at once, others once the hub has not seen the
 * holder for a while. The hub alone knows who is there.
 */
import { AppError } from '#shared/contract/errors.ts';
import { may } from '#shared/domain/roles.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import type { WriteBatch } from '#shared/sync/document-store.ts';
import type { Actor } from '../hub.ts';
import type { AuthorityView } from './authority.ts';

/** Longer than a network's hiccup with the console's own reconnect, shorter than anybody on air would wait. */
export const HOLDER_AWAY_MS = 15_000;

export async function mayTakeOver(
  { writes }: WriteBatch,
  { documents, absentMs }: Pick<AuthorityView, 'documents' | 'absentMs'>,
  actor: Actor,
): Promise<void> {
  for (const { kind, id, document } of writes) {
    if (kind !== 'run' || document === null) continue;
    const after = (document as Run).holder;
    if (after === null) continue;
    const run = await documents.get('run', id);
    const before = run?.holder ?? null;
    if (before === null || before.personId === after.personId) continue;
    if (after.personId !== actor.personId) throw new AppError('take/held', { name: before.personName });
    if (run?.offeredTo?.personId === actor.personId || may(actor.role, 'takeOver')) continue;
    if (absentMs(before.personId) < HOLDER_AWAY_MS)
      throw new AppError('take/present', { name: before.personName, seconds: HOLDER_AWAY_MS / 1000 });
  }
}
