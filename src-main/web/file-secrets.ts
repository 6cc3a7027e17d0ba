/**
 * Secrets of the browser host: a file that only its owner may read. A browser host has no key-chain; the Electron host
 * keeps the same secrets encrypted.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SecretStore } from '../desk/ports.ts';

const fileSchema = z.record(z.string(), z.string());

export function fileSecrets(dataDir: string): SecretStore {
  const file = join(dataDir, 'secrets.json');
  const read = (): Record<string, string> => {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      // Only a file that is not there means "no secrets": a damaged one must not be overwritten unseen.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  };
  const write = (secrets: Record<string, string>) => {
    mkdirSync(dataDir, { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(secrets), { mode: 0o600 });
    renameSync(fresh, file);
  };
  return {
    get: async (name) => read()[name] ?? null,
    set: async (name, value) => write({ ...read(), [name]: value }),
    remove: async (name) => {
      const { [name]: _gone, ...rest } = read();
      write(rest);
    },
  };
}
