/** `npm run web`: the browser host, with its screen built first where that is needed. */
import { needNode } from './lib/need-node.ts';

needNode();
// Imported late: the desk's SQLite crashes under a Node that `needNode` turns away.
const { startExitCode, startFailure } = await import('#main/web/start-failure.ts');
try {
  const { webArgs } = await import('#main/web/web-args.ts');
  const args = webArgs(process.argv.slice(2));
  if (args.exportTo !== null) {
    const { exportUnsent } = await import('#main/web/export-unsent.ts');
    process.exitCode = await exportUnsent(args.dataDir, args.exportTo);
  } else {
    const { ensureRendererBuilt } = await import('./lib/build-renderer.ts');
    const { runWebHost } = await import('#main/web/main.ts');
    await ensureRendererBuilt();
    await runWebHost(args);
  }
} catch (error) {
  console.error(startFailure(error));
  process.exit(startExitCode(error));
}
