/** The browser host's token comes once in the address's fragment; it stays in the tab and leaves the address bar. */
const KEY = 'livedesk.token';

export function takeTokenFromAddress(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  sessionStorage.setItem(KEY, token);
  history.replaceState(null, '', location.pathname + location.search);
}

export function sessionToken(): string | null {
  return sessionStorage.getItem(KEY);
}
