/**
 * All that crosses from Electron into the page is one message port (channels.ts says how); nothing of Electron is
 * exposed, so there is no `contextBridge` here. Runs in an isolated world of a sandboxed renderer: built as CommonJS,
 * may require nothing but `electron`.
 */
import { ipcRenderer } from 'electron';
import { APP_ORIGIN, CONNECT_MESSAGE, PORT_MESSAGE } from './channels.ts';

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  // Only the page itself, and only while it is ours: no frame, no opener, no page that took its place.
  if (event.source !== window || event.origin !== APP_ORIGIN || location.origin !== APP_ORIGIN) return;
  const data = event.data;
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== CONNECT_MESSAGE) return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage(PORT_MESSAGE, null, [port1]);
  window.postMessage({ type: PORT_MESSAGE }, APP_ORIGIN, [port2]);
});
