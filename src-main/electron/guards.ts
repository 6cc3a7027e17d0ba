/**
 * What the page may not do, whatever runs in it: keep to its own address, open nothing, ask for nothing. Follows
 * points 5 and 11 to 15 of Electron's security list.
 */
import type { App, Session, WebContents } from 'electron';
import { isAppUrl } from './app-scheme.ts';

export type OpenOutside = (url: string) => void;

/**
 * The address to hand to the system's browser, or null. Only https: other schemes start other programs. No user
 * information: `https://shop.example@evil.example/` reads like the wrong house.
 */
export function outsideLink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  const plain = parsed.username === '' && parsed.password === '' && parsed.hostname !== '';
  return parsed.protocol === 'https:' && plain ? parsed.href : null;
}

/** No camera, place, clipboard reading, device or notification: nothing on the screen needs one. */
export function denyPermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Keeps one page at home. A reload (the same scheme) is let through. */
export function guardContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openOutside: OpenOutside,
): void {
  contents.setWindowOpenHandler(({ url }) => {
    const link = outsideLink(url);
    if (link !== null) openOutside(link);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (details) => {
    if (!isAppUrl(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!isAppUrl(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (!isAppUrl(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Guards every page that ever comes to be, also one that nobody meant to open. */
export function guardAllContents(app: Pick<App, 'on'>, openOutside: OpenOutside): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openOutside));
}
