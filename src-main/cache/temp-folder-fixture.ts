/** Test fixture: a folder of its own for the running test, gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export function tempFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
