/**
 * A chord is one press as a text: `F12`, `Mod+K`, `Alt+1`, `?`. `Mod` is Ctrl, or ⌘ on a Mac: both count as one. Shift is
 * named where the key has no other sign with it (`Shift+F10`, `Mod+Shift+Z`), else it is in the sign (`?`).
 */
import { z } from 'zod';

export const chordSchema = z.string().min(1).max(40);
export type Chord = string;

/** What is known of a press; the renderer's key events have all of it. */
export interface Press {
  readonly key: string;
  /** The key's place on the board, such as `KeyK` or `Digit1`. */
  readonly code: string;
  readonly alt: boolean;
  readonly ctrlOrMeta: boolean;
  readonly shift?: boolean;
}

const modifierKeys = new Set([
  'Alt',
  'AltGraph',
  'CapsLock',
  'Control',
  'Fn',
  'FnLock',
  'Meta',
  'NumLock',
  'OS',
  'ScrollLock',
  'Shift',
]);
/** Says that an input method has taken the key, or that the board sent none. */
const noKeys = new Set(['Process', 'Dead', 'Unidentified', 'Compose', '']);

/** The key itself without what is held with it; null where the press is none, as of Shift alone. */
function keyName({ key, code, alt, ctrlOrMeta }: Press): string | null {
  if (modifierKeys.has(key) || noKeys.has(key)) return null;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // On a board of another script the letter is where it would be on ours; on a board of ours it is what it says.
  if (letter !== undefined) return /^[a-z]$/i.test(key) ? key.toUpperCase() : letter;
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined && (alt || ctrlOrMeta)) return digit;
  if (/^Numpad./.test(code)) return code;
  if (key === ' ' || key === '+') return key === ' ' ? 'Space' : 'Plus';
  // A Chinese board writes the wide sign for the same key.
  return key.length > 1 ? key : key.normalize('NFKC').toUpperCase();
}

/** Whether pressing it, alone or with Shift, writes a sign: a scanner types these. */
export function isPrintable(press: Pick<Press, 'key' | 'alt' | 'ctrlOrMeta'>): boolean {
  return !press.alt && !press.ctrlOrMeta && press.key.length === 1;
}

export function chordOf(press: Press): Chord | null {
  const name = keyName(press);
  if (name === null) return null;
  const inSign = press.key.length === 1 && !/^[A-Z]$/.test(name) && !/^Numpad/.test(name) && name !== 'Space';
  const shift = press.shift === true && !(inSign && !press.ctrlOrMeta && !press.alt);
  return `${press.ctrlOrMeta ? 'Mod+' : ''}${press.alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Plus: '+',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** As it stands on a key cap: `Ctrl K`, `Alt 1`. */
export function chordText(chord: Chord, mac: boolean): string {
  const parts = chord.split('+').map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Alt') return mac ? '⌥' : 'Alt';
    return signs[part] ?? part.replace(/^Numpad/, 'Num ');
  });
  return parts.join(' ');
}
