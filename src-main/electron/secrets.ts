/**
 * Small secrets (hub tokens) encrypted by the system's key chain through safeStorage, in one file only this user can
 * read. Where Linux has no key chain, safeStorage falls back to a key built into Chromium (`basic_text`): that keeps
 * nobody out, so it is said in the log. With no encryption at all, secrets last until the app is closed.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import type { DeskLog, SecretStore } from '../desk/ports.ts';

export interface SecretsSetup {
  readonly safeStorage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
  >;
  readonly platform: NodeJS.Platform;
  readonly file: string;
  readonly log: DeskLog;
}

/** Name to ciphertext in base64. */
const fileSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });

async function readSecrets(file: string, log: DeskLog): Promise<Map<string, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(text)).secrets));
  } catch {
    // The parser's message would quote the file. It is set aside, not overwritten: someone may still need it.
    await rename(file, `${file}.unreadable`);
    log.error('the file of secrets is unreadable and was set aside', new Error(`${file}.unreadable`));
    return new Map();
  }
}

async function writeSecrets(file: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ version: 1, secrets: Object.fromEntries(secrets) }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function memorySecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => {
      values.set(name, value);
    },
    remove: async (name) => {
      values.delete(name);
    },
  };
}

/** Call once the app is ready: before, Linux does not know its backend. */
export async function createSecrets({
  safeStorage,
  platform,
  file,
  log,
}: SecretsSetup): Promise<SecretStore> {
  if (!safeStorage.isEncryptionAvailable()) {
    log.info('secrets are kept in memory only: this system offers no encryption', { weak: true });
    return memorySecrets();
  }
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    log.info('secrets are encrypted with a fixed key: this system has no key chain', { weak: true });
  }
  const secrets = await readSecrets(file, log);
  let writing: Promise<void> = Promise.resolve();
  /** One write after another, each with what is known when its turn comes. */
  const save = () => {
    writing = writing.catch(() => undefined).then(() => writeSecrets(file, secrets));
    return writing;
  };
  return {
    async get(name) {
      const encrypted = secrets.get(name);
      if (encrypted === undefined) return null;
      try {
        return safeStorage.decryptString(Buffer.from(encrypted, 'base64'));
      } catch (error) {
        // A key chain that was reset or belongs to another machine: asking for the secret again is all that helps.
        log.error(`the secret ${name} cannot be decrypted`, error);
        return null;
      }
    },
    async set(name, value) {
      secrets.set(name, safeStorage.encryptString(value).toString('base64'));
      await save();
    },
    async remove(name) {
      if (secrets.delete(name)) await save();
    },
  };
}
