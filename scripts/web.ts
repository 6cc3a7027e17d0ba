/** `npm run web`: the browser host, with its screen built first where that is needed. */
import { needNode } from './lib/need-node.ts';

needNode();
// Imported late: the desk's SQLite crashes under a Node that `needNode` turns away.
const { ensureRendererBuilt } = await import('./lib/build-renderer.ts');
const { runWebHost } = await import('#main/web/main.ts');
const { startExitCode, startFailure } = await import('#main/web/start-failure.ts');
try {
  await ensureRendererBuilt();
  await runWebHost(process.argv.slice(2));
} catch (error) {
  console.error(startFailure(error));
  process.exit(startExitCode(error));
}
