import { defineWords } from './define-words.ts';

export const uiWords = defineWords({
  zh: { close: '关闭', cancel: '取消', notifications: '通知', loading: '读取中…' },
  en: { close: 'Close', cancel: 'Cancel', notifications: 'Notifications', loading: 'Loading…' },
});
