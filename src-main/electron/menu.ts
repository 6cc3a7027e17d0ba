/**
 * The application menu. Roles only: each does on every system what people there expect. The page sees a key before
 * the menu does, so the screen's own keys (F12, Ctrl+Z …) win where it handles them.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { HostWords } from './words.ts';

export interface MenuSetup {
  readonly words: HostWords;
  readonly mac: boolean;
  readonly devTools: boolean;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

function appMenu(words: HostWords, mac: boolean): MenuItemConstructorOptions {
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit };
  if (!mac) return { label: 'Livedesk', submenu: [quit] };
  return {
    label: 'Livedesk',
    submenu: [
      { role: 'about', label: words.about },
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.unhide },
      separator,
      quit,
    ],
  };
}

export function menuTemplate({ words, mac, devTools }: MenuSetup): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = devTools
    ? [{ role: 'toggleDevTools', label: words.devTools }, separator]
    : [];
  return [
    appMenu(words, mac),
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        separator,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'reload', label: words.reload },
        ...developer,
        separator,
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        separator,
        { role: 'togglefullscreen', label: words.fullScreen },
      ],
    },
    {
      role: 'windowMenu',
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        ...(mac
          ? ([
              { role: 'zoom', label: words.zoom },
              { role: 'front', label: words.front },
            ] satisfies MenuItemConstructorOptions[])
          : []),
        { role: 'close', label: words.close },
      ],
    },
    { role: 'help', label: words.help, submenu: [{ role: 'about', label: words.about }] },
  ];
}
