/** What a person types as a hub's address, with or without its scheme; null where it is none. */
export function hubAddress(typed: string): string | null {
  const text = typed.trim().normalize('NFKC');
  if (text === '') return null;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  return url.origin;
}
