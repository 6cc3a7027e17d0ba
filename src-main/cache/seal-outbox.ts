/** Brings a file of before there were seals to where a fresh one is: nothing that should be sealed lies open in it. */
import type Database from 'better-sqlite3';
import { isDiskFull } from './disk-space.ts';
import { metaRepo } from './meta.repo.ts';
import type { OutboxRepo } from './outbox.repo.ts';

/**
 * Seals what waits in the clear and rewrites the file without its free pages, once. With no room for that the file opens
 * as it is, and the next start tries again.
 */
export function sealOutbox(db: Database, outbox: OutboxRepo): void {
  const meta = metaRepo(db);
  try {
    const sealed = outbox.sealOpen();
    if (sealed === 0 && !meta.get('unwiped')) return;
    db.exec('VACUUM');
    meta.set('unwiped', '');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}
