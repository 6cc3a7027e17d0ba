/**
 * The workspace's key: what people's names and numbers are encrypted with. It lies in a file of its own beside the
 * database, readable by the hub's user alone, so that a copied or leaked database gives nobody away. Whoever restores a
 * backup of the database needs this file too.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/contract/errors.ts';
import { syncFile, syncFolder } from './durable-files.ts';
import { StoreFailure } from './store-failure.ts';

export interface WorkspaceKey {
  /** AES-256-GCM; `about` is bound to it, so that what is sealed cannot be moved to another row. */
  seal(text: string, about: string): string;
  /** Throws `signup/other-key` where it was sealed with another key, or was changed since. */
  open(sealed: string, about: string): string;
  /** The same for the same text, and of no use without the key: HMAC-SHA-256. */
  tag(text: string): string;
}

export const KEY_FILE = 'workspace.key';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key of the database at that path. The file is read, or made, when it is first needed. */
export function workspaceKey(databaseFile: string): WorkspaceKey {
  let read: WorkspaceKey | null = null;
  const key = () => {
    read ??= keyOf(databaseFile === ':memory:' ? randomBytes(KEY_BYTES) : keyIn(dirname(databaseFile)));
    return read;
  };
  return {
    seal: (text, about) => key().seal(text, about),
    open: (sealed, about) => key().open(sealed, about),
    tag: (text) => key().tag(text),
  };
}

function keyOf(key: Buffer): WorkspaceKey {
  // Two uses, two keys: neither tells anything about the other.
  const derived = (use: string) => createHmac('sha256', key).update(use).digest();
  const [sealing, tagging] = [derived('seal'), derived('tag')];
  return {
    seal(text, about) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(about))
          .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        throw new AppError('signup/other-key');
      }
    },
    tag: (text) => createHmac('sha256', tagging).update(text).digest('base64url'),
  };
}

/** Throws `StoreFailure`: without its key the store cannot keep what it was given, and later it may. */
function keyIn(folder: string): Buffer {
  const file = join(folder, KEY_FILE);
  try {
    if (!existsSync(file)) makeKey(folder, file);
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    if (key.length !== KEY_BYTES) throw new Error(`${KEY_FILE} does not hold a key of ${KEY_BYTES} bytes.`);
    return key;
  } catch (error) {
    throw new StoreFailure(error);
  }
}

/** Whole or not at all, and on the disk before anything is sealed with it: lost, nothing could be opened again. */
function makeKey(folder: string, file: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  try {
    syncFile(draft);
    // Unlike a rename it never takes the place of a key that another process has made meanwhile.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  syncFolder(folder);
}
