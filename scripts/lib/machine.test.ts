import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBuildLock } from './build-lock.ts';
import { isDownloadFailure } from './download-failure.ts';
import { findChromium } from './find-chromium.ts';
import { findElectron } from './find-electron.ts';
import { isDebian, missingChromium } from './install-chromium.ts';
import { nodeComplaint } from './need-node.mjs';
import { isStale } from './stale.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'livedesk-scripts-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function put(path: string, seconds = 1000): string {
  const file = join(dir, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'x');
  utimesSync(file, seconds, seconds);
  return file;
}

describe('need-node', () => {
  it.each(['18.20.0', '20.19.5', '22.12.0', '22.17.1'])('turns %s away in one line', (version) => {
    expect(nodeComplaint(version)).toMatch(/^Livedesk needs Node .* npm /);
    expect(nodeComplaint(version)).not.toContain('\n');
  });

  it.each(['22.18.0', '24.21.0', '26.0.0'])('lets %s pass', (version) => {
    expect(nodeComplaint(version)).toBeNull();
  });
});

describe('stale builds', () => {
  const touchDir = (path: string) => utimesSync(join(dir, path), 1000, 1000);

  it('sees a source that is newer, however deep, and one that was taken away', () => {
    const built = put('out/index.html', 2000);
    const source = put('src/a/b/c.ts');
    for (const path of ['src/a/b', 'src/a', 'src']) touchDir(path);
    expect(isStale(built, [join(dir, 'src')])).toBe(false);
    utimesSync(source, 3000, 3000);
    expect(isStale(built, [join(dir, 'src')])).toBe(true);
    rmSync(source);
    expect(isStale(built, [join(dir, 'src')])).toBe(true);
  });

  it('does not mind a newer test or a source that never was', () => {
    const built = put('out/index.html', 2000);
    put('src/a.test.tsx', 3000);
    touchDir('src');
    expect(isStale(built, [join(dir, 'src'), join(dir, 'none')])).toBe(false);
    expect(isStale(join(dir, 'out', 'none.html'), [])).toBe(true);
  });
});

describe('the build lock', () => {
  it('lets one in at a time, and the next also when a build fails', async () => {
    const lock = join(dir, 'out', '.lock');
    let inside = 0;
    let most = 0;
    const work = (fails: boolean) => async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
      if (fails) throw new Error('does not build');
      return 'built';
    };
    const results = await Promise.allSettled(
      [true, false, false].map((fails) => withBuildLock(lock, work(fails))),
    );
    expect(most).toBe(1);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('takes over from a process that was killed', async () => {
    const lock = join(dir, 'out', '.lock');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), String(pid));
    expect(await withBuildLock(lock, async () => 'mine')).toBe('mine');
    mkdirSync(lock);
    utimesSync(lock, 1000, 1000);
    expect(await withBuildLock(lock, async () => 'again')).toBe('again');
  });
});

describe('finding Electron', () => {
  it('knows the package’s own binary, an override, and that there is none', () => {
    const packageDir = join(dir, 'electron');
    mkdirSync(packageDir);
    expect(findElectron(packageDir, {})).toBeNull();
    writeFileSync(join(packageDir, 'path.txt'), 'electron');
    expect(findElectron(packageDir, {})).toBeNull();
    const own = put('electron/dist/electron');
    expect(findElectron(packageDir, {})).toBe(own);
    expect(findElectron(packageDir, { ELECTRON_OVERRIDE_DIST_PATH: join(dir, 'other') })).toBeNull();
    const other = put('other/electron');
    expect(findElectron(packageDir, { ELECTRON_OVERRIDE_DIST_PATH: join(dir, 'other') })).toBe(other);
  });
});

describe('finding a Chromium', () => {
  it('takes the first that can be run, by command or by place', () => {
    const runs = (path: string) => ['/opt/bin/google-chrome', '/usr/bin/chromium'].includes(path);
    expect(findChromium({ PATH: ['/x', '/opt/bin'].join(delimiter) }, runs)).toBe('/opt/bin/google-chrome');
    expect(findChromium({}, runs)).toBe('/usr/bin/chromium');
    expect(findChromium({}, () => false)).toBeNull();
  });

  it('obeys CHROMIUM_PATH also when it leads nowhere', () => {
    expect(findChromium({ CHROMIUM_PATH: '/mine' }, (path) => path === '/mine')).toBe('/mine');
    expect(findChromium({ CHROMIUM_PATH: '/gone' }, (path) => path !== '/gone')).toBeNull();
  });

  it('passes over a file that is no program', () => {
    const file = put('bin/chromium');
    const env = { CHROMIUM_PATH: file };
    chmodSync(file, 0o644);
    expect(findChromium(env)).toBeNull();
    chmodSync(file, 0o755);
    expect(findChromium(env)).toBe(file);
  });

  it('says what is missing, by machine', () => {
    const machine = { debian: true, root: false, chineseFonts: true };
    expect(missingChromium(machine, undefined)).toContain('apt-get install chromium');
    expect(missingChromium({ ...machine, debian: false }, undefined)).toContain('CHROMIUM_PATH');
    expect(missingChromium(machine, '/gone')).toContain('/gone');
    expect(isDebian('NAME="Debian GNU/Linux"\nID=debian\n')).toBe(true);
    expect(isDebian('ID=ubuntu\nID_LIKE=debian\n')).toBe(false);
  });
});

describe('a failed download', () => {
  it('is told from other failures', () => {
    const lookup = Object.assign(new Error('getaddrinfo ENOTFOUND github.com'), { code: 'ENOTFOUND' });
    expect(isDownloadFailure(lookup)).toBe(true);
    expect(isDownloadFailure(new Error('x', { cause: lookup }))).toBe(true);
    expect(isDownloadFailure(new Error('Response code 403 (Forbidden)'))).toBe(true);
    expect(isDownloadFailure(new Error('configuration.mac has an unknown property'))).toBe(false);
    expect(isDownloadFailure('no')).toBe(false);
  });
});
