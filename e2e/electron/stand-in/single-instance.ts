/**
 * One process a profile. Electron's answer is synchronous, so this works with files: a folder is the lock, a second
 * start leaves a note in it.
 */
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Call {
  readonly argv: string[];
  readonly cwd: string;
}

function holderIsAlive(dir: string): boolean {
  try {
    process.kill(Number(readFileSync(join(dir, 'pid'), 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

/** False if another process has the profile: it has been told. `onCall` hears of later starts. */
export function takeProfile(userData: string, onCall: (call: Call) => void): boolean {
  const dir = join(userData, 'stand-in-lock');
  mkdirSync(userData, { recursive: true });
  if (holderIsAlive(dir)) {
    const call: Call = { argv: process.argv, cwd: process.cwd() };
    writeFileSync(join(dir, `call-${process.pid}`), `${JSON.stringify(call)}\n`);
    return false;
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, 'pid'), String(process.pid));
  const heard = new Set<string>();
  const watcher = watch(dir, (_event, name) => {
    if (name === null || !name.startsWith('call-') || heard.has(name)) return;
    const text = readFileSync(join(dir, name), 'utf8');
    // The file appears before its text does.
    if (!text.endsWith('\n')) return;
    heard.add(name);
    onCall(JSON.parse(text) as Call);
  });
  watcher.unref();
  process.once('exit', () => {
    watcher.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return true;
}
