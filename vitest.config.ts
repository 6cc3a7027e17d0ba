import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The default leaves a processor free, which on two is half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    // Ending consoles and hubs takes its time on a machine that has other work.
    hookTimeout: 60_000,
    projects: [
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
      {
        extends: true,
        // Real files, ports and child processes: no file stands in another's way.
        test: { name: 'machine', include: ['{src-hub,src-main,scripts,soak}/**/*.test.ts'] },
      },
    ],
  },
});
