import { useCallback } from 'react';
import { useWords, type WordKey } from '../app/i18n.ts';
import { wallWords } from './words.ts';

const isWord = (key: string): key is WordKey<'wall'> => Object.hasOwn(wallWords.zh, key);

/** A channel in words; one that an integrator has named is shown by that name. */
export function useChannelName(): (id: string) => string {
  const t = useWords('wall');
  return useCallback(
    (id) => {
      const word = `channel_${id}`;
      return id === '' ? t('channelNone') : isWord(word) ? t(word) : id;
    },
    [t],
  );
}
