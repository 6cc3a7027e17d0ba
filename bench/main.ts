/**
 * Benchmarks, side by side in one run: `npm run bench [-- NAME …]`. They print figures and ratios for people to judge;
 * nothing here passes or fails.
 */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  ingest: async () => (await import('./ingest.ts')).benchIngest(),
  counters: async () => (await import('./counters.ts')).benchCounters(),
  ops: async () => (await import('./ops.ts')).benchOps(),
  drain: async () => (await import('./drain.ts')).benchDrain(),
  'catch-up': async () => (await import('./catch-up.ts')).benchCatchUp(),
  visible: async () => (await import('./visible.ts')).benchVisible(),
  claims: async () => (await import('./claims.ts')).benchClaims(),
  crowd: async () => (await import('./crowd.ts')).benchCrowd(),
  'loop-delay': async () => (await import('./loop-delay.ts')).benchLoopDelay(),
  start: async () => (await import('./start.ts')).benchStart(),
  latency: async () => (await import('./latency.ts')).benchLatency(),
  'live-load': async () => (await import('./live-load.ts')).benchLiveLoad(),
  drag: async () => (await import('./drag.ts')).benchDrag(),
  announce: async () => (await import('./announce.ts')).benchAnnounce(),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`unknown: ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(benches))
    if (names.length === 0 || names.includes(name)) await run();
}
