import { chainWords } from './chain-words.ts';
import { floorWords } from './floor-words.ts';
import { sellWords } from './sell-words.ts';

export const tillWords = {
  zh: { ...sellWords.zh, ...floorWords.zh, ...chainWords.zh },
  en: { ...sellWords.en, ...floorWords.en, ...chainWords.en },
};
