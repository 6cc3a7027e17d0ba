/**
 * Which key means which command on this console: what stands in `key-commands.ts`, changed by the person. In one scope no
 * two commands ever have the same key; a key that is taken is only given over by a person who was told from whom.
 */
import { z } from 'zod';
import { type Chord, chordSchema } from './chord.ts';
import {
  isKeyCommandId,
  type KeyCommandId,
  type KeyScope,
  keyCommandIds,
  keyCommands,
} from './key-commands.ts';

/** What differs from the first keys; null = the command has none. Ids of other versions are kept and mean nothing. */
export const keyOverridesSchema = z.record(z.string().max(40), chordSchema.nullable());
export type KeyOverrides = z.infer<typeof keyOverridesSchema>;

export type Keymap = Readonly<Record<KeyCommandId, Chord | null>>;

/** Why a key cannot be given to a command: it belongs to somebody else for good. */
export type ReservedReason = 'browser' | 'system' | 'typing' | 'rows';

/** What the browser or the system does itself, whatever a page wishes, or what people rely on in every window. */
const browserChords = new Set([
  ...'TWNQRLPFSDHJEUGO'.split('').map((letter) => `Mod+${letter}`),
  ...'TWNRIJCPB'.split('').map((letter) => `Mod+Shift+${letter}`),
  ...'123456789'.split('').map((digit) => `Mod+${digit}`),
  ...['Mod+Tab', 'Mod+Shift+Tab', 'Mod+-', 'Mod+=', 'Mod+Plus', 'Mod+0', 'Mod+F4', 'Mod+F5'],
  ...['F5', 'F11', 'Shift+F5', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Alt+D'],
]);
const systemChords = new Set([
  ...['F10', 'Alt+F4', 'Alt+Tab', 'Alt+Shift+Tab', 'Alt+Space', 'Alt+Escape', 'Mod+Escape', 'Mod+Alt+Delete'],
  ...['PrintScreen', 'ContextMenu', 'Pause', 'Insert', 'Mod+Space', 'Mod+M', 'Mod+H'],
]);
const rowChords = new Set(['F2', 'Alt+ArrowUp', 'Alt+ArrowDown', 'Shift+F10']);
const walking = new Set([
  ...['Tab', 'Enter', 'Escape', 'Space', 'Backspace', 'Delete', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'NumpadEnter', 'NumpadAdd', 'NumpadDecimal'],
]);

/** Null where it may be given to a command of that scope. */
export function reservedFor(chord: Chord, scope: KeyScope): ReservedReason | null {
  if (systemChords.has(chord)) return 'system';
  if (browserChords.has(chord)) return 'browser';
  if (scope !== 'till' && rowChords.has(chord)) return 'rows';
  const bare = chord.replace(/^Shift\+/, '');
  if (walking.has(bare) || /^(Numpad)?[0-9]$/.test(bare)) return 'typing';
  // The till's keys act while its scan field is written in.
  if (scope === 'till' && bare.length === 1) return 'typing';
  if (/^Mod\+[ACVXY]$/.test(chord) || chord === 'Mod+Shift+Z') return 'typing';
  return null;
}

const meet = (a: KeyScope, b: KeyScope) => a === b || a === 'everywhere' || b === 'everywhere';

/** Another command that has this key where `id` would have it. */
function holderOf(map: Keymap, chord: Chord, id: KeyCommandId): KeyCommandId | null {
  const own = keyCommands[id].scope;
  return (
    keyCommandIds.find(
      (other) => other !== id && map[other] === chord && meet(own, keyCommands[other].scope),
    ) ?? null
  );
}

const firstKeys = Object.fromEntries(keyCommandIds.map((id) => [id, keyCommands[id].chord])) as Keymap;

/**
 * What is kept, made safe: a key that is reserved by now, or that another command has by now, is nobody's, so that a file
 * of another version can never give one key two meanings.
 */
export function keymapOf(overrides: KeyOverrides): Keymap {
  const map: Record<KeyCommandId, Chord | null> = { ...firstKeys };
  const changed = Object.entries(overrides).filter((entry): entry is [KeyCommandId, Chord | null] =>
    isKeyCommandId(entry[0]),
  );
  // First away with what was given up, so that two that were exchanged do not meet.
  for (const [id] of changed) map[id] = null;
  for (const [id, chord] of changed) {
    const free =
      chord !== null &&
      reservedFor(chord, keyCommands[id].scope) === null &&
      holderOf(map, chord, id) === null;
    map[id] = free ? chord : null;
  }
  return map;
}

export type KeyChange =
  | { readonly outcome: 'set'; readonly overrides: KeyOverrides }
  | { readonly outcome: 'reserved'; readonly reason: ReservedReason }
  /** Somebody has it: nothing was changed. `swapKey` does it all the same. */
  | { readonly outcome: 'clash'; readonly with: KeyCommandId };

/** Gives a command a key, where that is free. */
export function setKey(overrides: KeyOverrides, id: KeyCommandId, chord: Chord): KeyChange {
  const reason = reservedFor(chord, keyCommands[id].scope);
  if (reason !== null) return { outcome: 'reserved', reason };
  const map = keymapOf(overrides);
  const holder = holderOf(map, chord, id);
  if (holder !== null) return { outcome: 'clash', with: holder };
  return { outcome: 'set', overrides: overridesOf({ ...map, [id]: chord }) };
}

/** As `setKey`, and whoever had the key gets this command's old one, or none where that would clash. */
export function swapKey(overrides: KeyOverrides, id: KeyCommandId, chord: Chord): KeyChange {
  const reason = reservedFor(chord, keyCommands[id].scope);
  if (reason !== null) return { outcome: 'reserved', reason };
  const before = keymapOf(overrides);
  const map: Record<KeyCommandId, Chord | null> = { ...before, [id]: null };
  for (let holder = holderOf(map, chord, id); holder !== null; holder = holderOf(map, chord, id)) {
    map[holder] = null;
    const old = before[id];
    const fits = old !== null && reservedFor(old, keyCommands[holder].scope) === null && old !== chord;
    if (fits && holderOf(map, old, holder) === null) map[holder] = old;
  }
  return { outcome: 'set', overrides: overridesOf({ ...map, [id]: chord }) };
}

/** The key it had at first; a clash where another command has that by now. */
export function resetKey(overrides: KeyOverrides, id: KeyCommandId): KeyChange {
  return setKey(overrides, id, keyCommands[id].chord);
}

function overridesOf(map: Keymap): KeyOverrides {
  return Object.fromEntries(
    keyCommandIds.filter((id) => map[id] !== keyCommands[id].chord).map((id) => [id, map[id]]),
  );
}
