export type RowAction =
  | 'take'
  | 'arm'
  | 'disarm'
  | 'skip'
  | 'unskip'
  | 'edit-plan'
  | 'schedule'
  | 'second-slot'
  | 'reprice'
  | 'up'
  | 'down'
  | 'remove'
  | 'menu';

/** What a key on a focused row means. Enter is the button's own: it arms. */
export function rowActionOfKey(event: {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}): RowAction | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return 'menu';
  return event.key === 'F2' ? 'edit-plan' : null;
}
