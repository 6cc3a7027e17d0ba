/** Whether something built is older than what it is built from. By file times: enough for one checkout. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Newest modification time below `path` (a file or a folder), in ms; 0 if it does not exist. */
function newest(path: string, skip: (name: string) => boolean): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's own time counts as well: it moves when a file is taken away.
  let time = stat.mtimeMs;
  for (const name of readdirSync(path)) {
    if (!skip(name)) time = Math.max(time, newest(join(path, name), skip));
  }
  return time;
}

const isTest = (name: string) => /\.test\.tsx?$/.test(name);

/** `built` is a file that the build writes last or all at once. */
export function isStale(built: string, sources: readonly string[]): boolean {
  const stat = statSync(built, { throwIfNoEntry: false });
  if (stat === undefined) return true;
  return sources.some((source) => newest(source, isTest) > stat.mtimeMs);
}
