import { defineWords } from '../ui/define-words.ts';

export const appWords = defineWords({ zh: { live: '直播台' }, en: { live: 'Live' } });
