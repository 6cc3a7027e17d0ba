import { describe, expect, it } from 'vitest';
import { keymapOf } from '#shared/domain/keys/keymap.ts';
import { createHotkeys, isScannerBurst, type KeyContext, type KeyEvent } from './hotkeys.ts';

const free: KeyContext = { inField: false, modalOpen: false };
let clock = 0;

function key(name: string, part: Partial<KeyEvent> = {}): KeyEvent {
  const code = /^[0-9]$/.test(name) ? `Digit${name}` : name;
  clock += 100;
  return {
    key: name,
    code,
    alt: false,
    ctrlOrMeta: false,
    repeat: false,
    composing: false,
    atMs: clock,
    ...part,
  };
}

describe('hotkeys', () => {
  it('fires on release, once', () => {
    const keys = createHotkeys();
    expect(keys.keyDown(key('F12'), free)).toEqual({ action: null, prevent: true });
    expect(keys.keyDown(key('F12', { repeat: true }), free).action).toBeNull();
    expect(keys.keyUp(key('F12'), free).action).toEqual({ type: 'take' });
    expect(keys.keyUp(key('F12'), free).action).toBeNull();
  });

  it('does nothing in a field, during composition or under a modal', () => {
    for (const context of [
      { inField: true, modalOpen: false },
      { inField: false, modalOpen: true },
    ]) {
      const keys = createHotkeys();
      keys.keyDown(key('F12'), context);
      expect(keys.keyUp(key('F12'), context).action).toBeNull();
      expect(keys.keyDown(key('1', { alt: true }), context).action).toBeNull();
      expect(keys.keyDown(key('7'), context).action).toBeNull();
    }
    const keys = createHotkeys();
    keys.keyDown(key('F12', { composing: true }), free);
    expect(keys.keyUp(key('F12'), free).action).toBeNull();
  });

  it('forgets a key when a modal opens while it is down', () => {
    const keys = createHotkeys();
    keys.keyDown(key('F12'), free);
    expect(keys.keyUp(key('F12'), { inField: false, modalOpen: true }).action).toBeNull();
  });

  it('opens the palette from a field too', () => {
    const keys = createHotkeys();
    const inField = { inField: true, modalOpen: false };
    keys.keyDown(key('k', { code: 'KeyK', ctrlOrMeta: true }), inField);
    expect(keys.keyUp(key('k', { code: 'KeyK' }), inField).action).toEqual({ type: 'palette' });
  });

  it('does what the person has set, and no longer what it did at first', () => {
    const keys = createHotkeys(() => keymapOf({ take: 'F6', mark: null }));
    keys.keyDown(key('F12'), free);
    expect(keys.keyUp(key('F12'), free)).toEqual({ action: null, prevent: false });
    keys.keyDown(key('F6'), free);
    expect(keys.keyUp(key('F6'), free).action).toEqual({ type: 'take' });
    keys.keyDown(key('m', { code: 'KeyM' }), free);
    expect(keys.keyUp(key('m', { code: 'KeyM' }), free).action).toBeNull();
  });

  it('stops replies, arms, undoes and locks by their own keys', () => {
    for (const [name, part, type] of [
      ['F1', {}, 'comments-off'],
      ['F8', {}, 'arm-previous'],
      ['F9', {}, 'arm-next'],
      ['z', { code: 'KeyZ', ctrlOrMeta: true }, 'undo'],
      ['L', { code: 'KeyL', ctrlOrMeta: true, shift: true }, 'lock'],
    ] as const) {
      const keys = createHotkeys();
      keys.keyDown(key(name, part), free);
      expect(keys.keyUp(key(name, part), free).action).toEqual({ type });
    }
  });

  it('a letter waits a moment; one of a scanner’s burst does nothing', () => {
    const keys = createHotkeys();
    const letter = (name: string, atMs: number) => key(name, { code: `Key${name.toUpperCase()}`, atMs });
    keys.keyDown(letter('p', 50_000), free);
    expect(keys.keyUp(letter('p', 50_080), free)).toEqual({
      ...{ action: { type: 'promise' }, prevent: true, afterMs: 60 },
    });
    keys.keyDown(letter('x', 60_000), free);
    keys.keyDown(letter('m', 60_012), free);
    expect(keys.keyUp(letter('m', 60_020), free).action).toBeNull();
  });

  it('leaves undo to a field that is being written in', () => {
    const keys = createHotkeys();
    const inField = { inField: true, modalOpen: false };
    const undo = key('z', { code: 'KeyZ', ctrlOrMeta: true });
    expect(keys.keyDown(undo, inField)).toEqual({ action: null, prevent: false });
    expect(keys.keyUp(undo, inField).action).toBeNull();
  });

  it('collects digits until Enter', () => {
    const keys = createHotkeys();
    expect(keys.keyDown(key('1'), free).action).toEqual({ type: 'digits', text: '1' });
    expect(keys.keyDown(key('2'), free).action).toEqual({ type: 'digits', text: '12' });
    expect(keys.keyDown(key('Enter'), free)).toEqual({ action: { type: 'digits', text: '' }, prevent: true });
    expect(keys.keyUp(key('Enter'), free).action).toEqual({ type: 'arm-number', number: 12 });
  });

  it('leaves Enter alone where no digits were typed, or long ago', () => {
    const keys = createHotkeys();
    expect(keys.keyDown(key('Enter'), free).prevent).toBe(false);
    keys.keyDown(key('3'), free);
    clock += 10_000;
    expect(keys.keyDown(key('Enter'), free).prevent).toBe(false);
    expect(keys.keyUp(key('Enter'), free).action).toBeNull();
  });

  it('takes a scanner for no typist, its Enter included', () => {
    const keys = createHotkeys();
    const start = key('x').atMs;
    for (const [at, digit] of ['6', '9', '0', '1'].entries())
      keys.keyDown(key(digit, { atMs: start + at * 12 }), free);
    expect(keys.keyDown(key('Enter', { atMs: start + 60 }), free).prevent).toBe(true);
    expect(keys.keyUp(key('Enter', { atMs: start + 70 }), free).action).toBeNull();
    expect(isScannerBurst([0, 30, 60])).toBe(true);
    expect(isScannerBurst([0, 30, 90, 120])).toBe(false);
  });

  it('holds a drop pad from press to release of either key, and lets go with the window', () => {
    const keys = createHotkeys();
    expect(keys.keyDown(key('2', { alt: true }), free).action).toEqual({ type: 'hold-start', pad: 2 });
    expect(keys.keyDown(key('2', { alt: true, repeat: true }), free).action).toBeNull();
    expect(keys.keyUp(key('2'), free).action).toEqual({ type: 'hold-end', pad: 2 });
    keys.keyDown(key('3', { alt: true }), free);
    expect(keys.keyUp(key('Alt'), free).action).toEqual({ type: 'hold-end', pad: 3 });
    keys.keyDown(key('4', { alt: true }), free);
    expect(keys.release()).toEqual([4]);
  });
});
