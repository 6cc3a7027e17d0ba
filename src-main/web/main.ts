/** The same console in a browser: for machines where no Electron can run, and for second screens. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { openDesk } from '../desk/open-desk.ts';
import type { DeskLog, SecretStore } from '../desk/ports.ts';
import { workerCheck } from '../desk/worker-check.ts';
import { workerHub } from '../desk/worker-hub.ts';
import { fileSecrets } from './file-secrets.ts';
import { openBrowser } from './open-browser.ts';
import { createRendererFiles } from './renderer-files.ts';
import { serveDesk } from './serve.ts';
import { startFailure } from './start-failure.ts';
import type { WebArgs } from './web-args.ts';

const root = new URL('../../', import.meta.url);

const log: DeskLog = {
  info: (message) => console.error(message),
  error: (message, error) => console.error(message, error),
};

/**
 * Serves until the process is told to stop. Prints the one ready line on standard output; for data that could not be
 * opened another one, of a screen that says so and exports what was not sent.
 */
export async function runWebHost(args: WebArgs): Promise<void> {
  const secrets = fileSecrets(args.dataDir);
  const token = await webToken(secrets);
  const desk = await openDesk({
    host: 'web',
    version: version(),
    dataDir: args.dataDir,
    resourcesDir: new URL('resources', root).pathname,
    rendererDir: new URL('out/renderer', root).pathname,
    demo: args.demo,
    remoteHub: args.remoteHub,
    clock: systemClock,
    ids: uuidIds,
    secrets,
    log,
    checkFile: workerCheck(new URL('src-main/cache/check-worker.ts', root)),
    startOwnHub: workerHub(new URL('src-hub/worker.ts', root), (error) =>
      log.error("this console's hub stopped and is being started again", error),
    ),
  });
  const server = await serveDesk({
    port: args.port,
    token,
    router: desk.router,
    files: createRendererFiles(new URL('out/renderer', root).pathname),
  });
  const url = `http://127.0.0.1:${server.port}/#token=${token}`;
  if (desk.rescue) {
    console.error(startFailure(desk.rescue));
    console.log(`livedesk rescue ${JSON.stringify({ url, code: desk.rescue.code })}`);
  } else console.log(`livedesk ready ${JSON.stringify({ url, hub: desk.hubUrl })}`);
  if (args.open) openBrowser(url);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await desk.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

/** One token a profile, so that an open page finds its desk again after a restart. */
async function webToken(secrets: SecretStore): Promise<string> {
  const known = await secrets.get('web-token');
  if (known !== null) return known;
  const made = randomBytes(24).toString('base64url');
  await secrets.set('web-token', made);
  return made;
}

function version(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return manifest.version;
}
