import { defineConfig } from 'vitest/config';

/** Half a minute and more each: begun at the end, one of them would keep a single processor busy by itself. */
const long = [
  'soak/**/*.test.ts',
  'src-hub/**/*-{crash,kill}.test.ts',
  'src-main/**/{two-consoles,damaged-files,rescue}.test.ts',
];

export default defineConfig({
  test: {
    // The default leaves a processor free, which on two is half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    // Ending consoles and hubs takes its time on a machine that has other work.
    hookTimeout: 60_000,
    // Begun in the order of their names, and run side by side.
    projects: [
      // Real files, ports and child processes: no file stands in another's way.
      { extends: true, test: { name: 'long', include: long } },
      {
        extends: true,
        test: { name: 'machine', include: ['{src-hub,src-main,scripts}/**/*.test.ts'], exclude: long },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['src-{shared,renderer}/**/*.test.{ts,tsx}'],
          // Functions of what they are given: a process for each file, and every import again in it, took four
          // fifths of their time. Whatever such a test puts in the place of something, it puts back itself.
          isolate: false,
        },
      },
    ],
  },
});
