/** The host's log: lines of JSON in the profile's `logs/`, where a packaged app without a terminal can be asked. */
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, multistream, pino } from 'pino';
import type { DeskLog } from '../desk/ports.ts';

const KEEP_BYTES = 5_000_000;

function setAsideWhenLarge(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > KEEP_BYTES) renameSync(file, `${file}.1`);
}

export function createHostLog(dataDir: string): DeskLog {
  const dir = join(dataDir, 'logs');
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'livedesk.log');
  setAsideWhenLarge(file);
  // Synchronous: the last line before a crash is the one that counts, and there are few.
  const streams = [{ stream: process.stderr }, { stream: destination({ dest: file, sync: true }) }];
  const log = pino({ base: null }, multistream(streams));
  return {
    info: (message, details) => log.info(details ?? {}, message),
    error: (message, error) => log.error({ err: error }, message),
  };
}
