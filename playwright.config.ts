/** End-to-end tests on the machine's own Chromium (`npm run e2e` finds or installs one). */
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/find-chromium.ts';

/** Chromium refuses to sandbox itself for root, which containers usually are; anyone else keeps the sandbox. */
const root = process.getuid?.() === 0;
const executablePath = findChromium(process.env) ?? undefined;
/** Every screen in every look: minutes each. */
const long = '**/words-and-looks.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env['CI']),
  // Each test has a console and a hub of its own, and waits for them much of its time.
  workers: 2,
  // Each test by itself to whichever worker is free, and the longest first: at the end neither waits for the other.
  fullyParallel: true,
  projects: [
    { name: 'looks', testMatch: long },
    { name: 'work', testIgnore: long },
  ],
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Recording every step makes a run on two cores several times as long: asked for by `--trace on`.
    // Whatever pulses or fades is painted sixty times a second, by the processor that the tests need.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      chromiumSandbox: !root,
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        // The product needs nothing but this machine; neither do its tests.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      ],
    },
  },
});
