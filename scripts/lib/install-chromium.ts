/** Brings Debian's Chromium and its Chinese fonts onto a machine where this process may do so. */
import { existsSync, readFileSync } from 'node:fs';
import { runShown } from './run.ts';

const PACKAGES = ['chromium', 'fonts-noto-cjk'];
/** Without a Chinese font the tests pass, but pictures show boxes. */
const CHINESE_FONTS = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** Ubuntu's `chromium` is a snap's stub that does not work in containers: Debian itself only. */
export function isDebian(osRelease: string): boolean {
  return /^ID="?debian"?$/m.test(osRelease);
}

export interface Machine {
  readonly debian: boolean;
  readonly root: boolean;
  readonly chineseFonts: boolean;
}

export function thisMachine(): Machine {
  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return {
    debian: isDebian(osRelease),
    root: process.getuid?.() === 0,
    chineseFonts: existsSync(CHINESE_FONTS),
  };
}

/** What the person has to do where this process may not. */
export function missingChromium(machine: Machine, wished: string | undefined): string {
  if (wished) return `CHROMIUM_PATH is ${wished}, and no program can be run there.`;
  const how = machine.debian
    ? `run \`apt-get install ${PACKAGES.join(' ')}\` as root`
    : 'install Chromium or Google Chrome, or name one in CHROMIUM_PATH';
  return `The end-to-end tests need a Chromium and found none: ${how}.`;
}

/** False if apt could not do it; its own words went to the screen. */
export async function installChromium(): Promise<boolean> {
  process.stderr.write(`installing ${PACKAGES.join(' and ')} from Debian …\n`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if ((await runShown('apt-get', ['update', '-qq'], env)) !== 0) return false;
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES];
  return (await runShown('apt-get', args, env)) === 0;
}
