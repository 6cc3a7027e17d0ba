/** Commands that screens offer while they are there: the palette lists them, keys run them. */
import { useEffect } from 'react';
import type { KeyCommandId } from '#shared/domain/keys/key-commands.ts';
import { createStore } from '../client/store.ts';
import type { HotkeyAction } from './hotkeys.ts';
import type { CommandId } from './search-words.ts';

export interface Command {
  readonly id: CommandId;
  readonly group: 'live' | 'rundown' | 'drops' | 'go' | 'app';
  readonly label: string;
  /** Words of this one thing to be found by, beside those of `search-words.ts`. */
  readonly words?: string;
  /** Whose key stands beside it. */
  readonly keyOf?: KeyCommandId;
  readonly disabled?: boolean;
  readonly run: () => void;
}

export const commandLists = createStore<ReadonlyMap<string, readonly Command[]>>(new Map());

/** Offers commands while the component is on screen. `commands` should be memoised. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => {
    commandLists.set(new Map(commandLists.get()).set(owner, commands));
    return () => {
      const rest = new Map(commandLists.get());
      rest.delete(owner);
      commandLists.set(rest);
    };
  }, [owner, commands]);
}

type KeyHandler = (action: HotkeyAction) => void;
const keyHandlers = new Map<HotkeyAction['type'], KeyHandler>();

export function runKeyAction(action: HotkeyAction): void {
  // Digits towards "arm number n" mean nothing where no number can be armed.
  if (action.type === 'digits' && action.text !== '' && !keyHandlers.has('arm-number')) return;
  keyHandlers.get(action.type)?.(action);
}

/** Answers key actions of a kind while the component is on screen. `handler` should be memoised. */
export function useKeyAction(type: HotkeyAction['type'], handler: KeyHandler): void {
  useEffect(() => {
    keyHandlers.set(type, handler);
    return () => {
      if (keyHandlers.get(type) === handler) keyHandlers.delete(type);
    };
  }, [type, handler]);
}
