/** Which function keys the till gives a meaning. Not F8, F9 and F12, which are the live screen's, nor the browser's own. */
export const tillKeys = { find: 'F2', cash: 'F4', qr: 'F6', later: 'F7' } as const;
export type TillKey = keyof typeof tillKeys;

const byKey = new Map<string, TillKey>(
  (Object.entries(tillKeys) as [TillKey, string][]).map(([name, key]) => [key, name]),
);

export function tillKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): TillKey | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  return byKey.get(event.key) ?? null;
}
