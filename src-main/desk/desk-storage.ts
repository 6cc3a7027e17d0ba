/** This machine's side of a console's data: room on the disk, files that are damaged, and looking for that in time. */
import type { RescueNotice, StorageState } from '#shared/contract/storage.ts';
import type { Timers } from '#shared/sync/timers.ts';
import { watchDisk } from '../cache/disk-watch.ts';
import { type IdleChecks, idleChecks } from './idle-checks.ts';
import type { DeskPorts } from './ports.ts';

/** The files that are worked with, once they are open. */
export interface WorkedFiles {
  list(): readonly string[];
  /** One of them was looked through and is damaged. */
  damaged(file: string, error: unknown): void;
  /** There is room again. */
  roomAgain(): void;
}

export interface DeskStorage {
  state(rescues: readonly RescueNotice[]): StorageState;
  /** A write found no room. */
  diskFull(): void;
  /** Something was damaged that cannot be made anew, or not again, while the console runs. */
  keepsFailing(): void;
  begin(files: WorkedFiles): void;
  /** Resolves once nobody looks through any file. */
  pauseChecks(): Promise<void>;
  close(): void;
}

export interface DeskStorageOptions {
  readonly ports: Pick<DeskPorts, 'dataDir' | 'checkFile' | 'log'>;
  readonly timers: Timers;
  readonly onChange: () => void;
}

export function deskStorage({ ports, timers, onChange }: DeskStorageOptions): DeskStorage {
  const { dataDir, log } = ports;
  let files: WorkedFiles | null = null;
  let checks: IdleChecks | null = null;
  let failing = false;
  const disk = watchDisk({
    ...{ folder: dataDir, timers },
    onChange: () => {
      if (disk.now().state !== 'full') files?.roomAgain();
      onChange();
    },
    onError: (error) => log.error('it could not be found out how full the disk is', error),
  });
  return {
    state: (rescues) => ({
      ...disk.now(),
      ...(failing ? { state: 'damaged' } : {}),
      rescues: [...rescues],
    }),
    diskFull: disk.refused,
    keepsFailing() {
      failing = true;
      onChange();
    },
    begin(worked) {
      files = worked;
      checks = idleChecks({
        timers,
        check: ports.checkFile,
        files: worked.list,
        onDamage(file, error) {
          log.error('a file was found damaged', error);
          worked.damaged(file, error);
        },
        onError: (error) => log.error('a file could not be looked through', error),
      });
    },
    pauseChecks: async () => checks?.pause(),
    close() {
      checks?.close();
      disk.close();
    },
  };
}
