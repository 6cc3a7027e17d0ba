/** `npm run check`: types of every folder, Biome (warnings are errors) and the folder boundaries, all at once. */
import { needNode } from './lib/need-node.ts';

needNode();
const { describeChecks, runChecks } = await import('./lib/checks.ts');
const results = await runChecks();
console.log(describeChecks(results));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
