/**
 * The app's own scheme. Plain Chromium refuses to go to `app://host/x`, so the page lives at
 * `https://host.app.invalid/x`: a secure context of its own, answered by the handler that the app registered.
 */
import type Electron from 'electron';
import { app } from './app.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const SUFFIX = '.invalid';
const privileged = new Map<string, Electron.Privileges>();
const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    for (const { scheme, privileges } of schemes) {
      const { standard, secure, supportFetchAPI, bypassCSP } = privileges ?? {};
      if (!standard || !secure || !supportFetchAPI || bypassCSP) {
        throw new Error(`the stand-in can only show a standard, secure scheme with fetch and CSP: ${scheme}`);
      }
      privileged.set(scheme, privileges ?? {});
    }
  },
  handle(scheme, handler) {
    if (!privileged.has(scheme)) throw new Error(`${scheme} was not registered as privileged`);
    handlers.set(scheme, handler as Handler);
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

export const schemes = () => [...privileged.keys()];

/** `app://livedesk/x` → `https://livedesk.app.invalid/x`; other addresses as they are. */
export function toPageUrl(url: string): string {
  const [, scheme = '', hostname = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  return handlers.has(scheme) ? `https://${hostname}.${scheme}${SUFFIX}${rest || '/'}` : url;
}

/** The way back: what Electron would say. */
export function toAppUrl(url: string): string {
  const [, hostname = '', scheme = '', rest = ''] =
    /^https:\/\/([^/?#]*)\.([^./?#]+)\.invalid(.*)$/is.exec(url) ?? [];
  return handlers.has(scheme) ? `${scheme}://${hostname}${rest || '/'}` : url;
}

/** Null for an address that is nobody's own scheme. */
export async function answer(
  url: string,
  method: string,
  headers: Record<string, string>,
): Promise<Response | null> {
  const handler = handlers.get(url.slice(0, url.indexOf(':')));
  return handler ? await handler(new Request(url, { method, headers })) : null;
}
