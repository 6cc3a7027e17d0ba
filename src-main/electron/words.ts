/** Words of the host itself, in both languages. The screen's words live with the screen. */
import { AppError, errorText } from '#shared/contract/errors.ts';

const zh = {
  edit: '编辑',
  view: '视图',
  window: '窗口',
  help: '帮助',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  reload: '重新载入画面',
  devTools: '开发者工具',
  resetZoom: '实际大小',
  zoomIn: '放大',
  zoomOut: '缩小',
  fullScreen: '切换全屏',
  minimize: '最小化',
  zoom: '缩放',
  close: '关闭窗口',
  front: '全部置于顶层',
  about: '关于 Livedesk',
  services: '服务',
  hide: '隐藏 Livedesk',
  hideOthers: '隐藏其他',
  unhide: '全部显示',
  quit: '退出 Livedesk',
  unsentTitle: (count: number) => `还有 ${count} 项更改未同步到团队服务器`,
  unsentDetail: '它们已保存在这台电脑上，下次打开 Livedesk 时会继续同步。',
  quitNow: '退出',
  stay: '继续工作',
  startFailed: 'Livedesk 无法启动',
};

export type HostWords = typeof zh;

const en: HostWords = {
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  help: 'Help',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  reload: 'Reload Screen',
  devTools: 'Developer Tools',
  resetZoom: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fullScreen: 'Toggle Full Screen',
  minimize: 'Minimize',
  zoom: 'Zoom',
  close: 'Close Window',
  front: 'Bring All to Front',
  about: 'About Livedesk',
  services: 'Services',
  hide: 'Hide Livedesk',
  hideOthers: 'Hide Others',
  unhide: 'Show All',
  quit: 'Quit Livedesk',
  unsentTitle: (count) =>
    count === 1
      ? "One change has not reached the team's hub"
      : `${count} changes have not reached the team’s hub`,
  unsentDetail: 'They are kept on this computer and go on syncing when Livedesk is opened again.',
  quitNow: 'Quit',
  stay: 'Keep Working',
  startFailed: 'Livedesk could not start',
};

const isChinese = (locale: string) => /^zh\b/i.test(locale);

/** By the system's language (`app.getLocale()`): Chinese of any region, otherwise English. */
export function hostWords(locale: string): HostWords {
  return isChinese(locale) ? zh : en;
}

/** Why the app could not start: in the person's language where the error has words of ours. */
export function failureWords(error: unknown, locale: string): string {
  if (error instanceof AppError) return errorText(error.code, error.params, isChinese(locale) ? 'zh' : 'en');
  return error instanceof Error ? error.message : String(error);
}
