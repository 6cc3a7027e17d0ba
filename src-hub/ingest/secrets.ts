/** Keys, invite codes and device tokens: how they are made, and the hash that is all the hub keeps of them. */
import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 in hex. Enough without salt or stretching: what is hashed is random and long, never a person's word. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** An integrator's key: `lk_` and 32 random bytes. */
export function newKey(): string {
  return `lk_${randomBytes(32).toString('base64url')}`;
}

/** A device's token: 32 random bytes. */
export function newDeviceToken(): string {
  return randomBytes(32).toString('base64url');
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Something to read out or type: 16 characters of base32, 80 random bits. */
export function newInviteCode(): string {
  return [...randomBytes(16)].map((byte) => base32[byte % 32]).join('');
}

/** The hash of an invite code as people type it: in small letters, with blanks or dashes between. */
export function hashInviteCode(code: string): string {
  return hashSecret(code.toUpperCase().replaceAll(/[\s-]/g, ''));
}
