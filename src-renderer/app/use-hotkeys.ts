import { useEffect } from 'react';
import { isPrintable } from '#shared/domain/keys/chord.ts';
import { runKeyAction } from './commands.ts';
import { createHotkeys, type HotkeyOutcome, type KeyContext, type KeyEvent } from './hotkeys.ts';
import { currentKeymap } from './key-hints.ts';

function keyEvent(event: KeyboardEvent): KeyEvent {
  return {
    key: event.key,
    code: event.code,
    alt: event.altKey,
    ctrlOrMeta: event.ctrlKey || event.metaKey,
    shift: event.shiftKey,
    repeat: event.repeat,
    // 229 is what Chromium reports for keys that an input method takes before `isComposing` is set.
    composing: event.isComposing || event.keyCode === 229,
    atMs: event.timeStamp,
  };
}

function contextOf(target: EventTarget | null): KeyContext {
  return {
    inField:
      target instanceof HTMLElement &&
      (target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select') !== null),
    modalOpen: document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null,
  };
}

/** Ties the pure key machine to the page. */
export function useHotkeys(): void {
  useEffect(() => {
    const keys = createHotkeys(currentKeymap);
    let lastPressed: Element | null = null;
    /** A letter that was pressed: more of them in a row is a scanner. */
    let waiting: ReturnType<typeof setTimeout> | undefined;

    function carryOut(event: KeyboardEvent, outcome: HotkeyOutcome): void {
      if (outcome.prevent) {
        event.preventDefault();
        event.stopPropagation();
      }
      const { action, afterMs } = outcome;
      if (action === null) return;
      if (afterMs === undefined) runKeyAction(action);
      else waiting = setTimeout(() => runKeyAction(action), afterMs);
    }
    /** Space must not press again the button that was pressed last and still has the focus. */
    function guardSpace(event: KeyboardEvent): void {
      if (event.key !== ' ' || lastPressed === null || document.activeElement !== lastPressed) return;
      event.preventDefault();
    }
    function onKeyDown(event: KeyboardEvent): void {
      guardSpace(event);
      const pressed = keyEvent(event);
      if (isPrintable(pressed)) clearTimeout(waiting);
      carryOut(event, keys.keyDown(pressed, contextOf(event.target)));
    }
    function onKeyUp(event: KeyboardEvent): void {
      guardSpace(event);
      carryOut(event, keys.keyUp(keyEvent(event), contextOf(event.target)));
    }
    function onClick(event: MouseEvent): void {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      lastPressed = button && !button.matches('[role], [aria-haspopup], [data-hold]') ? button : null;
    }
    function onFocus(event: FocusEvent): void {
      if (event.target !== lastPressed) lastPressed = null;
    }
    function letGo(): void {
      for (const pad of keys.release()) runKeyAction({ type: 'hold-end', pad });
      runKeyAction({ type: 'digits', text: '' });
    }

    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('keyup', onKeyUp, true);
    document.addEventListener('click', onClick, true);
    document.addEventListener('focusin', onFocus, true);
    window.addEventListener('blur', letGo);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('keydown', onKeyDown, true);
      document.removeEventListener('keyup', onKeyUp, true);
      document.removeEventListener('click', onClick, true);
      document.removeEventListener('focusin', onFocus, true);
      window.removeEventListener('blur', letGo);
    };
  }, []);
}
