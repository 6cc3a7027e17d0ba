import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR_END_PX = 40;

/** Keeps a growing list at its end, until the person scrolls up; then counts what has come in since. */
export function useStickToEnd(
  box: HTMLElement | null,
  items: readonly { readonly commentId: string }[],
  scrollToEnd: () => void,
) {
  const stuck = useRef(true);
  const leftAt = useRef<string | null>(null);
  const [away, setAway] = useState(false);
  const toEndNow = useRef(scrollToEnd);
  toEndNow.current = scrollToEnd;
  const lastId = items.at(-1)?.commentId ?? null;
  const lastNow = useRef(lastId);
  lastNow.current = lastId;

  useEffect(() => {
    if (!box) return;
    const onScroll = () => {
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
      if (atEnd === stuck.current) return;
      stuck.current = atEnd;
      leftAt.current = atEnd ? null : lastNow.current;
      setAway(!atEnd);
    };
    // Only the person's own movements count: content that grows scrolls by itself.
    const events = ['wheel', 'touchmove', 'keyup', 'pointerup'] as const;
    const later = () => requestAnimationFrame(onScroll);
    for (const name of events) box.addEventListener(name, later, { passive: true });
    return () => {
      for (const name of events) box.removeEventListener(name, later);
    };
  }, [box]);

  useLayoutEffect(() => {
    if (box && lastId !== null && stuck.current) toEndNow.current();
  }, [lastId, box]);

  const leftIndex = away ? items.findIndex((item) => item.commentId === leftAt.current) : -1;
  return {
    missed: away ? items.length - 1 - leftIndex : 0,
    toEnd() {
      stuck.current = true;
      leftAt.current = null;
      setAway(false);
      toEndNow.current();
    },
  };
}
