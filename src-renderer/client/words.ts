import { defineWords } from '../ui/define-words.ts';

export const clientWords = defineWords({
  zh: { deskAway: '控制台后台暂时连不上，没有执行。' },
  en: { deskAway: 'The desk is out of reach; nothing was done.' },
});
