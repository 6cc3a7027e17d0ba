import { defineWords } from '../ui/define-words.ts';

export const liveWords = defineWords({ zh: { title: '直播台' }, en: { title: 'Live' } });
