/** Every command that has a key of its own, with the key it has at first and where it counts. */
import type { Chord } from './chord.ts';

/** `everywhere` keys count on every screen; those of the live desk and of the till only there, and never both at once. */
export type KeyScope = 'everywhere' | 'live' | 'till';

export interface KeyCommand {
  readonly chord: Chord;
  readonly scope: KeyScope;
}

const pads = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
type Pad = (typeof pads)[number];
export type PadCommand = `pad-${Pad}`;

const padCommands = Object.fromEntries(
  pads.map((pad) => [`pad-${pad}`, { chord: `Alt+${pad}`, scope: 'live' }]),
) as Record<PadCommand, KeyCommand>;

export const keyCommands = {
  take: { chord: 'F12', scope: 'live' },
  'arm-previous': { chord: 'F8', scope: 'live' },
  'arm-next': { chord: 'F9', scope: 'live' },
  ...padCommands,
  /** No answers by themselves any more. */
  'comments-off': { chord: 'F1', scope: 'everywhere' },
  /** A moment to find again. */
  mark: { chord: 'M', scope: 'live' },
  /** What the host has promised. */
  promise: { chord: 'P', scope: 'live' },
  undo: { chord: 'Mod+Z', scope: 'everywhere' },
  acts: { chord: 'H', scope: 'everywhere' },
  lock: { chord: 'Mod+Shift+L', scope: 'everywhere' },
  /** Prices that wait for a second person. */
  approvals: { chord: 'A', scope: 'everywhere' },
  'next-show': { chord: 'F3', scope: 'everywhere' },
  palette: { chord: 'Mod+K', scope: 'everywhere' },
  keys: { chord: '?', scope: 'everywhere' },
  'till-find': { chord: 'F2', scope: 'till' },
  'till-cash': { chord: 'F4', scope: 'till' },
  'till-qr': { chord: 'F6', scope: 'till' },
  'till-later': { chord: 'F7', scope: 'till' },
} as const satisfies Record<string, KeyCommand>;

export type KeyCommandId = keyof typeof keyCommands;
export const keyCommandIds = Object.keys(keyCommands) as KeyCommandId[];

export function isKeyCommandId(id: string): id is KeyCommandId {
  return Object.hasOwn(keyCommands, id);
}

export function padNumber(id: KeyCommandId): number | null {
  const digit = /^pad-([1-9])$/.exec(id)?.[1];
  return digit === undefined ? null : Number(digit);
}
