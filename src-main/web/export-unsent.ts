/** `npm run web -- --data DIR --export-outbox FILE`: what was not sent, without a console, and beside a running one too. */
import { existsSync, writeFileSync } from 'node:fs';
import { isoNow, systemClock } from '#shared/sync/clock.ts';
import { knownSealer } from '../cache/sealer.ts';
import { profileFiles, sessionsFolder } from '../desk/profile-files.ts';
import { fileSecrets } from './file-secrets.ts';
import { UsageError } from './web-args.ts';

/**
 * Writes the file, which only its owner may read. Answers the exit status: 1 when
 * something could not be read. Throws `UsageError`, also for a file that is there already.
 */
export async function exportUnsent(dataDir: string, target: string): Promise<number> {
  if (!existsSync(sessionsFolder(dataDir))) throw new UsageError(`there is no console's data in ${dataDir}`);
  const sealer = await knownSealer(fileSecrets(dataDir));
  const { json, ops, unreadable } = profileFiles(dataDir, sealer).export(null, isoNow(systemClock));
  if (existsSync(target)) throw new UsageError(`${target} is there already`);
  writeFileSync(target, json, { mode: 0o600, flag: 'wx' });
  console.log(`${ops} not sent, written to ${target} / 未送出 ${ops} 项，已写入 ${target}`);
  if (unreadable === 0) return 0;
  console.error(`${unreadable} could not be read / 有 ${unreadable} 项读不出来`);
  return 1;
}
