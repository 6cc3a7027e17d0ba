import { useEffect, useRef } from 'react';
import { SCANNER_GAP_MS, TYPED_WAIT_MS } from '../app/hotkeys.ts';

/** What a letter does while a comment row has the focus. */
export const rowKeys = {
  h: 'to-host',
  r: 'reply',
  p: 'pin',
  x: 'hide',
  m: 'mute',
  u: 'undo',
} as const;
export type RowKeyAction = (typeof rowKeys)[keyof typeof rowKeys];

/**
 * Letters on a focused comment row, before the desk's own keys get them. As everywhere they act when they are let go,
 * and not at all when a scanner types them.
 */
export function useRowKeys(act: (commentId: string, action: RowKeyAction) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    let pressed: { code: string; commentId: string; action: RowKeyAction } | null = null;
    let lastMs = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const rowOf = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      return target?.dataset['commentId'] ?? null;
    };
    const actionOf = ({ key, altKey, ctrlKey, metaKey, isComposing }: KeyboardEvent) => {
      const letter = key.toLowerCase();
      if (altKey || ctrlKey || metaKey || isComposing || !Object.hasOwn(rowKeys, letter)) return null;
      return rowKeys[letter as keyof typeof rowKeys];
    };
    function onKeyDown(event: KeyboardEvent): void {
      const commentId = rowOf(event);
      if (commentId === null || event.key.length !== 1) return;
      const inBurst = event.timeStamp - lastMs <= SCANNER_GAP_MS;
      lastMs = event.timeStamp;
      if (timer) clearTimeout(timer);
      timer = null;
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      pressed = event.repeat || inBurst ? null : { code: event.code, commentId, action };
    }
    function onKeyUp(event: KeyboardEvent): void {
      if (pressed?.code !== event.code) return;
      const { commentId, action } = pressed;
      pressed = null;
      event.preventDefault();
      event.stopImmediatePropagation();
      timer = setTimeout(() => latest.current(commentId, action), TYPED_WAIT_MS);
    }
    // On the window, since the desk's own keys are caught on the document.
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('keyup', onKeyUp, true);
    return () => {
      if (timer) clearTimeout(timer);
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('keyup', onKeyUp, true);
    };
  }, []);
}
