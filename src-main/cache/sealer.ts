/**
 * Seals what must not lie open in a file: robot addresses and sign-ups that wait in the outbox. AES-256-GCM with a key of
 * this device, which the host's secret store keeps; a copied file alone gives nothing away.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretStore } from '../desk/ports.ts';

export interface Sealer {
  seal(text: string): string;
  /** Throws when it was sealed with another key or has been changed since. */
  open(sealed: string): string;
}

const SECRET_NAME = 'outbox-key';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function aesSealer(key: Buffer): Sealer {
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([body, decipher.final()]).toString('utf8');
    },
  };
}

/** The sealer of this device; its key is made on first use. Throws what the secret store throws. */
export async function deviceSealer(secrets: SecretStore): Promise<Sealer> {
  const known = await secrets.get(SECRET_NAME);
  const key = known === null ? randomBytes(KEY_BYTES) : Buffer.from(known, 'base64');
  if (known === null) await secrets.set(SECRET_NAME, key.toString('base64'));
  return aesSealer(key);
}

/** The sealer of this device if it has one: for reading alone. Null when there is no key. */
export async function knownSealer(secrets: SecretStore): Promise<Sealer | null> {
  const known = await secrets.get(SECRET_NAME);
  return known === null ? null : aesSealer(Buffer.from(known, 'base64'));
}
