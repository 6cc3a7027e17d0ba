/** The main process's end of the handshake in ../preload/channels.ts: takes a port from the page and serves the desk. */
import type { IpcMain, IpcMainEvent, MessagePortMain, WebContents } from 'electron';
import type { DeskLog } from '../desk/ports.ts';
import { PORT_MESSAGE } from '../preload/channels.ts';
import { isAppUrl } from './app-scheme.ts';

/** What `RPCHandler` of `@orpc/server/message-port` offers. */
export interface PortServer {
  upgrade(port: MessagePortMain): void;
}

export interface DeskPortSetup {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  /** The page of our one window. */
  readonly page: WebContents;
  /** Settles when the desk has started; what the page sends before waits in its port. */
  readonly server: Promise<PortServer>;
  readonly log: DeskLog;
}

/** Only our window's top frame, showing our own page (point 17 of Electron's security list). */
function isOurPage({ sender, senderFrame }: IpcMainEvent, page: WebContents): boolean {
  return sender === page && senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url);
}

export function serveDeskPort({ ipcMain, page, server, log }: DeskPortSetup): void {
  // A desk that does not start is the host's to report; here it must not count as an unhandled rejection.
  server.catch(() => undefined);
  ipcMain.on(PORT_MESSAGE, (event) => {
    const [port, ...others] = event.ports;
    if (!isOurPage(event, page) || port === undefined || others.length > 0) {
      for (const refused of event.ports) refused.close();
      log.error('refused a port', new Error(`from ${event.senderFrame?.url ?? 'a frame that is gone'}`));
      return;
    }
    server.then(
      (desk) => {
        desk.upgrade(port);
        // Electron holds messages back until this is called.
        port.start();
      },
      () => port.close(),
    );
  });
}
