/**
 * The screen's own scheme, `app://livedesk/`. Not `file://`, which has no origin to check a sender by and would let
 * the page read the disk (Electron's security list, point 18).
 */
import type { Protocol } from 'electron';
import { APP_ORIGIN } from '../preload/channels.ts';
import type { RendererFiles } from '../web/renderer-files.ts';

export const APP_SCHEME = 'app';
export const APP_URL = `${APP_ORIGIN}/`;
const APP_HOST = 'livedesk';

/** True for pages and files of the screen. A prefix check: in Node `new URL('app://…').origin` is `'null'`. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(APP_URL);
}

/** Has to be called before the app is ready, once. Without `bypassCSP`: the policy is the point of it. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

export function serveAppScheme(protocol: Pick<Protocol, 'handle'>, files: RendererFiles): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url);
    if (url.host !== APP_HOST) return new Response(null, { status: 404 });
    const { status, headers, body } = await files.respond(url.pathname, request.method);
    return new Response(body, { status, headers });
  });
}
