import { complaintsOf, expect, test } from './fixtures/test.ts';

test('the token leaves the address bar, stays in the tab, and opens the console again after a reload', async ({
  desk,
  page,
}) => {
  const complaints = complaintsOf(page);
  const answer = await page.goto(desk.url);
  await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
  expect(page.url()).not.toContain('token');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);

  await page.reload();
  await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
  await page.goto(new URL('/settings', desk.url).href);
  await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
  expect(complaints).toEqual([]);
});

test('a page without a token says what to do, and the full address then opens it in the same tab', async ({
  desk,
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.goto(new URL('/', desk.url).href);
  await expect(page.getByRole('main')).toContainText('缺少口令');
  await expect(page.getByRole('main')).toContainText('#token=');
  await expect(page.getByTestId('rundown')).toHaveCount(0);
  // Only the fragment differs: the browser does not load the page anew for it.
  await page.goto(desk.url);
  await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
  expect(page.url()).not.toContain('token');
  expect(complaints).toEqual([]);
});

test('a wrong token opens nothing and says what to do', async ({ desk, page }) => {
  await page.goto(desk.url.replace(/token=.*/, 'token=guessed'));
  await expect(page.getByRole('main')).toContainText('口令');
  await expect(page.getByRole('main')).toContainText('#token=');
  await expect(page.getByTestId('sync-state')).toHaveCount(0);
});

test('a foreign page, a foreign name and a foreign method get nothing', async ({ desk, page }) => {
  const { host, origin } = new URL(desk.url);
  const token = new URLSearchParams(new URL(desk.url).hash.slice(1)).get('token') ?? '';
  const elsewhere = await fetch(new URL('/', origin), { method: 'POST' });
  expect(elsewhere.status).toBe(405);
  for (const path of ['/..%2f..%2fpackage.json', '/.env', '/assets/..%2f..%2f..%2fpackage.json'])
    expect((await fetch(new URL(path, origin))).status).toBe(403);
  // With the right token, yet from another origin.
  await page.goto('data:text/html,<title>elsewhere</title>');
  const outcome = await page.evaluate(
    ({ url, protocols }) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url, protocols);
        socket.onopen = () => resolve('open');
        socket.onclose = () => resolve('closed');
      }),
    { url: `ws://${host}/rpc`, protocols: ['livedesk', `livedesk.${token}`] },
  );
  expect(outcome).toBe('closed');
});
