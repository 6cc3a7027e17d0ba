/** What differs between the hosts of a desk. The desk itself knows no Electron and no browser. */
import type { Clock } from '#shared/sync/clock.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';

/** Keeps small secrets, encrypted where the host can. */
export interface SecretStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface OwnHub {
  readonly url: string;
  close(): Promise<void>;
}

export interface DeskLog {
  info(message: string, details?: Record<string, unknown>): void;
  error(message: string, error: unknown): void;
}

export interface DeskPorts {
  readonly host: 'electron' | 'web';
  readonly version: string;
  /** Folder of this profile; the desk makes what it needs inside. */
  readonly dataDir: string;
  /** Folder of the shipped resources, holding `sample/`. */
  readonly resourcesDir: string;
  /** Folder of the built screen; the host view serves its page from there. */
  readonly rendererDir: string;
  readonly demo: boolean;
  /** The team's hub to join; null starts one of our own. */
  readonly remoteHub: { readonly url: string; readonly invite: string | null } | null;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Of what the desk does in its own time; the real ones when absent. */
  readonly timers?: Timers;
  readonly secrets: SecretStore;
  readonly log: DeskLog;
  /**
   * Starts this console's own hub on loopback, serving the device with `ownerToken` as owner. `port` is the one it had
   * before (0 = any), since integrators were given it; another one when it is taken.
   */
  startOwnHub(options: {
    dataDir: string;
    ownerToken: string;
    port: number;
    demo?: boolean;
  }): Promise<OwnHub>;
  /** Looks through a database file off the main loop; answers what is wrong with it. Rejects when aborted. */
  checkFile(file: string, signal: AbortSignal): Promise<readonly string[]>;
}
