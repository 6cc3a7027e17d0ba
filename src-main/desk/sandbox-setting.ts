/** The sandbox platform as this console last set it. It runs in the hub; the console asks for it and remembers. */
import type { DeskParts } from './desk-parts.ts';

export interface SandboxState {
  readonly showId: string | null;
  readonly running: boolean;
  readonly pace: number;
  readonly seed: number;
  readonly losesAnswers: boolean;
}

export interface SandboxSetting {
  get(): SandboxState;
  set(state: SandboxState & { showId: string }): Promise<void>;
}

export function sandboxSetting(command: DeskParts['command']): SandboxSetting {
  let current: SandboxState = { showId: null, running: false, pace: 1, seed: 618, losesAnswers: false };
  return {
    get: () => current,
    async set(state) {
      await command({ name: 'sandbox.set', ...state });
      current = { ...state };
    },
  };
}
