/** Tells a binary that could not be fetched from everything else that can go wrong while packing. */

const NETWORK_CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);
/** As electron-builder and @electron/get put it when they hand on no code. */
const NETWORK_WORDS =
  /getaddrinfo|socket hang up|Response code \d|unable to get (local )?issuer|cannot download|fetch failed/i;

export function isDownloadFailure(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ('code' in cause && typeof cause.code === 'string' && NETWORK_CODES.has(cause.code)) return true;
    if (NETWORK_WORDS.test(cause.message)) return true;
  }
  return false;
}
