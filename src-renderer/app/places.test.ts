import { describe, expect, it } from 'vitest';
import { isAt, places } from './places.ts';
import source from './routes.tsx?raw';
import { searchWords, searchWordsOf } from './search-words.ts';

/** The paths of the router: without what is optional of them, the forwarding ones and the page for no page. */
function routes(): string[] {
  const children = source.slice(source.indexOf('{ index: true'));
  return ['/', ...children.matchAll(/path: '([^']+)', element: <(?!Navigate|NotFound)/g)].map((found) =>
    typeof found === 'string' ? found : `/${found[1]?.replace(/\/:.*$/, '')}`,
  );
}

describe('the places of the console', () => {
  it('are the screens of its router, every one', () => {
    expect(routes().length).toBeGreaterThan(9);
    expect(places.map(({ to }) => to).toSorted()).toEqual(routes().toSorted());
  });

  it('know which of them a path is at', () => {
    expect(isAt('/', '/')).toBe(true);
    expect(isAt('/wall', '/')).toBe(false);
    expect(isAt('/reports/s1/live', '/reports')).toBe(true);
    expect(isAt('/import/groups', '/import/products')).toBe(true);
    expect(isAt('/reportsx', '/reports')).toBe(false);
  });
});

describe('the words the palette searches by', () => {
  it('are there in both languages for every command', () => {
    for (const [command, { zh, en }] of Object.entries(searchWords)) {
      expect(zh, command).toMatch(/\p{Script=Han}/u);
      expect(en, command).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('are none for a command that brings its own', () => {
    expect(searchWordsOf('go-wall')).toEqual([searchWords['go-wall'].zh, searchWords['go-wall'].en]);
    expect(searchWordsOf('arm-slot-1')).toEqual([]);
  });
});
