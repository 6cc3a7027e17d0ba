/** scrypt, since a PIN has few digits: each guess at a stolen file shall cost something. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 16_384, r: 8, p: 1 } as const;
const BYTES = 32;

function derived(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(pin, salt, BYTES, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

export async function hashPin(pin: string): Promise<{ salt: string; key: string }> {
  const salt = randomBytes(16);
  return { salt: salt.toString('base64'), key: (await derived(pin, salt)).toString('base64') };
}

export async function isPin(pin: string, { salt, key }: { salt: string; key: string }): Promise<boolean> {
  const kept = Buffer.from(key, 'base64');
  return kept.length === BYTES && timingSafeEqual(await derived(pin, Buffer.from(salt, 'base64')), kept);
}
