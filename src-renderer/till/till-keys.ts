/** Which commands of the till have a key, and which key the person has given them. */
import { chordOf } from '#shared/domain/keys/chord.ts';
import type { KeyCommandId } from '#shared/domain/keys/key-commands.ts';
import type { Keymap } from '#shared/domain/keys/keymap.ts';

export const tillKeys = {
  find: 'till-find',
  cash: 'till-cash',
  qr: 'till-qr',
  later: 'till-later',
} as const satisfies Record<string, KeyCommandId>;
export type TillKey = keyof typeof tillKeys;

const names = Object.keys(tillKeys) as TillKey[];

export function tillKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  keymap: Keymap,
): TillKey | null {
  const { key, code, altKey: alt, shiftKey: shift } = event;
  const chord = chordOf({ key, code, alt, shift, ctrlOrMeta: event.ctrlKey || event.metaKey });
  return chord === null ? null : (names.find((name) => keymap[tillKeys[name]] === chord) ?? null);
}
