import { type Chord, chordOf, isPrintable, type Press } from '#shared/domain/keys/chord.ts';
import {
  type KeyCommandId,
  keyCommandIds,
  keyCommands,
  padNumber,
} from '#shared/domain/keys/key-commands.ts';
import { type Keymap, keymapOf } from '#shared/domain/keys/keymap.ts';

/**
 * What keys mean, as a pure machine: it is told of keys going down and up and answers what to do (DESIGN §6).
 * - An action fires when its key is released, and only if it was pressed while keys were free to act.
 * - Nothing acts in a field, during IME composition, or while a modal is open.
 * - Digits typed by a person collect until Enter; a burst as a scanner types it is ignored, its Enter too.
 * - A bare letter waits a moment after its release: what a scanner types may begin with it.
 */
export interface KeyEvent extends Press {
  readonly repeat: boolean;
  readonly composing: boolean;
  readonly atMs: number;
}

export interface KeyContext {
  readonly inField: boolean;
  readonly modalOpen: boolean;
}

/** Commands that act on their own key's release; pads are held, and the till listens for itself. */
type PlainAction = Exclude<KeyCommandId, `pad-${number}` | `till-${string}`>;

export type HotkeyAction =
  | { readonly type: PlainAction }
  | { readonly type: 'arm-number'; readonly number: number }
  | { readonly type: 'hold-start' | 'hold-end'; readonly pad: number }
  /** The digits typed so far, for the screen to show; empty when given up. */
  | { readonly type: 'digits'; readonly text: string };

export interface HotkeyOutcome {
  readonly action: HotkeyAction | null;
  /** The browser's own meaning of this key must not happen. */
  readonly prevent: boolean;
  /** The action only counts if nothing more is typed within this time. */
  readonly afterMs?: number;
}

const NOTHING: HotkeyOutcome = { action: null, prevent: false };
/** No finger types faster than this. */
export const SCANNER_GAP_MS = 30;
const SCANNER_DIGITS = 3;
const DIGITS_LIVE_MS = 3000;
const MOST_DIGITS = 4;

/** Longer than a scanner takes from sign to sign, shorter than anybody notices. */
export const TYPED_WAIT_MS = 60;

const listened = keyCommandIds.filter((id) => keyCommands[id].scope !== 'till');

/** What only stops something acts wherever the focus is, as long as its key writes nothing. */
function always(action: PlainAction, typed: boolean): boolean {
  return action === 'comments-off' && !typed;
}

function commandOf(keymap: Keymap, chord: Chord | null): KeyCommandId | null {
  return chord === null ? null : (listened.find((id) => keymap[id] === chord) ?? null);
}

/** Three digits in a row, each at most 30 ms after the one before: no finger types like that. */
export function isScannerBurst(times: readonly number[]): boolean {
  let streak = 1;
  for (let at = 1; at < times.length; at += 1) {
    const gap = (times[at] ?? 0) - (times[at - 1] ?? 0);
    streak = gap <= SCANNER_GAP_MS ? streak + 1 : 1;
    if (streak >= SCANNER_DIGITS) return true;
  }
  return false;
}

export interface Hotkeys {
  keyDown(event: KeyEvent, context: KeyContext): HotkeyOutcome;
  keyUp(event: KeyEvent, context: KeyContext): HotkeyOutcome;
  /** The window lost the keyboard: what was held counts as let go. Answers the pads to cancel. */
  release(): number[];
}

export function createHotkeys(keymap: () => Keymap = () => keymapOf({})): Hotkeys {
  const pressed = new Map<string, { action: PlainAction; typed: boolean }>();
  const heldPads = new Map<string, number>();
  let digits: { digit: string; atMs: number }[] = [];
  let enterArms: number | null = null;
  let lastTypedMs = Number.NEGATIVE_INFINITY;

  function typeDigit(event: KeyEvent): HotkeyOutcome {
    const last = digits.at(-1);
    if (last && event.atMs - last.atMs > DIGITS_LIVE_MS) digits = [];
    digits.push({ digit: event.key, atMs: event.atMs });
    const scanned = isScannerBurst(digits.map((each) => each.atMs)) || digits.length > MOST_DIGITS;
    return {
      action: { type: 'digits', text: scanned ? '' : digits.map((each) => each.digit).join('') },
      prevent: false,
    };
  }

  /** Enter after digits belongs to them: it must not press the focused button as well. */
  function enterDown(event: KeyEvent): HotkeyOutcome {
    const last = digits.at(-1);
    if (!last || event.atMs - last.atMs > DIGITS_LIVE_MS) {
      digits = [];
      return NOTHING;
    }
    const text = digits.map((each) => each.digit).join('');
    const scanned = isScannerBurst(digits.map((each) => each.atMs)) || digits.length > MOST_DIGITS;
    digits = [];
    enterArms = scanned ? null : Number(text);
    return { action: { type: 'digits', text: '' }, prevent: true };
  }

  return {
    keyDown(event, context) {
      if (event.composing) return NOTHING;
      const free = !context.inField && !context.modalOpen;
      const typed = isPrintable(event);
      const inBurst = typed && event.atMs - lastTypedMs <= SCANNER_GAP_MS;
      if (typed) lastTypedMs = event.atMs;
      const command = commandOf(keymap(), chordOf(event));
      const pad = command === null ? null : padNumber(command);
      if (pad !== null) {
        if (!free || event.repeat || heldPads.size > 0) return { action: null, prevent: !typed || free };
        heldPads.set(event.code, pad);
        return { action: { type: 'hold-start', pad }, prevent: true };
      }
      if (command !== null) {
        const action = command as PlainAction;
        const allowed = always(action, typed) || (action === 'palette' && !typed ? !context.modalOpen : free);
        if (allowed && !event.repeat && !inBurst) pressed.set(event.code, { action, typed });
        // In a field a sign is written, and what is undone is what was written.
        return { action: null, prevent: !typed && (allowed || action !== 'undo') };
      }
      if (!free || event.alt || event.ctrlOrMeta) return NOTHING;
      if (/^[0-9]$/.test(event.key) && !event.repeat) return typeDigit(event);
      if (event.key === 'Enter') return enterDown(event);
      if (event.key === 'Escape' && digits.length > 0) {
        digits = [];
        return { action: { type: 'digits', text: '' }, prevent: false };
      }
      return NOTHING;
    },

    keyUp(event, context) {
      const pad = heldPads.get(event.code);
      if (pad !== undefined) {
        heldPads.delete(event.code);
        return { action: { type: 'hold-end', pad }, prevent: true };
      }
      if (event.key === 'Alt' && heldPads.size > 0) {
        const [first = 0] = heldPads.values();
        heldPads.clear();
        return { action: { type: 'hold-end', pad: first }, prevent: true };
      }
      if (event.key === 'Enter' && enterArms !== null) {
        const number = enterArms;
        enterArms = null;
        return { action: { type: 'arm-number', number }, prevent: true };
      }
      const plain = pressed.get(event.code);
      if (plain === undefined) return NOTHING;
      pressed.delete(event.code);
      const { action, typed } = plain;
      const free = !context.modalOpen && ((action === 'palette' && !typed) || !context.inField);
      const allowed = !event.composing && (always(action, typed) || free);
      if (!allowed) return { action: null, prevent: true };
      return { action: { type: action }, prevent: true, ...(typed ? { afterMs: TYPED_WAIT_MS } : {}) };
    },

    release() {
      const pads = [...heldPads.values()];
      heldPads.clear();
      pressed.clear();
      digits = [];
      enterArms = null;
      return pads;
    },
  };
}
