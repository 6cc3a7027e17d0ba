/**
 * Test fixture: opens a desk's file in a process of its own and, at the n-th statement, dies without a word. Prints how
 * many statements there were. `migrate-process.ts FILE console|session N` (0 = never).
 */
import { consoleMigrations, sessionMigrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';

const [file = '', kind, killAt] = process.argv.slice(2);
let statements = 0;
const db = openDatabase(file, kind === 'console' ? consoleMigrations : sessionMigrations, {
  onStatement() {
    statements += 1;
    if (statements === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  },
});
// The last place to die at: the migration is committed and nothing is closed yet.
db.prepare('SELECT 1').get();
db.close();
process.stdout.write(String(statements));
