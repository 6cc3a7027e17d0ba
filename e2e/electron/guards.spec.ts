/** What the page cannot do, and that there is one console a profile. */
import { type Desktop, expect, ranOn, test } from './fixtures.ts';

/** Keeps the links that the app would hand to the system's browser. */
async function catchLinks({ app }: Desktop): Promise<() => Promise<string[]>> {
  const links = await app.evaluateHandle(({ shell }) => {
    const opened: string[] = [];
    shell.openExternal = async (url) => {
      opened.push(url);
    };
    return opened;
  });
  return () => links.jsonValue();
}

/** A person clicks a link on the page. */
async function clickLink({ page }: Desktop, href: string, target: string): Promise<void> {
  await page.evaluate(
    ([to = '', where = '']) => {
      document.querySelector('#test-link')?.remove();
      const link = document.createElement('a');
      Object.assign(link, { id: 'test-link', href: to, target: where, textContent: 'link' });
      link.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 999';
      document.body.append(link);
    },
    [href, target],
  );
  await page.locator('#test-link').click({ noWaitAfter: true });
}

test.describe(`the page of the desktop app on ${ranOn}`, () => {
  test('links go to the system’s browser or nowhere, the page stays', async ({ profile }) => {
    const desktop = await profile.start();
    const { app, page } = desktop;
    await expect(page.getByTestId('welcome-sample')).toBeVisible();
    const links = await catchLinks(desktop);
    const home = page.url();

    await clickLink(desktop, 'https://help.example/livedesk?a=1', '_blank');
    await expect.poll(links).toEqual(['https://help.example/livedesk?a=1']);
    await clickLink(desktop, 'http://help.example/', '_blank');
    await clickLink(desktop, 'https://shop.example@evil.example/', '_blank');
    expect(await page.evaluate(() => window.open('https://help.example/open'))).toBeNull();
    expect(await page.evaluate(() => window.open('file:///etc/passwd'))).toBeNull();
    expect(await page.evaluate(() => window.open('about:blank'))).toBeNull();
    await expect.poll(links).toEqual(['https://help.example/livedesk?a=1', 'https://help.example/open']);

    await clickLink(desktop, 'https://evil.example/', '_self');
    await page.evaluate(() => location.assign('https://evil.example/'));
    await page.evaluate(() => location.assign('data:text/html,gone'));
    await page.waitForTimeout(500);
    expect(page.url()).toBe(home);
    await expect(page.getByTestId('welcome-sample')).toBeVisible();
    expect(app.windows()).toEqual([page]);
    expect(await links()).toHaveLength(2);
    // The browser says in the console that it refused: that is what was asked for.
    desktop.complaints.length = 0;
  });

  test('no Node, no Electron, nothing of the preload, no permission, no foreign code', async ({
    profile,
  }) => {
    const desktop = await profile.start();
    const { page } = desktop;
    await expect(page.getByTestId('welcome-sample')).toBeVisible();
    expect(await page.evaluate(() => isSecureContext)).toBe(true);

    const inside = await page.evaluate(() => {
      const names = [
        'require',
        'module',
        'exports',
        'process',
        'Buffer',
        'global',
        'electron',
        'ipcRenderer',
      ];
      const plain = document.createElement('iframe');
      document.body.append(plain);
      const known = new Set(Object.getOwnPropertyNames(plain.contentWindow ?? {}));
      plain.remove();
      // What libraries of the page leave there by themselves.
      const libraries = /^__(zod_|reactRouter)/;
      const own = Object.getOwnPropertyNames(window).filter(
        (name) => !known.has(name) && !/^\d+$/.test(name) && !libraries.test(name),
      );
      return { node: names.filter((name) => name in window), known: known.size, own };
    });
    expect(inside.node).toEqual([]);
    expect(inside.known).toBeGreaterThan(500);
    expect(inside.own).toEqual([]);

    const permissions = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'failed'),
        );
      }),
      microphone: (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state,
      clipboard: await navigator.clipboard.readText().then(
        () => 'granted',
        (error: DOMException) => error.name,
      ),
    }));
    expect(permissions).toEqual({
      notifications: 'denied',
      geolocation: 'denied',
      microphone: 'denied',
      clipboard: 'NotAllowedError',
    });

    const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    const ran = await page.evaluate(async () => {
      const inline = document.createElement('script');
      inline.textContent = 'document.title = "inline"';
      document.body.append(inline);
      const away = await fetch('https://evil.example/').then(
        () => 'fetched',
        () => 'refused',
      );
      return { title: document.title, away };
    });
    expect(ran).toEqual({ title: 'Livedesk', away: 'refused' });
    expect(desktop.complaints.join('\n')).toMatch(/Content Security Policy/);
    desktop.complaints.length = 0;
  });

  test('a second start brings the first one forward and ends', async ({ profile }) => {
    const { app, page } = await profile.start();
    await expect(page.getByTestId('welcome-sample')).toBeVisible();
    const isVisible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(isVisible).toBe(true);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible()).toBe(false);
    expect(await profile.startAgain()).toBe(0);
    await expect.poll(isVisible).toBe(true);
    expect(app.windows()).toEqual([page]);
  });
});
