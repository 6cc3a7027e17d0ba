/** The desk's own migrations, in a process that is killed before each of their statements. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { consoleMigrations, sessionMigrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const processFile = fileURLToPath(new URL('./migrate-process.ts', import.meta.url));
const NAME = 'x.db';
/** Processes at a time: most of one's life is starting Node. */
const LANES = 3;

const kinds = {
  console: {
    migrations: consoleMigrations,
    rows: `INSERT INTO preference VALUES ('preferences', '{"theme":"light"}'), ('once/device-id', 'device');
      INSERT INTO sheet_mapping VALUES ('print', '{"款号":"sku"}')`,
  },
  session: {
    migrations: sessionMigrations,
    rows: `INSERT INTO document VALUES ('show', 's1', 'workspace', '{"a":1}', '{"a":2}', 7, 1);
      INSERT INTO document VALUES ('show', 's2', 'workspace', NULL, '{"b":"直播"}', 0, 1);
      INSERT INTO outbox VALUES (5, 'op-5', 'show.edit', '{"x":1}', '2026-06-18T11:00:00.000Z', 'pending', NULL, NULL, NULL);
      INSERT INTO outbox VALUES (6, 'op-6', 'show.edit', '{"x":2}', '2026-06-18T11:00:01.000Z', 'applied', 9, NULL, NULL);
      INSERT INTO outbox VALUES (7, 'op-7', 'show.edit', '{"x":3}', '2026-06-18T11:00:02.000Z', 'refused', NULL, 'run/ended', '{}');
      INSERT INTO meta VALUES ('cursor', '7'), ('epoch', 'e'), ('workspaceId', 'w')`,
  },
};

/** Runs the fixture; answers what it printed, or null when it was killed. */
async function migrateIn(folder: string, kind: string, killAt: number): Promise<string | null> {
  const child = spawn(process.execPath, [processFile, join(folder, NAME), kind, String(killAt)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code, signal]: unknown[] = await once(child, 'close');
  if (signal === 'SIGKILL') return null;
  expect(code).toBe(0);
  return said;
}

/** Version, tables and every row: two equal texts are two equal databases. */
function contentOf(file: string): string {
  const db = new Database(file);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const tables = db
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`,
      )
      .all();
    const rows = tables
      .filter(({ sql }) => sql.startsWith('CREATE TABLE'))
      .map(({ name }) => db.prepare(`SELECT * FROM "${name}"`).all());
    const all = JSON.stringify([db.pragma('user_version', { simple: true }), tables, rows]);
    // Made by chance: that there is one is what counts.
    return all.replace(/("name":"streamId","value":)"[0-9a-f]{32}"/, '$1"made"');
  } finally {
    db.close();
  }
}

describe.each(['console', 'session'] as const)('a migration of the %s file', (kind) => {
  test('killed before any of its statements leaves the old file or the new one, and the next start goes on', async () => {
    const { migrations, rows } = kinds[kind];
    const origin = tempFolder();
    const db = openDatabase(join(origin, NAME), migrations.slice(0, 1));
    db.exec(rows);
    db.close();
    const old = contentOf(join(origin, NAME));
    const folderWithOld = () => {
      const folder = tempFolder();
      cpSync(join(origin, NAME), join(folder, NAME));
      return folder;
    };

    const whole = folderWithOld();
    const statements = Number(await migrateIn(whole, kind, 0));
    const fresh = contentOf(join(whole, NAME));
    expect(fresh).not.toBe(old);
    expect(statements).toBeGreaterThan(8);

    const seen = new Set<string>();
    let next = 1;
    const lane = async () => {
      while (next <= statements) {
        const killAt = next++;
        const folder = folderWithOld();
        expect(await migrateIn(folder, kind, killAt)).toBeNull();
        const left = contentOf(join(folder, NAME));
        expect([old, fresh], `killed at statement ${killAt}`).toContain(left);
        seen.add(left === old ? 'old' : 'new');
        const copies = readdirSync(folder).filter((name) => name.endsWith('.bak'));
        for (const copy of copies) expect(contentOf(join(folder, copy))).toBe(old);
        if (left === fresh) expect(copies).toHaveLength(1);
        openDatabase(join(folder, NAME), migrations).close();
        expect(contentOf(join(folder, NAME))).toBe(fresh);
        expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
        expect(existsSync(join(folder, `${NAME}.before-${migrations.at(-1)?.version}.bak`))).toBe(true);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    // The very last statement comes after the commit: both sides of it have been seen.
    expect(seen).toEqual(new Set(['old', 'new']));
  }, 600_000);
});
