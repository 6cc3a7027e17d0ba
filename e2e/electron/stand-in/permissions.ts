/**
 * What a page may ask for. The app's handlers are asked beforehand, once for each permission, and Chromium is told
 * what they said: so a handler that answers differently from one request to the next cannot be seen here.
 */
import type Electron from 'electron';
import type { Protocol } from './cdp.ts';

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type Asked = Parameters<RequestHandler>[1] & Parameters<CheckHandler>[1];

const KNOWN: readonly (readonly [Asked, Protocol.Browser.PermissionDescriptor['name']])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['clipboard-read', 'clipboard-read'],
];

let onRequest: RequestHandler | null = null;
let onCheck: CheckHandler | null = null;

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => {
      onRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      onCheck = handler;
    },
    /** No page of the stand-in's ever gets a device. */
    setDevicePermissionHandler: () => undefined,
  } satisfies Pick<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
};

/** As in Electron, what nobody handles is granted. */
function mayHave(permission: Asked): boolean {
  let granted = onRequest === null;
  const details = { isMainFrame: true, requestingUrl: '', securityOrigin: '' };
  // A page of its own is not known here; a handler that wants one fails loudly.
  onRequest?.(
    undefined as never,
    permission,
    (answer) => {
      granted = answer;
    },
    details as never,
  );
  return granted && (onCheck?.(null, permission, '', details as never) ?? true);
}

export function permissionSettings(): Protocol.Browser.setPermissionParameters[] {
  return KNOWN.map(([permission, name]) => ({
    permission: { name },
    setting: mayHave(permission) ? 'granted' : 'denied',
  }));
}
