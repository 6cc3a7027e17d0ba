/**
 * How a rebuilt file takes the damaged one's place. Ops are safe at every moment: until its name changes the rebuilt file
 * waits complete beside the damaged one, and whoever opens next goes on where a crash left off.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { renameDurably } from '../durable-files.ts';

/** Damaged files stay for whoever wants to look into them; a machine that damages file after file must not fill its disk. */
const KEEP = 3;

/** Where a file is rebuilt; complete once it is called `rebuiltName`. */
export const partName = (file: string) => `${file}.rebuilding`;
export const rebuiltName = (file: string, at: string) => `${file}.rebuilt-${at.replaceAll(/[:.]/g, '-')}`;

/** Puts a rebuilt file in place, if one waits. No connection may have the file open. */
export function finishRescue(file: string): void {
  rmSync(partName(file), { force: true });
  const [folder, name] = [dirname(file), basename(file)];
  if (!existsSync(folder)) return;
  const waiting = readdirSync(folder).find((one) => one.startsWith(`${name}.rebuilt-`));
  if (waiting === undefined) return;
  const aside = join(folder, waiting.replace('.rebuilt-', '.damaged-'));
  // First the log: left in place, SQLite would play it into the new file.
  if (existsSync(`${file}-wal`)) renameDurably(`${file}-wal`, `${aside}-wal`);
  rmSync(`${file}-shm`, { force: true });
  if (existsSync(file)) renameDurably(file, aside);
  renameDurably(join(folder, waiting), file);
  for (const old of damagedCopies(file).slice(KEEP)) {
    for (const part of [old, `${old}-wal`]) rmSync(join(folder, part), { force: true });
  }
}

/** Names of the damaged files of before, the newest first. */
function damagedCopies(file: string): string[] {
  const prefix = `${basename(file)}.damaged-`;
  return readdirSync(dirname(file))
    .filter((one) => one.startsWith(prefix) && !one.endsWith('-wal'))
    .sort()
    .reverse();
}

/** Removes a file with all that was ever put beside it: log, copies of before a migration, damaged ones. */
export function removeWithAll(file: string): void {
  const [folder, name] = [dirname(file), basename(file)];
  if (!existsSync(folder)) return;
  for (const one of readdirSync(folder)) {
    if (one === name || one.startsWith(`${name}-`) || one.startsWith(`${name}.`))
      rmSync(join(folder, one), { force: true });
  }
}
