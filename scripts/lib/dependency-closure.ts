/** Which packages of node_modules some packages need, themselves included. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** Sorted names. Follows top-level folders only, as npm lays out a flat tree. Throws if one is not installed. */
export function dependencyClosure(projectDir: string, names: readonly string[]): string[] {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const file = join(projectDir, 'node_modules', name, 'package.json');
    waiting.push(...Object.keys(packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).dependencies));
  }
  return [...found].sort();
}
