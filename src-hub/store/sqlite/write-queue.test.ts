import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WriteQueue } from './write-queue.ts';

let dir: string;
let db: Database;
let other: Database;
let queue: WriteQueue;
let undone: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'livedesk-queue-'));
  db = new Database(join(dir, 'queue.db'));
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)');
  other = new Database(join(dir, 'queue.db'));
  undone = 0;
  queue = new WriteQueue(db, () => {
    undone += 1;
  });
});

afterEach(() => {
  db.close();
  other.close();
  rmSync(dir, { recursive: true, force: true });
});

const add = (n: number) => db.prepare<[number]>('INSERT INTO t VALUES (?)').run(n).changes;
/** What has been committed, as another connection sees it. */
const committed = () => Number(other.prepare('SELECT count(*) FROM t').pluck().get());

describe('the write queue', () => {
  test('writes of one turn share a commit, and none is answered before it', async () => {
    const seen: number[] = [];
    const writes = [1, 2, 3].map((n) =>
      queue.write(() => {
        seen.push(committed());
        return add(n);
      }),
    );
    const answered = writes.map((write) => write.then(() => committed()));
    expect(await Promise.all(answered)).toEqual([3, 3, 3]);
    expect(seen).toEqual([0, 0, 0]);
  });

  test('one that fails undoes itself alone', async () => {
    const results = await Promise.allSettled([
      queue.write(() => add(1)),
      queue.write(() => {
        add(2);
        return add(1);
      }),
      queue.write(() => add(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(other.prepare('SELECT n FROM t').pluck().all()).toEqual([1, 3]);
    expect(undone).toBe(1);
  });

  test('a commit that never came fails all that was in it', async () => {
    const results = await Promise.allSettled([
      queue.write(() => add(1)),
      // What a full disk does to a transaction.
      queue.write(() => db.exec('ROLLBACK')),
      queue.write(() => add(2)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(committed()).toBe(0);
    expect(await queue.write(() => add(4))).toBe(1);
  });

  test('turns are taken in order, exclusive ones whole', async () => {
    const order: string[] = [];
    const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([
      queue.write(() => order.push('a')),
      queue.exclusive(async () => {
        order.push('b');
        await pause();
        await queue.direct.write(() => order.push('c'));
      }),
      queue.write(() => order.push('d')),
      queue.exclusive(async () => order.push('e')),
    ]);
    expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('drains what is queued and refuses more', async () => {
    const last = queue.write(() => add(1));
    const drained = queue.drain();
    await expect(queue.write(() => add(2))).rejects.toThrow('closed');
    await drained;
    expect(await last).toBe(1);
  });
});
