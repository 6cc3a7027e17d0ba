/** Who may talk to the browser host: this machine's own pages with the token, and nobody else. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const PROTOCOL = 'livedesk';
/** Chosen instead for our own page with a wrong token: a browser tells a page nothing of a refused upgrade. */
export const WRONG_TOKEN = 'livedesk-wrong-token';
const TOKEN_PREFIX = 'livedesk.';

/**
 * The `Host` that the browser was sent to. A foreign name that resolves to loopback (DNS rebinding) is refused here,
 * since its pages would otherwise be of "our" origin.
 */
export function hostAllowed(request: IncomingMessage, port: number): boolean {
  return loopbackHosts(port).includes(request.headers.host ?? '');
}

/** A WebSocket is not bound by the same-origin rule: the page that opens it has to be ours. */
export function originAllowed(request: IncomingMessage, port: number): boolean {
  const { origin } = request.headers;
  return origin !== undefined && loopbackHosts(port).some((host) => origin === `http://${host}`);
}

/** The token comes as a subprotocol: browsers cannot set headers on a WebSocket, and a query would stand in logs. */
export function tokenAllowed(request: IncomingMessage, token: string): boolean {
  return offeredBy(request).some(
    (name) => name.startsWith(TOKEN_PREFIX) && same(name.slice(TOKEN_PREFIX.length), token),
  );
}

/** Whether the page understands that its token is wrong. */
export function canBeTold(request: IncomingMessage): boolean {
  return offeredBy(request).includes(WRONG_TOKEN);
}

function offeredBy(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
}

function loopbackHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

/** Compares hashes, so that neither content nor length shows in the time it takes. */
function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
