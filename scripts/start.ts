/**
 * `npm start [-- --demo --data DIR --hub URL --invite CODE]`: the desktop app, or where Electron's binary is not on
 * this machine, the same console in the browser with the same arguments.
 */
import { needNode } from './lib/need-node.ts';

needNode();
const { findElectron } = await import('./lib/find-electron.ts');
const { projectDir, runShown, tool } = await import('./lib/run.ts');

const electron = findElectron(tool('electron'), process.env);
if (electron === null) {
  console.error("Electron's binary is not on this machine: opening Livedesk in the browser instead.");
  await import('./web.ts');
} else {
  try {
    const { ensureAppBuilt } = await import('./lib/build-app.ts');
    await ensureAppBuilt();
    process.exitCode = await runShown(electron, [projectDir, ...process.argv.slice(2)]);
  } catch (error) {
    console.error(`Livedesk could not start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
