import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import type { DocumentWrite } from '#shared/sync/document-store.ts';
import { countingIds } from '#shared/sync/ids.ts';
import type { HubStore } from '../hub-store.ts';
import { StoreFailure } from '../store-failure.ts';
import { commitOne, committed, documentWith, put, write } from '../test-documents.ts';
import { openDatabase } from './open-database.ts';
import { sqliteStore } from './sqlite-store.ts';

let dir: string;
let db: Database;
let store: HubStore;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'livedesk-failures-'));
  db = openDatabase(join(dir, 'hub.db'));
  store = sqliteStore(db, { clock: testClock(), ids: countingIds() });
});

afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('[SY18] trouble of the database', () => {
  test('a full disk is a store failure, leaves nothing behind and ends when there is space again', async () => {
    await write(store, put('show'));
    // At its page limit SQLite does what it does on a full disk: the statement fails with SQLITE_FULL.
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const big: DocumentWrite = {
      ...put('product'),
      document: { ...documentWith('product'), mechanics: 'x'.repeat(500_000) },
    };
    await expect(write(store, big)).rejects.toBeInstanceOf(StoreFailure);
    expect(await store.documents.headSeq()).toBe(1);
    db.pragma('max_page_count = 1000000');
    expect((await write(store, big)).result).toMatchObject({ outcome: 'applied', seq: 2 });
  });

  test('a closed store fails so, for reads and writes; a fault of ours does not', async () => {
    await expect(commitOne(store, committed([], { opId: 'a' }))).resolves.toBeDefined();
    const again = commitOne(store, committed([], { opId: 'a' }));
    await expect(again).rejects.toThrow('UNIQUE');
    await expect(again).rejects.not.toBeInstanceOf(StoreFailure);
    await store.close();
    await expect(store.documents.headSeq()).rejects.toBeInstanceOf(StoreFailure);
    await expect(write(store, put('show'))).rejects.toBeInstanceOf(StoreFailure);
  });
});
