import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { type Held, readingOf } from './stream-view.ts';

const NEAR_END_PX = 40;

/**
 * Holds the stream still while a person reads: scrolled up, with the pointer on it, or with a row in focus. Then
 * nothing moves, and what comes in is counted. What lies over the stream, such as the way to the newest, is beside the
 * box in the same parent: the pointer on it is on the stream still.
 */
export function useReading(box: HTMLElement | null, comments: readonly CommentEvent[], seen: number) {
  const [held, setHeld] = useState<Held | null>(null);
  const now = useRef<Held>({ comments, seen });
  now.current = { comments, seen };
  const why = useRef({ scrolled: false, pointed: false, focused: false });

  useEffect(() => {
    const around = box?.parentElement;
    if (!box || !around) return;
    const judge = () => {
      const { scrolled, pointed, focused } = why.current;
      const reads = scrolled || pointed || focused;
      setHeld((before) => (reads ? (before ?? now.current) : null));
    };
    const note = (change: Partial<typeof why.current>) => {
      why.current = { ...why.current, ...change };
      judge();
    };
    // Only the person's own movements count: content that grows scrolls by itself.
    const moved = () =>
      requestAnimationFrame(() =>
        note({ scrolled: box.scrollHeight - box.scrollTop - box.clientHeight >= NEAR_END_PX }),
      );
    const entered = (event: PointerEvent) => event.pointerType === 'mouse' && note({ pointed: true });
    const left = () => note({ pointed: false });
    const focused = () => note({ focused: true });
    const blurred = (event: FocusEvent) =>
      !(event.relatedTarget instanceof Node && box.contains(event.relatedTarget)) && note({ focused: false });
    const movements = ['wheel', 'touchmove', 'keyup', 'pointerup'] as const;
    for (const name of movements) box.addEventListener(name, moved, { passive: true });
    around.addEventListener('pointerenter', entered);
    around.addEventListener('pointerleave', left);
    box.addEventListener('focusin', focused);
    box.addEventListener('focusout', blurred);
    return () => {
      for (const name of movements) box.removeEventListener(name, moved);
      around.removeEventListener('pointerenter', entered);
      around.removeEventListener('pointerleave', left);
      box.removeEventListener('focusin', focused);
      box.removeEventListener('focusout', blurred);
    };
  }, [box]);

  return {
    ...readingOf(held, { comments, seen }),
    reads: held !== null,
    /** On to what is newest; reading begins again when the pointer comes back, or a row is focused. */
    resume() {
      why.current = { scrolled: false, pointed: false, focused: false };
      setHeld(null);
    },
  };
}

/** Keeps a box at its end for as long as `follows`. */
export function useAtEnd(follows: boolean, count: unknown, toEnd: () => void): void {
  const latest = useRef(toEnd);
  latest.current = toEnd;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is at the end has changed
  useLayoutEffect(() => {
    if (follows) latest.current();
  }, [follows, count]);
}
