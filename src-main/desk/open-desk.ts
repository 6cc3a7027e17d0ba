/**
 * A desk whatever its data are like. One whose data cannot be opened still starts: its screen says why and lets the
 * person take along what was not sent, and nothing is changed on the disk.
 */
import { AppError, type ErrorCode } from '#shared/contract/errors.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import { lockProfile } from '../cache/profile-lock.ts';
import { knownSealer, type Sealer } from '../cache/sealer.ts';
import { noLock } from './console-lock.ts';
import { createDesk, type Desk } from './create-desk.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskPorts } from './ports.ts';
import { profileFiles } from './profile-files.ts';
import { refusingBut } from './refusing.ts';
import { deskRouter } from './router.ts';

/** With these a person can do more than read a line at a terminal. */
const SHOWN: readonly ErrorCode[] = [
  'local/newer-database',
  'local/migration-failed',
  'local/disk-full',
  'hub/damaged',
];

export interface AnyDesk extends Omit<Desk, 'hubUrl'> {
  /** Null when the desk has no hub, because its data could not be opened. */
  readonly hubUrl: string | null;
  /** Why its data could not be opened; null for a desk that works. */
  readonly rescue: AppError | null;
}

/**
 * Throws what `createDesk` throws, but for data that a newer Livedesk wrote, a migration that failed, a full disk, and an
 * own hub whose database is damaged.
 */
export async function openDesk(ports: DeskPorts): Promise<AnyDesk> {
  try {
    return { ...(await createDesk(ports)), rescue: null };
  } catch (error) {
    const reason = isDiskFull(error) ? new AppError('local/disk-full') : error;
    if (!(reason instanceof AppError) || !SHOWN.includes(reason.code)) throw error;
    ports.log.error("the console's data could not be opened", error);
    return await rescueDesk(ports, reason);
  }
}

async function rescueDesk(ports: DeskPorts, reason: AppError): Promise<AnyDesk> {
  const unlock = lockProfile(ports.dataDir);
  const files = profileFiles(ports.dataDir, await sealerIfAny(ports));
  const parts = refusingBut<DeskParts>(
    {
      ports,
      lock: noLock,
      machine: { files, dismissRescue: () => undefined },
      rescueReason: { code: reason.code, params: { ...reason.params } },
    },
    reason,
  );
  return {
    router: deskRouter(parts),
    hubUrl: null,
    rescue: reason,
    // They are on the disk and nothing here could send them: no reason to ask before quitting.
    unsentCount: () => 0,
    woke: () => undefined,
    close: async () => unlock(),
  };
}

async function sealerIfAny({ secrets, log }: DeskPorts): Promise<Sealer | null> {
  try {
    return await knownSealer(secrets);
  } catch (error) {
    log.error('the key of what is sealed is not to be had', error);
    return null;
  }
}
