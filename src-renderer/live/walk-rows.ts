import type { KeyboardEvent } from 'react';

/** Arrow keys walk from row to row. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  const row = event.currentTarget.closest('li');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const target = next?.querySelector<HTMLElement>('[data-row-main]');
  if (!target) return;
  event.preventDefault();
  target.focus();
}
