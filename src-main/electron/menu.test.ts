import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from './menu.ts';
import { hostWords } from './words.ts';

const items = (template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);

describe('menu', () => {
  it.each([
    ['zh-CN', true],
    ['zh-TW', false],
    ['en-GB', true],
    ['fr', false],
  ])('is labelled throughout in %s (mac: %s)', (locale, mac) => {
    const all = items(menuTemplate({ words: hostWords(locale), mac, devTools: false }));
    const labels = all.filter(({ type }) => type !== 'separator').map(({ label }) => label ?? '');
    expect(labels).not.toContain('');
    const chinese = labels.filter((label) => /\p{Script=Han}/u.test(label));
    expect(chinese).toHaveLength(locale.startsWith('zh') ? labels.length - 1 : 0);
  });

  it('offers developer tools in development only', () => {
    const roles = (devTools: boolean) =>
      items(menuTemplate({ words: hostWords('en'), mac: true, devTools })).map(({ role }) => role);
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(false)).not.toContain('forceReload');
  });
});
