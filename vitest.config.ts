import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'src-*/**/*.test.tsx', 'scripts/**/*.test.ts', 'soak/**/*.test.ts'],
    // The default leaves a processor free, which on two is half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    // Ending consoles and hubs takes its time on a machine that has other work.
    hookTimeout: 60_000,
  },
});
