import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chord, chordOf, chordText, type Press } from './chord.ts';
import { type KeyCommandId, keyCommandIds, keyCommands } from './key-commands.ts';
import { type KeyOverrides, keymapOf, reservedFor, resetKey, setKey, swapKey } from './keymap.ts';

/** Pairs of commands that one press would mean both of. */
function clashes(overrides: KeyOverrides): string[] {
  const map = keymapOf(overrides);
  return keyCommandIds.flatMap((a, at) =>
    keyCommandIds.slice(at + 1).flatMap((b) => {
      const [one, two] = [keyCommands[a].scope, keyCommands[b].scope];
      const meet = one === two || one === 'everywhere' || two === 'everywhere';
      return meet && map[a] !== null && map[a] === map[b] ? [`${a} and ${b}`] : [];
    }),
  );
}

const press = (key: string, part: Partial<Press> = {}): Press => ({
  ...{ key, code: key, alt: false, ctrlOrMeta: false, shift: false },
  ...part,
});

const chords: Chord[] = [
  ...['F1', 'F2', 'F5', 'F6', 'F8', 'F9', 'F12', 'M', 'P', 'H', 'Q', 'Shift+Q', '?', 'Mod+K', 'Mod+Z'],
  ...['Alt+1', 'Alt+Q', 'Mod+Alt+9', 'Mod+W', 'Enter', '7', 'Numpad3', 'F4', 'F7', 'Mod+Shift+L'],
];
const commandArb = fc.constantFrom<KeyCommandId>(...keyCommandIds);
const stepArb = fc.record({
  id: commandArb,
  chord: fc.constantFrom(...chords),
  how: fc.constantFrom('set', 'swap', 'reset'),
});

describe('chords', () => {
  test('are the same for the same key, whatever the board writes', () => {
    expect(chordOf(press('F12'))).toBe('F12');
    expect(chordOf(press('k', { code: 'KeyK', ctrlOrMeta: true }))).toBe('Mod+K');
    expect(chordOf(press('л', { code: 'KeyK', ctrlOrMeta: true }))).toBe('Mod+K');
    expect(chordOf(press('¡', { code: 'Digit1', alt: true }))).toBe('Alt+1');
    expect(chordOf(press('？', { code: 'Slash', shift: true }))).toBe('?');
    expect(chordOf(press('Z', { code: 'KeyZ', ctrlOrMeta: true, shift: true }))).toBe('Mod+Shift+Z');
    expect(chordOf(press('F10', { shift: true }))).toBe('Shift+F10');
    for (const none of ['Shift', 'Alt', 'Control', 'Process', 'Dead'])
      expect(chordOf(press(none))).toBeNull();
  });

  test('stand on the cap as people know them', () => {
    expect(chordText('Mod+K', false)).toBe('Ctrl K');
    expect(chordText('Mod+K', true)).toBe('⌘ K');
    expect(chordText('Alt+ArrowUp', false)).toBe('Alt ↑');
  });
});

describe('the keymap', () => {
  test('at first no key means two things, and none is somebody else’s', () => {
    expect(clashes({})).toEqual([]);
    for (const id of keyCommandIds)
      expect([id, reservedFor(keyCommands[id].chord, keyCommands[id].scope)]).toEqual([id, null]);
  });

  test('a taken key is refused with its holder’s name; given over, the two exchange', () => {
    expect(setKey({}, 'mark', 'P')).toEqual({ outcome: 'clash', with: 'promise' });
    const swapped = swapKey({}, 'mark', 'P');
    expect(swapped).toEqual({ outcome: 'set', overrides: { mark: 'P', promise: 'M' } });
  });

  test('the till and the live desk may share a key; a key for everywhere clashes with both', () => {
    expect(setKey({}, 'till-find', 'F8')).toMatchObject({ outcome: 'set' });
    expect(setKey({}, 'undo', 'F4')).toEqual({ outcome: 'clash', with: 'till-cash' });
  });

  test('keys of the browser, the system, the rows and of typing are refused', () => {
    for (const [chord, reason] of [
      ['Mod+W', 'browser'],
      ['F5', 'browser'],
      ['F10', 'system'],
      ['F2', 'rows'],
      ['Enter', 'typing'],
      ['Shift+Tab', 'typing'],
      ['7', 'typing'],
      ['Mod+C', 'typing'],
    ] as const)
      expect(setKey({}, 'take', chord)).toEqual({ outcome: 'reserved', reason });
  });

  test('the till gets no letter: its keys act while a code is typed', () => {
    expect(setKey({}, 'till-cash', 'K')).toEqual({ outcome: 'reserved', reason: 'typing' });
    expect(setKey({}, 'till-cash', 'Alt+K')).toMatchObject({ outcome: 'set' });
  });

  test('back to the first key, unless somebody has it by now', () => {
    const one = setKey({}, 'take', 'F6');
    if (one.outcome !== 'set') throw new Error('F6 was free');
    expect(resetKey(one.overrides, 'take')).toEqual({ outcome: 'set', overrides: {} });
    const two = setKey(one.overrides, 'mark', 'F12');
    if (two.outcome !== 'set') throw new Error('F12 was free');
    expect(resetKey(two.overrides, 'take')).toEqual({ outcome: 'clash', with: 'mark' });
  });

  test('whatever people press, and whatever a file of another version says, one key never means two commands', () => {
    fc.assert(
      fc.property(fc.array(stepArb, { maxLength: 30 }), (steps) => {
        let overrides: KeyOverrides = {};
        for (const { id, chord, how } of steps) {
          const before = keymapOf(overrides);
          const change =
            how === 'set'
              ? setKey(overrides, id, chord)
              : how === 'swap'
                ? swapKey(overrides, id, chord)
                : resetKey(overrides, id);
          if (change.outcome === 'set') overrides = change.overrides;
          const after = keymapOf(overrides);
          expect(clashes(overrides)).toEqual([]);
          if (how === 'reset') continue;
          if (change.outcome === 'set') expect(after[id]).toBe(chord);
          // Without a person's word nobody else loses a key.
          if (how === 'set')
            for (const other of keyCommandIds.filter((one) => one !== id))
              expect(after[other]).toBe(before[other]);
        }
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(commandArb, fc.constant('gone')), fc.option(fc.constantFrom(...chords))),
        (overrides) => {
          expect(clashes(overrides)).toEqual([]);
          const map = keymapOf(overrides);
          for (const id of keyCommandIds)
            if (map[id] !== null) expect(reservedFor(map[id], keyCommands[id].scope)).toBeNull();
        },
      ),
    );
  });
});
