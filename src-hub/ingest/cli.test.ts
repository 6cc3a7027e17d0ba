import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { orderEvent } from './test-hub.ts';

// Each test starts several processes; on a machine at work each takes its seconds.
vi.setConfig({ testTimeout: 90_000 });

let dataDir: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'livedesk-cli-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const cli = new URL('../cli.ts', import.meta.url).pathname;

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  readonly lastLine: string;
}

function start(...args: string[]): { child: ChildProcess; ended: Promise<Ended>; out: () => string } {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (status) =>
      resolve({ status, out, err, lastLine: out.trimEnd().split('\n').at(-1) ?? '' }),
    ),
  );
  return { child, ended, out: () => out };
}
const run = (...args: string[]) => start(...args).ended;

/** Starts `serve` and waits for its one line. */
async function serve(): Promise<{ url: string; stop(signal: NodeJS.Signals): Promise<Ended> }> {
  const { child, ended, out } = start('serve', '--port', '0', '--data', dataDir);
  while (!out().includes('\n')) {
    if (child.exitCode !== null) throw new Error((await ended).err);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [, json] = /^livedesk-hub ready (\{.*\})\n$/.exec(out()) ?? [];
  return {
    url: (JSON.parse(json ?? '') as { url: string }).url,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

const get = (url: string, key: string) => fetch(url, { headers: { authorization: `Bearer ${key}` } });
const post = (url: string, key: string, body: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a key made beside a running hub opens it at once, and once revoked no more', async () => {
  const hub = await serve();
  expect(hub.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const key = (await run('key', '--data', dataDir, '--scope', 'read,manage', '--label', 'shop backend'))
    .lastLine;
  expect(key).toMatch(/^lk_[\w-]{43}$/);
  expect((await get(`${hub.url}/v1/shows`, key)).status).toBe(200);

  const list = await run('keys', '--data', dataDir);
  expect(list.out).toMatch(/^\S+ {2}\S+ {2}read,manage {2}shop backend\n$/);
  expect(list.out).not.toContain(key);
  const [id = ''] = list.out.split(' ');
  expect((await run('revoke', '--data', dataDir, '--id', id)).status).toBe(0);
  expect((await get(`${hub.url}/v1/shows`, key)).status).toBe(401);
  expect((await run('revoke', '--data', dataDir, '--id', id)).status).toBe(1);
  for (const signal of ['SIGTERM'] as const) expect((await hub.stop(signal)).status).toBe(0);
});

test('serve ends cleanly at SIGINT too, and what it had is there again', async () => {
  const key = (await run('key', '--data', join(dataDir), '--scope', 'manage,read', '--label', 'x')).lastLine;
  const first = await serve();
  await post(`${first.url}/v1/shows`, key, { title: '618', currency: 'CNY' });
  expect(await first.stop('SIGINT')).toMatchObject({ status: 0, err: '' });
  const second = await serve();
  const { shows } = (await (await get(`${second.url}/v1/shows`, key)).json()) as { shows: unknown[] };
  expect(shows).toHaveLength(1);
});

test('an invite by command line lets a device join', async () => {
  const hub = await serve();
  const { lastLine: code } = await run('invite', '--data', dataDir, '--role', 'host');
  const answer = await post(`${hub.url}/v1/join`, '', { code, personName: '主播', deviceId: 'tablet' });
  expect(await answer.json()).toMatchObject({ role: 'host', token: expect.any(String) });
});

test('a console’s folder holds its own hub below', async () => {
  mkdirSync(join(dataDir, 'hub'));
  await run('key', '--data', join(dataDir, 'hub'), '--scope', 'read', '--label', 'inside');
  await run('key', '--data', dataDir, '--scope', 'read', '--label', 'by the console');
  expect(existsSync(join(dataDir, 'hub.db'))).toBe(false);
  expect((await run('keys', '--data', dataDir)).out).toMatch(/inside\n.*by the console\n$/);
});

describe('recount', () => {
  test('agrees with what came by REST, finds every damaged figure', async () => {
    const hub = await serve();
    const key = (await run('key', '--data', dataDir, '--scope', 'ingest,read,manage', '--label', 'x'))
      .lastLine;
    const { id } = (await (
      await post(`${hub.url}/v1/shows`, key, { title: '618', currency: 'CNY' })
    ).json()) as {
      id: string;
    };
    const events = Array.from({ length: 300 }, (_, index) =>
      orderEvent(`e${index}`, {
        amountFen: 100 + index,
        buyerId: `u${index % 7}`,
        at: `2026-06-18T11:0${index % 9}:20Z`,
      }),
    );
    await post(`${hub.url}/v1/shows/${id}/orders`, key, events);
    expect(await run('recount', '--data', dataDir)).toMatchObject({
      status: 0,
      out: expect.stringContaining(`618 (${id}, live): 300 events, no difference`),
    });
    const db = new Database(join(dataDir, 'hub.db'));
    db.exec(`UPDATE order_totals SET gross_fen = gross_fen + 1;
      UPDATE order_products SET qty = qty - 2 WHERE sku = 'MR-0601';
      DELETE FROM order_minutes WHERE name = '2026-06-18T11:03Z'`);
    db.close();
    const { status, out } = await run('recount', '--data', dataDir);
    expect(status).toBe(1);
    expect(out).toMatch(/ {2}grossFen: counted \d+, the facts say \d+ \(\+1\)/);
    expect(out).toMatch(/ {2}byProduct MR-0601 qty: counted 598, the facts say 600 \(-2\)/);
    expect(out).toMatch(/ {2}byMinute 2026-06-18T11:03Z orders: not counted, the facts say \d+/);
  });

  test('a drop’s counts are held against its claims', async () => {
    const hub = await serve();
    const scopes = 'claims,read,manage,control';
    const key = (await run('key', '--data', dataDir, '--scope', scopes, '--label', 'x')).lastLine;
    const made = async (path: string, body: unknown) =>
      ((await (await post(hub.url + path, key, body)).json()) as { id: string }).id;
    const show = await made('/v1/shows', { title: '618', currency: 'CNY' });
    const money = { amountFen: 2000, thresholdFen: 0 };
    const plan = { kind: 'coupon', title: '减20', ...money, quota: 3, perBuyer: 1, openSec: 60 };
    const drop = await made(`/v1/shows/${show}/drops`, plan);
    const claim = (buyer: number) =>
      post(`${hub.url}/v1/drops/${drop}/claims`, key, { claimId: `c${buyer}`, buyerId: `b${buyer}` });
    await claim(0);
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'f' };
    await fetch(`${hub.url}/v1/drops/${drop}/fire`, { method: 'POST', headers });
    for (let buyer = 1; buyer <= 5; buyer += 1) await claim(buyer);
    expect(await run('recount', '--data', dataDir)).toMatchObject({
      status: 0,
      out: expect.stringContaining('1 drops against their claims: no difference'),
    });
    const db = new Database(join(dataDir, 'hub.db'));
    db.exec('UPDATE drop_effects SET granted = 2; DELETE FROM drop_buyers');
    db.close();
    const { status, out } = await run('recount', '--data', dataDir);
    expect(status).toBe(1);
    expect(out).toContain('granted: counted 2, the facts say 3 (-1)');
    expect(out).toContain('toBuyers: counted 0, the facts say 3 (-3)');
    expect(out).not.toContain('refused');
  });
});

describe('what is typed wrong', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['keys', '--data', 'x', '--colour', 'red']],
    ['a missing option', ['serve', '--data', 'x']],
    ['no port', ['serve', '--data', 'x', '--port', 'http']],
    ['an unknown scope', ['key', '--data', 'x', '--scope', 'everything', '--label', 'x']],
    ['a role that no invite gives', ['invite', '--data', 'x', '--role', 'integrator']],
  ])('%s: usage and exit status 2', async (_what, args) => {
    const { status, err, out } = await run(...args);
    expect(status).toBe(2);
    expect(err).toContain('Usage: npm run hub -- COMMAND');
    expect(out).toBe('');
  });

  test.each([['keys'], ['recount'], ['revoke']])('%s makes no hub where there is none', async (command) => {
    const folder = join(dataDir, 'empty');
    const { status, err } = await run(
      command,
      '--data',
      folder,
      ...(command === 'revoke' ? ['--id', 'x'] : []),
    );
    expect(status).toBe(1);
    expect(err).toContain('There is no hub in');
    expect(existsSync(folder)).toBe(false);
  });
});

test('devices are listed and removed; a device that is none is a failure', async () => {
  const hub = await serve();
  const code = (await run('invite', '--data', dataDir, '--role', 'host')).lastLine;
  const join = () =>
    fetch(`${hub.url}/v1/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, personName: '小王', deviceId: 'd1', deviceName: 'pad' }),
    });
  expect((await join()).status).toBe(200);
  const list = await run('devices', '--data', dataDir);
  expect(list.out).toMatch(/^\S+\/d1 {2}host {2}小王 {2}pad {2}seen never {2}expires \S+Z\n$/);
  const [id = ''] = list.out.split(' ');
  expect((await run('remove', '--data', dataDir, '--id', id)).status).toBe(0);
  expect((await run('devices', '--data', dataDir)).out).toBe('');
  expect((await run('remove', '--data', dataDir, '--id', id)).status).toBe(1);
  expect((await hub.stop('SIGTERM')).status).toBe(0);
});

test('[SY40] a backup made beside a running hub is restored once it is ended, and what was there is kept', async () => {
  const hub = await serve();
  const key = (await run('key', '--data', dataDir, '--scope', 'read,manage', '--label', 'x')).lastLine;
  await post(`${hub.url}/v1/shows`, key, { title: 'before', currency: 'CNY' });
  const file = join(dataDir, 'copy.db');
  const backup = await run('backup', '--data', dataDir, '--to', file);
  expect(backup.status).toBe(0);
  expect(backup.out).toContain(`${file} holds everything up to change 2`);
  expect((await run('backup', '--data', dataDir)).out).toContain(join(dataDir, 'backups', 'hub-'));
  await post(`${hub.url}/v1/shows`, key, { title: 'after', currency: 'CNY' });
  const whileServed = await run('restore', '--data', dataDir, '--from', file);
  expect(whileServed.status).toBe(1);
  expect(whileServed.err).toContain('already serving');
  await hub.stop('SIGKILL');

  const restored = await run('restore', '--data', dataDir, '--from', file);
  expect(restored.status).toBe(0);
  expect(restored.out).toContain('up to change 2');
  const kept = /is kept as (\S+)\.\n/.exec(restored.out)?.[1] ?? '';
  expect(titlesIn(kept)).toEqual(['after', 'before']);
  const again = await serve();
  const { shows } = (await (await get(`${again.url}/v1/shows`, key)).json()) as {
    shows: { title: string }[];
  };
  expect(shows.map(({ title }) => title)).toEqual(['before']);
});

function titlesIn(file: string): unknown[] {
  const db = new Database(file, { readonly: true });
  const titles = db
    .prepare("SELECT json ->> 'title' FROM documents WHERE kind = 'show' ORDER BY 1")
    .pluck()
    .all();
  db.close();
  return titles;
}
