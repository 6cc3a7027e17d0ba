/** A console in a process of its own, and its person's hand on it: see console-main.ts. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ConsoleOptions {
  readonly dataDir: string;
  readonly resourcesDir: string;
  readonly hubUrl: string;
  readonly invite: string | null;
}

/** Answers `state` with `ConsoleState`; every other path is the desk's router's. */
export interface ConsoleRequest {
  readonly id: number;
  readonly path: string;
  readonly input: unknown;
}

export type ConsoleAnswer = { readonly id: number; readonly ids: readonly string[] } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string }
);

export interface ConsoleState {
  readonly hub: string;
  readonly outboxCount: number;
  readonly conflictCount: number;
}

/** `unanswered`: the process ended before it said anything, so both are possible. */
export type Told =
  | { readonly told: 'kept'; readonly ids: readonly string[]; readonly value: unknown }
  | { readonly told: 'refused'; readonly ids: readonly string[]; readonly code: string }
  | { readonly told: 'unanswered' };

export interface ConsoleProcess {
  readonly dataDir: string;
  readonly running: boolean;
  start(): void;
  /** Resolves true once it can be called, false when it was killed before. */
  ready(): Promise<boolean>;
  call(path: string, input: unknown): Promise<Told>;
  /** As a power cut does: no handler runs. */
  kill(): Promise<void>;
}

export function consoleProcess(options: ConsoleOptions, onComplaint: (line: string) => void): ConsoleProcess {
  let child: ChildProcess | null = null;
  let ready: Promise<boolean> = Promise.resolve(false);
  let invite = options.invite;
  let calls = 0;
  const open = new Map<number, (told: Told) => void>();

  return {
    dataDir: options.dataDir,
    get running() {
      return child !== null;
    },
    start() {
      const started = fork(
        join(import.meta.dirname, 'console-main.ts'),
        [JSON.stringify({ ...options, invite })],
        { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
      );
      child = started;
      started.stderr?.on('data', (chunk: Buffer) => onComplaint(chunk.toString()));
      ready = new Promise((resolve) => {
        started.once('exit', () => {
          resolve(false);
          if (child === started) child = null;
          for (const tell of open.values()) tell({ told: 'unanswered' });
          open.clear();
        });
        started.on('message', (message) => {
          if (message === 'ready') {
            // An invite is good for one start; from now on the console knows its token.
            invite = null;
            resolve(true);
            return;
          }
          const answer = message as ConsoleAnswer;
          const { ids } = answer;
          open.get(answer.id)?.(
            answer.ok
              ? { told: 'kept', ids, value: answer.value }
              : { told: 'refused', ids, code: answer.code },
          );
          open.delete(answer.id);
        });
      });
    },
    ready: () => ready,
    async call(path, input) {
      if (!(await ready) || child === null) return { told: 'unanswered' };
      const id = ++calls;
      return new Promise<Told>((resolve) => {
        open.set(id, resolve);
        child?.send({ id, path, input } satisfies ConsoleRequest, (error) => {
          if (error) resolve({ told: 'unanswered' });
        });
      });
    },
    async kill() {
      const ending = child;
      if (!ending) return;
      const exit = once(ending, 'exit');
      ending.kill('SIGKILL');
      await exit;
    },
  };
}
