/** Every command that has a key, in the order in which people look for them, with its name. */
import { type KeyCommandId, padNumber } from '#shared/domain/keys/key-commands.ts';
import type { Say } from './i18n.ts';

export const keyGroups = [
  { word: 'keysLive', ids: ['take', 'arm-previous', 'arm-next', 'mark', 'promise'] },
  {
    word: 'keysPads',
    ids: ['pad-1', 'pad-2', 'pad-3', 'pad-4', 'pad-5', 'pad-6', 'pad-7', 'pad-8', 'pad-9'],
  },
  { word: 'keysSafety', ids: ['undo', 'acts', 'approvals', 'comments-off', 'lock'] },
  { word: 'keysScreen', ids: ['next-show', 'palette', 'keys'] },
  { word: 'keysTill', ids: ['till-find', 'till-cash', 'till-qr', 'till-later'] },
] as const satisfies readonly { word: string; ids: readonly KeyCommandId[] }[];

const names = {
  take: 'keyTake',
  'arm-previous': 'keyArmPrevious',
  'arm-next': 'keyArmNext',
  mark: 'keyMark',
  promise: 'keyPromise',
  undo: 'keyUndo',
  acts: 'keyActs',
  approvals: 'keyApprovals',
  'comments-off': 'keyCommentsOff',
  lock: 'keyLock',
  'next-show': 'keyNextShow',
  palette: 'keyPalette',
  keys: 'keyKeys',
  'till-find': 'keyTillFind',
  'till-cash': 'keyTillCash',
  'till-qr': 'keyTillQr',
  'till-later': 'keyTillLater',
} as const satisfies Record<Exclude<KeyCommandId, `pad-${number}`>, string>;

export function keyCommandName(id: KeyCommandId, t: Say<'app'>): string {
  const pad = padNumber(id);
  return pad === null ? t(names[id as keyof typeof names]) : t('keyPad', { number: pad });
}
