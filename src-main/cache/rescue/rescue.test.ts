/** Caches damaged in every way that five hundred seeds find: the file always opens, and the outbox outlives the rest. */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { checkDatabase } from '../check-database.ts';
import { consoleRepo } from '../console.repo.ts';
import { documentRepo } from '../document.repo.ts';
import { joinedHubRepo } from '../joined-hub.repo.ts';
import { metaRepo } from '../meta.repo.ts';
import { NewerDatabaseError, openDatabase } from '../open.ts';
import { outboxRepo } from '../outbox.repo.ts';
import { testSealer } from '../sealer-fixture.ts';
import { consoleFileKind } from './console-file.ts';
import {
  at,
  damage,
  FRAME,
  LOG_HEADER,
  type Model,
  makeModel,
  OPS,
  PAGE,
  titleOf,
  writeDisk,
} from './damage-fixture.ts';
import type { Rescue } from './file-kind.ts';
import { openOrRescue } from './open-or-rescue.ts';
import { removeWithAll } from './put-in-place.ts';
import { rebuild } from './rebuild.ts';
import { sessionFileKind } from './session-file.ts';
import { sessionNotes } from './session-note.repo.ts';

const SEEDS = 500;

let base: string;
let model: Model;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'livedesk-rescue-'));
  model = makeModel(join(base, 'model.db'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** As a console would: at the start, and after the check that it does when nobody needs it. */
function openAndCheck(file: string): { db: Database; rescue: Rescue | null } {
  const opened = openOrRescue(file, sessionFileKind, at);
  if (opened.rescue) return opened;
  const faults = checkDatabase(file);
  if (faults.length === 0) return opened;
  opened.db.close();
  return openOrRescue(file, sessionFileKind, at, new Error(faults.join()));
}

/** Titles of the ops that can be sent or stand in the tray, by id. */
function opsIn(db: Database): Map<string, string> {
  const outbox = outboxRepo(db, testSealer);
  const titles = new Map<string, string>();
  for (const cseq of db.prepare<[], number>('SELECT cseq FROM outbox ORDER BY cseq').pluck().all()) {
    try {
      const op = outbox.op(cseq);
      titles.set(op.opId, (op.input as { title: string }).title);
    } catch {
      // Its own check sum says that it was hit.
    }
  }
  return titles;
}

describe('a damaged cache', () => {
  test('opens under any of 500 seeded damages, keeps every op that was not hit itself, and never says more than it knows', () => {
    const file = join(base, 'own.db');
    const counts = { rescued: 0, complete: 0, spared: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const damaged = damage(model, seed);
      writeDisk(file, damaged);
      const { db, rescue } = openAndCheck(file);
      const ops = opsIn(db);
      const all = model.opIds.every((opId, n) => ops.get(opId) === titleOf(n + 1));
      if (!damaged.outboxHit) {
        counts.spared += 1;
        expect(all, damaged.what).toBe(true);
      }
      if (rescue?.complete) {
        counts.complete += 1;
        expect(ops.size, damaged.what).toBe(OPS);
      }
      if (rescue) {
        counts.rescued += 1;
        const places = db.prepare<[], number>('SELECT cseq FROM outbox WHERE cseq > 0 ORDER BY cseq').pluck();
        expect(places.all(), damaged.what).toEqual(places.all().map((_, n) => n + 1));
        expect(metaRepo(db).get('cursor'), damaged.what).toBeNull();
      }
      // Nothing foreign has come in, and no op with other content than was typed.
      for (const [opId, title] of ops) {
        expect(title, damaged.what).toBe(titleOf(model.opIds.indexOf(opId) + 1));
      }
      if (damaged.gross) expect(rescue, damaged.what).not.toBeNull();
      db.close();
      expect(checkDatabase(file), damaged.what).toEqual([]);
      const again = openOrRescue(file, sessionFileKind, at);
      expect(again.rescue, damaged.what).toBeNull();
      again.db.close();
      removeWithAll(file);
      expect(readdirSync(base).filter((name) => name.startsWith('own.db'))).toEqual([]);
    }
    // The seeds are worth something: all cases come up, and most damage is found.
    expect(counts.rescued).toBeGreaterThan(SEEDS / 2);
    expect(counts.complete).toBeGreaterThan(50);
    expect(counts.spared).toBeGreaterThan(150);
  }, 600_000);
});

describe('how the new file takes the place of the damaged one', () => {
  let files = 0;
  function damagedFile(): { file: string; beside: (name: string) => string } {
    const file = join(base, `place-${++files}.db`);
    writeDisk(file, model.killed);
    const log = readFileSync(`${file}-wal`);
    // Sums of a frame: SQLite would forget every commit from there on.
    log.fill(0, LOG_HEADER + 10 * FRAME + 16, LOG_HEADER + 10 * FRAME + 24);
    writeFileSync(`${file}-wal`, log);
    return { file, beside: (name) => `${file}${name}` };
  }
  const names = (file: string) =>
    readdirSync(base)
      .filter((name) => name.startsWith(basename(file)))
      .map((name) => name.slice(basename(file).length))
      .sort();
  const REBUILT = '.rebuilt-2026-06-18T11-00-00-000Z';
  const DAMAGED = '.damaged-2026-06-18T11-00-00-000Z';

  test('the damaged one stays beside it with its log, for whoever wants to look', () => {
    const { file, beside } = damagedFile();
    const [page, log] = [readFileSync(file), readFileSync(beside('-wal'))];
    const { db, rescue, damage: found } = openOrRescue(file, sessionFileKind, at);
    db.close();
    expect(rescue).toEqual({ at, rescued: OPS - 1, unreadable: 0, complete: true });
    expect(String(found)).toContain('the log is broken');
    expect(names(file)).toEqual(['', DAMAGED, `${DAMAGED}-wal`]);
    expect(readFileSync(beside(DAMAGED))).toEqual(page);
    expect(readFileSync(beside(`${DAMAGED}-wal`))).toEqual(log);
  });

  /** What a process leaves that dies after so many of its steps. */
  const deaths: [string, (beside: (name: string) => string) => void][] = [
    ['while it was being rebuilt', (beside) => writeFileSync(beside('.rebuilding'), 'half of it')],
    ['once it was rebuilt', (beside) => renameSync(beside('.done'), beside(REBUILT))],
    [
      'once the log was aside',
      (beside) => {
        renameSync(beside('.done'), beside(REBUILT));
        renameSync(beside('-wal'), beside(`${DAMAGED}-wal`));
      },
    ],
    [
      'once the damaged file was aside',
      (beside) => {
        renameSync(beside('.done'), beside(REBUILT));
        renameSync(beside('-wal'), beside(`${DAMAGED}-wal`));
        renameSync(beside(''), beside(DAMAGED));
      },
    ],
  ];
  test.each(deaths)('a process that died %s has lost nothing', (_when, die) => {
    const { file, beside } = damagedFile();
    rebuild(file, beside('.done'), sessionFileKind, at);
    die(beside);
    rmSync(beside('.done'), { force: true });
    const { db } = openOrRescue(file, sessionFileKind, at);
    expect(opsIn(db).size).toBe(OPS);
    expect(sessionNotes(db).rescue()).toMatchObject({ rescued: OPS - 1 });
    db.close();
    expect(names(file)).toEqual(['', DAMAGED, `${DAMAGED}-wal`]);
    const again = openOrRescue(file, sessionFileKind, at);
    expect(again.rescue).toBeNull();
    again.db.close();
  });

  test('a machine that damages its files again and again does not fill its disk with them', () => {
    const { file } = damagedFile();
    for (let day = 1; day <= 5; day += 1) {
      const bytes = readFileSync(file);
      if (day > 1) writeFileSync(file, bytes.fill(0, 0, PAGE));
      const { db, rescue } = openOrRescue(file, sessionFileKind, `2026-06-0${day}T00:00:00.000Z`);
      expect(rescue?.rescued).toBe(OPS - 1);
      db.close();
    }
    expect(names(file)).toEqual(['', ...[3, 4, 5].map((day) => `.damaged-2026-06-0${day}T00-00-00-000Z`)]);
    removeWithAll(file);
    expect(names(file)).toEqual([]);
  });
});

describe('what goes along', () => {
  test('documents stay readable, as of no snapshot; who the console is, but not where its cursor stood', async () => {
    const file = join(base, 'along.db');
    writeDisk(file, model.closed);
    const { db } = openOrRescue(file, sessionFileKind, at, new Error('found while it was open'));
    const shows = await documentRepo(db).view.list('show', 'workspace');
    expect(shows).toHaveLength(OPS * 4);
    expect(documentRepo(db).unseen(1)).toHaveLength(OPS * 4);
    const meta = metaRepo(db);
    expect([meta.get('personName'), meta.get('cursor'), meta.get('epoch')]).toEqual(['小橙', null, null]);
    const outbox = outboxRepo(db, testSealer);
    expect(outbox.counts()).toEqual({ unconfirmed: OPS - 2, conflicts: 1 });
    expect(outbox.conflicts()).toMatchObject([{ opId: model.opIds[2], code: 'run/ended' }]);
    expect(outbox.lastCseq()).toBe(OPS);
    db.close();
  });

  test('a stream of its own: the hub must not take the new numbers for the old ones', () => {
    const file = join(base, 'stream.db');
    writeDisk(file, model.closed);
    const before = openDatabase(file, sessionFileKind.migrations);
    const old = metaRepo(before).get('streamId');
    before.close();
    const { db } = openOrRescue(file, sessionFileKind, at, new Error('found while it was open'));
    const fresh = metaRepo(db).get('streamId');
    db.close();
    expect(old).toBeTruthy();
    expect(fresh).toBeTruthy();
    expect(fresh).not.toBe(old);
  });

  test('a file of the first version, damaged before it was ever migrated', () => {
    const file = join(base, 'ten.db');
    const old = openDatabase(file, sessionFileKind.migrations.slice(0, 1));
    const add = old.prepare<[string, string, string, string, string | null]>(
      `INSERT INTO outbox (op_id, name, input, at, state, code, params) VALUES (?, 'show.edit', ?, ?, ?, ?, '{}')`,
    );
    const input = JSON.stringify({ showId: 's', title: '标题' });
    add.run('op-1', input, at, 'pending', null);
    add.run('op-2', input, at, 'refused', 'run/ended');
    add.run('op-3', input, at, 'pending', null);
    old.exec(
      `INSERT INTO document VALUES ('show', 's', 'workspace', '${JSON.stringify(newShow('s'))}', NULL, 4, 1)`,
    );
    old.close();
    const bytes = readFileSync(file);
    bytes.fill(0, 0, 100);
    writeFileSync(file, bytes);
    const { db, rescue } = openOrRescue(file, sessionFileKind, at);
    expect(rescue).toMatchObject({ rescued: 3, unreadable: 0 });
    const outbox = outboxRepo(db, testSealer);
    expect(outbox.unconfirmed().map((op) => op.opId)).toEqual(['op-1', 'op-3']);
    expect(outbox.conflicts()).toMatchObject([{ opId: 'op-2' }]);
    db.close();
  });

  test('a newer file is nobody’s to rescue: it is refused and stays as it is', () => {
    const file = join(base, 'newer.db');
    const later = { version: 9990, up: (db: Database) => db.exec('CREATE TABLE later (x)') };
    openDatabase(file, [...sessionFileKind.migrations, later]).close();
    const before = readFileSync(file);
    expect(() => openOrRescue(file, sessionFileKind, at)).toThrow(NewerDatabaseError);
    expect(() => openOrRescue(file, sessionFileKind, at, new Error('damaged'))).toThrow(NewerDatabaseError);
    expect(readFileSync(file)).toEqual(before);
  });

  test('the console’s own settings', () => {
    const file = join(base, 'desk.db');
    const old = openDatabase(file, consoleFileKind.migrations);
    consoleRepo(old).setPreferences({ theme: 'light' });
    joinedHubRepo(old).add({ sessionId: 's', url: 'https://hub.example' }, at);
    const device = consoleRepo(old).once('device-id', () => 'device-1');
    old.close();
    const { db, rescue } = openOrRescue(file, consoleFileKind, at, new Error('found while it was open'));
    expect(rescue).toMatchObject({ unreadable: 0, complete: true });
    expect(consoleRepo(db).preferences().theme).toBe('light');
    expect(consoleRepo(db).once('device-id', () => 'another')).toBe(device);
    expect(joinedHubRepo(db).all()).toEqual([{ sessionId: 's', url: 'https://hub.example' }]);
    db.close();
  });
});
