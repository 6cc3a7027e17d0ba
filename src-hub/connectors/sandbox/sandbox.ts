import type { Connector } from '../connector.ts';

export interface SandboxSetting {
  readonly showId: string;
  readonly running: boolean;
  readonly pace: number;
  readonly seed: number;
}

export interface Sandbox {
  readonly connector: Connector;
  set(setting: SandboxSetting): Promise<void>;
  stop(): void;
}

export function createSandbox(): Sandbox {
  const connector = { name: 'sandbox', fireDrop: async () => undefined, stopDrop: async () => undefined };
  return { connector, set: async () => undefined, stop: () => undefined };
}
