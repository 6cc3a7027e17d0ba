/**
 * better-sqlite3 13 crashes on Node 20, and `.ts` files run as they are only from Node 22.18 on. npm scripts find the
 * project's own Node 24 (a devDependency) first, unless it was never installed (`npm ci --ignore-scripts`).
 *
 * JavaScript, because a Node that is too old cannot even read a `.ts` file: package.json preloads this file with
 * `node --import` before every script, and importing it is the check.
 */

import module from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Null if this Node will do, otherwise the line to tell.
 * @param {string} version as in process.versions.node
 * @returns {string | null}
 */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return null;
  return (
    `Livedesk needs Node 22.18 or later; this is ${version}. Start it through npm (npm start, npm test, …), which uses ` +
    "the project's own Node 24. If npm says this too, that Node is not installed: run `npm ci` without " +
    '--ignore-scripts, or `npm rebuild node`.'
  );
}

/** Ends the process with one line on standard error if this Node is too old. */
export function needNode() {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint === null) return;
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}

needNode();

// What was compiled once is not compiled again, here and in every process that is started from here: a console and its
// hub are some hundred files, and half of their start.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('../../node_modules/.cache/node', import.meta.url),
);
module.enableCompileCache?.(process.env['NODE_COMPILE_CACHE']);
