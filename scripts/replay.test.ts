import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '#hub/ingest/test-hub.ts';

let hub: TestHub;
let key: string;
let folder: string;
beforeAll(async () => {
  hub = await startTestHub();
  key = await hub.key();
  folder = mkdtempSync(join(tmpdir(), 'livedesk-replay-'));
});
afterAll(async () => {
  await hub.end();
  rmSync(folder, { recursive: true, force: true });
});

const script = new URL('./replay.ts', import.meta.url).pathname;
const realFile = new URL('../resources/sample/online-retail-2010-12-01_08.csv', import.meta.url).pathname;

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function replay(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [script, ...args]);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })));
}

async function newShow(currency = 'GBP'): Promise<string> {
  const body = { title: 'replay', currency };
  return (await hub.call<{ id: string }>('POST', '/v1/shows', { key, body })).body.id;
}

async function countersOf(show: string): Promise<unknown> {
  return (await hub.call('GET', `/v1/shows/${show}/counters`, { key })).body;
}

function sheet(...rows: string[]): string {
  const file = join(folder, `${rows.length}-${Math.abs(hash(rows.join('\n')))}.csv`);
  writeFileSync(
    file,
    ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID', ...rows].join('\n'),
  );
  return file;
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
}

test('the real file gives the real figures; a second replay adds nothing', async () => {
  const show = await newShow();
  const args = ['--file', realFile, '--hub', hub.url, '--key', key, '--show', show, '--flat-out'];
  const first = await replay(...args);
  expect(first.status).toBe(0);
  expect(first.out).toContain('756 orders, 102 refunds, 47 rejected');
  expect(first.out).toContain('sent: 858 accepted, 0 duplicates, 0 rejected');
  expect(first.out).toContain('gross 38526647 (£385,266.47)');
  expect(first.out).toContain('refunds 6031015 (£60,310.15)');
  expect(first.out).toContain('net 32495632 (£324,956.32)');
  expect(first.out.match(/^rejected: row \d+, order \S+: order\/not-a-sale: .+$/gm)).toHaveLength(47);
  expect(first.out + first.err).not.toContain(key);

  const counted = await countersOf(show);
  expect(counted).toMatchObject({
    ...{ grossFen: 38526647, refundsFen: 6031015, netFen: 32495632, orders: 756, refundsCount: 102 },
  });
  const second = await replay(...args);
  expect(second.status).toBe(0);
  expect(second.out).toContain('sent: 0 accepted, 858 duplicates, 0 rejected');
  expect(await countersOf(show)).toEqual(counted);
});

test('by the sheet’s clock: ten minutes at 600 take a second', async () => {
  const file = sheet('1,A,a,1,01/12/2010 08:20,1.00,', '2,A,a,1,01/12/2010 08:30,1.00,');
  const startedMs = performance.now();
  const show = await newShow();
  const { status } = await replay(
    '--file',
    file,
    '--hub',
    hub.url,
    '--key',
    key,
    '--show',
    show,
    '--speed',
    '600',
  );
  expect(status).toBe(0);
  expect(performance.now() - startedMs).toBeGreaterThan(1000);
  expect(await countersOf(show)).toMatchObject({ orders: 2 });
});

test('the zone of the times may be said', async () => {
  const file = sheet('1,A,a,1,01/12/2010 08:20,1.00,');
  const show = await newShow();
  const zone = ['--flat-out', '--offset', '+08:00'];
  await replay('--file', file, '--hub', hub.url, '--key', key, '--show', show, ...zone);
  expect(await countersOf(show)).toMatchObject({ byMinute: [{ minute: '2010-12-01T00:20Z' }] });
});

test('what the hub turns away is told, and is no failure', async () => {
  const show = await newShow();
  const send = (file: string) =>
    replay('--file', file, '--hub', hub.url, '--key', key, '--show', show, '--flat-out');
  await send(sheet('7,A,a,1,01/12/2010 08:20,1.00,'));
  const { status, out } = await send(sheet('7,A,a,2,01/12/2010 08:20,1.00,'));
  expect(status).toBe(0);
  expect(out).toMatch(/rejected by the hub: order 7: order\/id-reused: /);
});

describe('a hub that stumbles', () => {
  /** Passes requests on, but fails the first few in every way there is, once even after the hub has stored them. */
  async function stumblingHub(): Promise<{ url: string; close(): void }> {
    let count = 0;
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const isOrders = request.url?.endsWith('/orders');
      if (isOrders) count += 1;
      if (isOrders && count === 1) return response.writeHead(503).end('{}');
      if (isOrders && count === 2) return response.writeHead(429, { 'retry-after': '0' }).end('{}');
      if (isOrders && count === 3) return request.socket.destroy();
      const answer = await fetch(hub.url + request.url, {
        method: request.method ?? 'GET',
        headers: { authorization: `${request.headers.authorization}`, 'content-type': 'application/json' },
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      });
      if (isOrders && count === 4) return request.socket.destroy();
      return response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(await answer.text());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
  }

  test('loses nothing and doubles nothing', async () => {
    const stumbling = await stumblingHub();
    const show = await newShow();
    const rows = Array.from({ length: 700 }, (_, index) => `${index + 1},A,a,1,01/12/2010 08:20,1.00,`);
    const args = ['--hub', stumbling.url, '--key', key, '--show', show, '--flat-out'];
    const { status, out, err } = await replay('--file', sheet(...rows), ...args);
    stumbling.close();
    expect(status).toBe(0);
    expect(out).toContain('sent: 200 accepted, 500 duplicates, 0 rejected');
    expect(err).toContain('The hub answered 503');
    expect(err).toMatch(/out of reach .*; trying again in/);
    expect(await countersOf(show)).toMatchObject({ orders: 700, grossFen: 70000 });
  });
});

describe('what cannot be delivered ends with 1', () => {
  const file = () => sheet('1,A,a,1,01/12/2010 08:20,1.00,');
  test.each([
    [
      'a key that is none',
      () => ['--file', file(), '--key', 'lk_none', '--show', 'x', '--flat-out'],
      /auth\/unknown/,
    ],
    [
      'a show that is none',
      () => ['--file', file(), '--key', key, '--show', 'none', '--flat-out'],
      /show\/not-found/,
    ],
    ['no such file', () => ['--file', '/nowhere.csv', '--key', key, '--show', 'x'], /nowhere/],
    ['no file named', () => ['--key', key, '--show', 'x'], /Usage: npm run replay/],
    ['a wrong speed', () => ['--file', file(), '--key', key, '--show', 'x', '--speed', '0'], /Usage/],
    ['a wrong offset', () => ['--file', file(), '--key', key, '--show', 'x', '--offset', '8'], /Usage/],
  ])('%s', async (_what, args, words) => {
    const { status, err } = await replay(...args(), '--hub', hub.url);
    expect(status).toBe(1);
    expect(err).toMatch(words);
  });
});
