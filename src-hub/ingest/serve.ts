import { createHub } from '../create-hub.ts';

/**
 * Serves the hub of a folder until the process is told to end. Prints one line on standard output once it serves:
 * `livedesk-hub ready {"url":"http://127.0.0.1:4680"}`. Throws what `createHub` throws.
 */
export async function serveHub({
  dataFolder,
  host,
  port,
}: {
  dataFolder: string;
  host: string;
  port: number;
}): Promise<void> {
  const hub = await createHub({ dataDir: dataFolder, host, port });
  // Once: a second signal, for whoever cannot wait, ends the process as signals do.
  const end = () => void hub.close().finally(() => process.exit());
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.stdout.write(`livedesk-hub ready ${JSON.stringify({ url: hub.url })}\n`);
}
