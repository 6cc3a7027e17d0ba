/** How long a screen may take to show what it is asked for. */
const FRAMES = 120;

/** Puts the focus on the first of these things that comes to stand on the screen, such as a rundown row or a drop. */
export function focusThing(ids: readonly string[], frames = FRAMES): void {
  for (const id of ids) {
    const thing = document.querySelector<HTMLElement>(`[data-thing~="${CSS.escape(id)}"]`);
    if (!thing) continue;
    thing.scrollIntoView({ block: 'center' });
    thing.focus();
    return;
  }
  if (frames > 0) requestAnimationFrame(() => focusThing(ids, frames - 1));
}
