/**
 * Leaving in order: ask while there is unsent work, close the desk, then quit. Electron quits by events that cannot
 * wait, so the first attempt is stopped and the app quits itself once the desk is closed.
 */
import type { App, BrowserWindow, Dialog } from 'electron';
import type { DeskLog } from '../desk/ports.ts';
import type { HostWords } from './words.ts';

export interface QuitSetup {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly window: BrowserWindow;
  /** Undefined while it starts, or if it never came up. */
  desk(): { unsentCount(): number; close(): Promise<void> } | undefined;
  readonly words: HostWords;
  readonly log: DeskLog;
}

/** The outbox is on disk, so a desk that will not close must not keep the person from leaving. */
const CLOSE_WITHIN_MS = 10_000;

function timeout(ms: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`not closed after ${ms} ms`)), ms).unref();
  });
}

export function quitInOrder({ app, dialog, window, desk, words, log }: QuitSetup): void {
  let state: 'open' | 'leaving' | 'closed' = 'open';

  async function mayLeave(): Promise<boolean> {
    const unsent = desk()?.unsentCount() ?? 0;
    if (unsent === 0) return true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: words.unsentTitle(unsent),
      detail: words.unsentDetail,
      buttons: [words.quitNow, words.stay],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    return response === 0;
  }

  async function leave(): Promise<void> {
    state = 'leaving';
    try {
      if (!(await mayLeave())) {
        state = 'open';
        return;
      }
      await Promise.race([desk()?.close(), timeout(CLOSE_WITHIN_MS)]);
    } catch (error) {
      log.error('the desk did not close in order', error);
    }
    state = 'closed';
    app.quit();
  }

  function holdBack(event: { preventDefault(): void }): void {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'open') void leave();
  }

  window.on('close', holdBack);
  app.on('before-quit', holdBack);
  // On macOS too: a console without its window would go on holding the show.
  app.on('window-all-closed', () => app.quit());
}
