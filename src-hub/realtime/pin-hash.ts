/** scrypt, since a PIN has few digits: each guess shall cost something. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 16_384, r: 8, p: 1 } as const;
const BYTES = 32;

function derived(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(pin, salt, BYTES, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

/** `scrypt$salt$key`, both in base64. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64')}$${(await derived(pin, salt)).toString('base64')}`;
}

export async function isPin(pin: string, hash: string): Promise<boolean> {
  const [kind, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) return false;
  const kept = Buffer.from(key, 'base64');
  return kept.length === BYTES && timingSafeEqual(await derived(pin, Buffer.from(salt, 'base64')), kept);
}
