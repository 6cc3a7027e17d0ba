/** The browser host's token comes once in the address's fragment; it stays in the tab and leaves the address bar. */
const KEY = 'livedesk.token';

export function takeTokenFromAddress(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  sessionStorage.setItem(KEY, token);
  history.replaceState(null, '', location.pathname + location.search);
}

/** The full address pasted into an open tab changes its fragment alone: the page must begin anew with that token. */
export function watchAddressForToken(): void {
  window.addEventListener('hashchange', () => {
    if (new URLSearchParams(location.hash.slice(1)).has('token')) location.reload();
  });
}

export function sessionToken(): string | null {
  return sessionStorage.getItem(KEY);
}
