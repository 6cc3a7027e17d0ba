/**
 * Checkpoints a database over and over until it is killed: so that whoever writes there can be killed, together with
 * this, in the middle of one.
 */
import Database from 'better-sqlite3';

const file = process.argv[2];
if (file === undefined) throw new Error('soak/processes/checkpoint-main.ts is started by a proof');
const db = new Database(file, { timeout: 1000 });
process.send?.('ready');
process.once('disconnect', () => process.exit());
for (;;) {
  db.pragma('wal_checkpoint(TRUNCATE)');
  await new Promise<void>((resolve) => setImmediate(resolve));
}
