/** The hub's own migrations, from their first version with rows, in a process that is killed before each statement. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { put } from '../test-documents.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';

const processFile = fileURLToPath(new URL('./migrate-process.ts', import.meta.url));
const NAME = 'hub.db';
/** Processes at a time: most of one's life is starting Node. */
const LANES = 3;

const base = mkdtempSync(join(tmpdir(), 'livedesk-migrate-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const folder = () => mkdtempSync(join(base, 'x-'));

/** Runs the fixture; answers what it printed, or null when it was killed. */
async function migrateIn(file: string, killAt: number): Promise<string | null> {
  const child = spawn(process.execPath, [processFile, file, String(killAt)], {
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
    return JSON.stringify([db.pragma('user_version', { simple: true }), tables, rows]);
  } finally {
    db.close();
  }
}

function versionTen(file: string): void {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  migrate(db, migrations.slice(0, 1));
  db.exec(`INSERT INTO workspace VALUES (1, 'w', 'e', '2026-06-18T11:00:00.000Z', 2)`);
  const add = db.prepare<[string, string, number]>(
    `INSERT INTO documents VALUES ('show', ?, 'workspace', ?, ?)`,
  );
  for (const seq of [1, 2]) {
    const id = `show-${seq}`;
    add.run(id, JSON.stringify({ ...put('show').document, id }), seq);
  }
  db.close();
}

test('killed before any of their statements they leave the old database or the new one, and the next start goes on', async () => {
  const origin = join(folder(), NAME);
  versionTen(origin);
  const old = contentOf(origin);
  const copyOfOld = () => {
    const file = join(folder(), NAME);
    cpSync(origin, file);
    return file;
  };

  const whole = copyOfOld();
  const statements = Number(await migrateIn(whole, 0));
  const fresh = contentOf(whole);
  expect(fresh).not.toBe(old);
  expect(statements).toBeGreaterThan(30);

  const seen = new Set<string>();
  let next = 1;
  const lane = async () => {
    while (next <= statements) {
      const killAt = next++;
      const file = copyOfOld();
      expect(await migrateIn(file, killAt)).toBeNull();
      const left = contentOf(file);
      expect([old, fresh], `killed at statement ${killAt}`).toContain(left);
      seen.add(left === old ? 'old' : 'new');
      const beside = readdirSync(join(file, '..'));
      const copies = beside.filter((name) => name.endsWith('.bak'));
      for (const copy of copies) expect(contentOf(join(file, '..', copy))).toBe(old);
      if (left === fresh) expect(copies).toHaveLength(1);
      openDatabase(file).close();
      expect(contentOf(file)).toBe(fresh);
      expect(readdirSync(join(file, '..')).sort()).toEqual([
        NAME,
        `${NAME}.before-${migrations.at(-1)?.version}.bak`,
      ]);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(seen).toEqual(new Set(['old', 'new']));
}, 600_000);
