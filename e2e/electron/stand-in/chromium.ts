/** The Chromium that shows the windows: one process, headless, steered over a pipe; it dies with this process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { findChromium } from '../../../scripts/lib/find-chromium.ts';
import { type CdpConnection, connectCdp } from './cdp.ts';

export interface Chromium {
  readonly cdp: CdpConnection;
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

export interface ChromiumSetup {
  /** Where Electron would keep Chromium's own files (`sessionData`). */
  readonly profileDir: string;
  /** Switches of the command line and of `app.commandLine`. */
  readonly switches: readonly string[];
}

export function startChromium({ profileDir, switches }: ChromiumSetup): Chromium {
  const executable = findChromium(process.env);
  if (executable === null)
    throw new Error('the stand-in for Electron needs a Chromium: name one in CHROMIUM_PATH');
  const args = [
    '--headless=new',
    '--remote-debugging-pipe',
    '--no-startup-window',
    '--no-first-run',
    // Nothing may leave this machine: pages are answered before any name is looked up.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    `--user-data-dir=${profileDir}`,
    ...switches,
  ];
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  passOnDevToolsLine(child);
  const [, , , toChromium, fromChromium] = child.stdio;
  const gone = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  const cdp = connectCdp(toChromium as Writable, fromChromium as Readable);
  return {
    cdp,
    gone,
    async close() {
      await Promise.race([cdp.browser.send('Browser.close').then(() => gone), gone]).catch(() => undefined);
    },
  };
}

/** Playwright waits for this line; the rest is Chromium's talk about a machine without a desktop. */
function passOnDevToolsLine(child: ChildProcess): void {
  if (child.stderr === null) return;
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('DevTools listening on ') || process.env['STAND_IN_VERBOSE']) console.error(line);
  });
}
