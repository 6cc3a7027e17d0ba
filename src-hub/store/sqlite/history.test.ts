import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { committed, put, write } from '../test-documents.ts';
import { MARK_FILE } from './history.ts';
import { openDatabase } from './open-database.ts';
import { openSqliteStore, type SqliteHubStore, sqliteStore } from './sqlite-store.ts';

let dir: string;
const ids = countingIds();
const open: SqliteHubStore[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'livedesk-history-'));
});
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
  rmSync(dir, { recursive: true, force: true });
});

const file = () => join(dir, 'hub.db');
const mark = () => join(dir, MARK_FILE);

async function serve(folder = dir): Promise<SqliteHubStore> {
  const store = await openSqliteStore({
    ...{ file: join(folder, 'hub.db'), markFile: join(folder, MARK_FILE), clock: testClock(), ids },
  });
  open.push(store);
  return store;
}

/** Serves, does `work`, closes, and answers the epoch and whether it began with this start. */
async function served(work: (store: SqliteHubStore) => unknown = () => undefined) {
  const store = await serve();
  const { epoch } = await store.workspace();
  await work(store);
  await store.close();
  return { epoch, restored: store.restored };
}

/**
 * What is left when the process is killed: the files as they are while the database is open. (A closed one has folded its
 * log, a killed one has not.)
 */
async function killed(work: (store: SqliteHubStore) => unknown): Promise<{ epoch: string }> {
  const store = await serve();
  const { epoch } = await store.workspace();
  await work(store);
  for (const end of ['', '-wal'])
    if (existsSync(file() + end)) copyFileSync(file() + end, `${file()}${end}.left`);
  const text = readFileSync(mark());
  await store.close();
  // In place: the mark stays the file that it was.
  writeFileSync(mark(), text);
  for (const end of ['', '-wal'])
    if (existsSync(`${file()}${end}.left`)) copyFileSync(`${file()}${end}.left`, file() + end);
  return { epoch };
}

/** As somebody would do by hand on a machine that is running: the file alone, with its log folded in. */
function copyOf(to = 'aside.db'): string {
  const source = new Database(file(), { readonly: true });
  const aside = join(dir, to);
  rmSync(aside, { force: true });
  source.prepare<[string]>('VACUUM INTO ?').run(aside);
  source.close();
  return aside;
}

function putBack(aside: string): void {
  for (const end of ['-wal', '-shm']) rmSync(file() + end, { force: true });
  copyFileSync(aside, file());
}

const add = (store: SqliteHubStore) => write(store, put('show'));
const refuse = (store: SqliteHubStore) =>
  store.documents.commitOps([committed([], { outcome: { refused: { code: 'drop/fired', params: {} } } })]);

describe('[SY40] one history', () => {
  test('goes on over restarts and over ends without warning, whatever was done', async () => {
    const { epoch, restored } = await served(add);
    expect(restored).toBe(false);
    expect(await served(add)).toEqual({ epoch, restored: false });
    expect(await killed(add)).toEqual({ epoch });
    expect(await killed(() => undefined)).toEqual({ epoch });
    expect(await served()).toEqual({ epoch, restored: false });
  });

  test('goes on when the mark is behind, as after a power cut', async () => {
    const { epoch } = await served(add);
    const text = readFileSync(mark());
    await served(add);
    writeFileSync(mark(), text);
    expect(await served()).toEqual({ epoch, restored: false });
  });

  test('goes on when a database of before this rule is served for the first time', async () => {
    const db = openDatabase(file());
    const old = sqliteStore(db, { clock: testClock(), ids });
    await add(old);
    const { epoch } = await old.workspace();
    await old.close();
    expect(await served()).toEqual({ epoch, restored: false });
    expect(await served()).toEqual({ epoch, restored: false });
  });

  test('goes on beside a command line that opens the same database', async () => {
    const { epoch } = await served(add);
    const cli = await openSqliteStore({ file: file(), clock: testClock(), ids });
    await cli.access.addKey({ id: 'k', hash: 'h', label: '', scopes: ['read'], createdAt: '' });
    await cli.close();
    expect(await served()).toEqual({ epoch, restored: false });
  });
});

describe('[SY40] a new epoch begins', () => {
  const afterwards: [string, (store: SqliteHubStore) => unknown][] = [
    ['documents were changed', add],
    ['an op was refused', refuse],
  ];
  for (const [name, change] of afterwards) {
    test(`with a copy put back after ${name}, whether the hub was stopped, restarted or killed`, async () => {
      for (const goOn of [
        () => served(change),
        () => killed(change),
        async () => {
          await served();
          await served(change);
          await served();
        },
      ]) {
        const before = await served(add);
        const aside = copyOf();
        await goOn();
        putBack(aside);
        const after = await served();
        expect(after.restored).toBe(true);
        expect(after.epoch).not.toBe(before.epoch);
        // Once: from then on this is the history.
        expect(await served(add)).toEqual({ epoch: after.epoch, restored: false });
      }
    });
  }

  test('with a copy taken while it was served', async () => {
    let aside = '';
    await killed(async (store) => {
      await add(store);
      aside = copyOf();
      await add(store);
    });
    putBack(aside);
    expect(await served()).toMatchObject({ restored: true });
  });

  test('with a copy of an earlier epoch, however far that had come', async () => {
    const early = await served(add).then(() => copyOf('early.db'));
    await served(add);
    const late = copyOf('late.db');
    putBack(early);
    await served();
    putBack(late);
    expect(await served()).toMatchObject({ restored: true });
  });

  test('with a copy of before this rule', async () => {
    const db = openDatabase(file());
    await sqliteStore(db, { clock: testClock(), ids }).close();
    const aside = copyOf();
    await served(add);
    putBack(aside);
    expect(await served()).toMatchObject({ restored: true });
  });

  test('where nothing had been written since the copy, there is nothing to begin', async () => {
    const { epoch } = await served(add);
    putBack(copyOf());
    expect(await served()).toEqual({ epoch, restored: false });
  });

  test('without the mark, with a broken one, and with another file in its place', async () => {
    const spoil: (() => void)[] = [
      () => rmSync(mark()),
      () => truncateSync(mark(), 7),
      () => writeFileSync(mark(), '{"epoch":1}'),
      () => {
        // What restoring a whole folder does: the same bytes in a new file.
        const text = readFileSync(mark());
        rmSync(mark());
        writeFileSync(mark(), text);
      },
    ];
    for (const one of spoil) {
      const { epoch } = await served(add);
      one();
      const after = await served();
      expect(after.restored).toBe(true);
      expect(after.epoch).not.toBe(epoch);
    }
  });

  test('also when it ended between any two of its own steps', async () => {
    const { epoch } = await served(add);
    const aside = copyOf();
    await served(add);
    putBack(aside);
    // The new epoch is in the database, the mark is still the old one.
    const db = openDatabase(file());
    db.exec("UPDATE workspace SET epoch = 'begun', is_copy = 0");
    db.close();
    const after = await served();
    expect(after.restored).toBe(true);
    expect([epoch, 'begun']).not.toContain(after.epoch);
  });
});
