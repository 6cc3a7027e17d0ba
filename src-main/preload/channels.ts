/**
 * The handshake that gives the page its way to the desk. The page may ask again at any time (a reload loses its port):
 *
 * 1. page → preload: `window.postMessage({ type: 'livedesk:connect' }, location.origin)`
 * 2. preload makes a MessageChannel and sends one end to the main process: IPC `livedesk:port` with that port
 * 3. preload → page: a `message` event from `window` itself whose data are `{ type: 'livedesk:port' }` and whose
 *    `ports[0]` is the other end
 * 4. page: `new RPCLink({ port })` of `@orpc/client/message-port`, then `port.start()`
 *
 * The page checks `event.source === window` and the origin. What it sends before the main process has taken the port
 * waits in the port. The page's side is `src-renderer/client/connection.ts`, which knows only the two types above.
 */
export const CONNECT_MESSAGE = 'livedesk:connect';
/** Both the IPC channel to the main process and the type of the message to the page. */
export const PORT_MESSAGE = 'livedesk:port';
/** Origin of the screen; the main process serves it (src-main/electron/app-scheme.ts). */
export const APP_ORIGIN = 'app://livedesk';
