import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { idleChecks } from './idle-checks.ts';
import { workerCheck } from './worker-check.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function watched(check: (file: string, signal: AbortSignal) => Promise<readonly string[]>) {
  const timers = testTimers(testClock());
  const damaged: string[] = [];
  const errors: unknown[] = [];
  const checks = idleChecks({
    ...{ timers, check, files: () => ['a', 'b'] },
    onDamage: (file, error) => damaged.push(`${file}: ${error.message}`),
    onError: (error) => errors.push(error),
  });
  onTestFinished(checks.close);
  return { timers, damaged, errors, checks };
}

describe('looking through files in idle moments', () => {
  test('comes some minutes after the start and then daily, one file after another', async () => {
    const looked: string[] = [];
    const { timers, damaged } = watched(async (file) => {
      looked.push(file);
      return file === 'b' ? ['page 3 is torn', 'page 4 too'] : [];
    });
    await timers.advance(4 * MINUTE);
    expect(looked).toEqual([]);
    await timers.advance(MINUTE);
    expect(looked).toEqual(['a', 'b']);
    expect(damaged).toEqual(['b: page 3 is torn; page 4 too']);
    await timers.advance(DAY);
    expect(looked).toEqual(['a', 'b', 'a', 'b']);
  });

  test('a file that cannot be looked through is no reason to leave out the next', async () => {
    const { timers, damaged, errors } = watched(async (file) => {
      if (file === 'a') throw new Error('no such file');
      return ['torn'];
    });
    await timers.advance(5 * MINUTE);
    expect(errors).toEqual([new Error('no such file')]);
    expect(damaged).toEqual(['b: torn']);
  });

  test('pausing ends what is being looked through and waits for that; the next day it comes again', async () => {
    let looking = 0;
    const { timers, damaged, checks } = watched(
      (_file, signal) =>
        new Promise((_resolve, reject) => {
          looking += 1;
          signal.addEventListener('abort', () => setImmediate(() => reject(signal.reason)));
        }),
    );
    await timers.advance(5 * MINUTE);
    expect(looking).toBe(1);
    await checks.pause();
    expect(damaged).toEqual([]);
    await timers.advance(DAY);
    expect(looking).toBe(2);
    await checks.pause();
  });
});

describe('the worker that looks', () => {
  const check = workerCheck(new URL('../cache/check-worker.ts', import.meta.url));
  const never = new AbortController().signal;

  test('finds nothing in a sound file, also one that is being written to', async () => {
    const file = join(tempFolder(), 'x.db');
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.exec(`CREATE TABLE t (a); INSERT INTO t VALUES ('only in the log')`);
    expect(await check(file, never)).toEqual([]);
    db.close();
  });

  test('says what is wrong with a damaged one, and throws for one that is not there', async () => {
    const file = join(tempFolder(), 'x.db');
    writeFileSync(file, 'not a database at all'.repeat(1000));
    expect(await check(file, never)).toEqual([expect.stringContaining('not a database')]);
    await expect(check(join(tempFolder(), 'none.db'), never)).rejects.toThrow('unable to open');
  });

  test('ends when it is told to', async () => {
    const file = join(tempFolder(), 'x.db');
    new Database(file).exec('CREATE TABLE t (a)').close();
    const abort = new AbortController();
    const looking = check(file, abort.signal);
    abort.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
    await vi.waitFor(() => expect(abort.signal.aborted).toBe(true));
  });
});
