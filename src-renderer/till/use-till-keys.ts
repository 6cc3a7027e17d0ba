import { useEffect, useRef } from 'react';
import { currentKeymap } from '../app/key-hints.ts';
import { type TillKey, tillKeyOf } from './till-keys.ts';

/**
 * Function keys of the till, also while the scan field has the focus: they type nothing. They act when released, and not
 * while a dialog is open or an input method composes.
 */
export function useTillKeys(onKey: (key: TillKey) => void): void {
  const told = useRef(onKey);
  told.current = onKey;
  useEffect(() => {
    let pressed: TillKey | null = null;
    const isFree = (event: KeyboardEvent) =>
      !event.isComposing && document.querySelector('[role="dialog"], [role="alertdialog"]') === null;
    function onKeyDown(event: KeyboardEvent): void {
      const key = tillKeyOf(event, currentKeymap());
      if (key === null) return;
      event.preventDefault();
      if (!event.repeat) pressed = isFree(event) ? key : null;
    }
    function onKeyUp(event: KeyboardEvent): void {
      const key = tillKeyOf(event, currentKeymap());
      if (key !== null && key === pressed && isFree(event)) told.current(key);
      if (key !== null) pressed = null;
    }
    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('keyup', onKeyUp, true);
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      document.removeEventListener('keyup', onKeyUp, true);
    };
  }, []);
}
