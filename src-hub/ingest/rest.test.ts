import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractCalls } from './contract-calls.ts';
import type { RestErrorBody } from './rest-errors.ts';
import { orderEvent, startTestHub, type TestHub } from './test-hub.ts';

let hub: TestHub;
let key: string;
let showId: string;
beforeAll(async () => {
  hub = await startTestHub();
  key = await hub.key();
  showId = await hub.show();
});
afterAll(() => hub.end());

const orders = () => `/v1/shows/${showId}/orders`;
const failed = (code: string) => ({
  error: { code, message: expect.any(String), issues: expect.any(Array) },
});

describe('keys', () => {
  const calls = contractCalls().filter(({ meta }) => meta.scope !== 'open');
  const pathOf = (path: string) => path.replaceAll(/\{\w+\}/g, 'x');

  test.each(calls.map((call) => [call.method, call.path, call] as const))(
    '%s %s',
    async (method, path, call) => {
      const request = {
        headers: { 'content-type': 'application/json' },
        body: method === 'GET' ? undefined : '{}',
      };
      const missing = await hub.call(method, pathOf(path), request);
      expect([missing.status, missing.body]).toEqual([401, failed('auth/missing')]);
      expect(missing.headers.get('www-authenticate')).toBe('Bearer');
      const unknown = await hub.call(method, pathOf(path), { ...request, key: 'lk_unknown' });
      expect([unknown.status, unknown.body]).toEqual([401, failed('auth/unknown')]);
      const others = (['ingest', 'claims', 'read', 'manage', 'control'] as const).filter(
        (scope) => scope !== call.meta.scope,
      );
      const narrow = await hub.call(method, pathOf(path), { ...request, key: await hub.key(...others) });
      expect([narrow.status, narrow.body]).toEqual([403, failed('auth/scope')]);
      const right = await hub.call(method, pathOf(path), {
        ...request,
        key: await hub.key(call.meta.scope as 'read'),
      });
      expect([401, 403]).not.toContain(right.status);
    },
  );

  test('a revoked key ends at once', async () => {
    const short = await hub.key('read');
    expect((await hub.call('GET', '/v1/shows', { key: short })).status).toBe(200);
    const newest = (await hub.services.store.access.keys()).at(-1);
    await hub.services.store.access.revokeKey(newest?.id ?? '');
    expect((await hub.call('GET', '/v1/shows', { key: short })).body).toEqual(failed('auth/unknown'));
  });

  test('other ways to say who one is do not count', async () => {
    for (const authorization of [key, `Basic ${key}`, `Bearer ${key} x`, 'Bearer'])
      expect((await hub.call('GET', '/v1/shows', { headers: { authorization } })).status).toBe(401);
  });
});

describe('addresses', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/v1/nothing'],
    ['POST', '/v1/nothing'],
    ['DELETE', '/v1/shows'],
    ['GET', '/v1/shows/x/orders'],
    ['PUT', '/v1/shows/x/take'],
  ])('%s %s is nothing', async (method, path) => {
    const body = method === 'GET' ? undefined : '{bad';
    const answer = await hub.call(method, path, { key, body });
    expect([answer.status, answer.body]).toEqual([404, failed('request/not-found')]);
  });

  test('an address that cannot be decoded is said in the same shape', async () => {
    const answer = await hub.call('GET', '/%zz');
    expect([answer.status, answer.body]).toEqual([400, failed('request/invalid')]);
  });

  test('what needs no key', async () => {
    expect((await hub.call('GET', '/healthz')).status).toBe(200);
    expect((await hub.call('GET', '/readyz')).status).toBe(200);
    expect((await hub.call<{ openapi: string }>('GET', '/openapi.json')).body.openapi).toMatch(/^3\./);
    const metrics = await hub.call('GET', '/metrics');
    expect(metrics.body).toContain(
      'livedesk_hub_requests_total{route="/openapi.json",method="GET",status="200"} 1',
    );
  });
});

describe('bodies', () => {
  test.each([
    ['not JSON', '{bad', 'application/json'],
    ['no list', '{}', 'application/json'],
    ['a form', 'a=1', 'application/x-www-form-urlencoded'],
    ['plain text', '[]', 'text/plain'],
    ['nothing', '', 'application/json'],
    ['another encoding', new Uint8Array([0x22, 0xc8, 0xe1, 0x22]), 'application/json'],
  ])('%s is 400', async (_what, body, type) => {
    const answer = await hub.call('POST', orders(), { key, body, headers: { 'content-type': type } });
    expect([answer.status, answer.body]).toEqual([400, failed('request/invalid')]);
  });

  test('issues name the path', async () => {
    const answer = await hub.call<RestErrorBody>('POST', '/v1/shows', {
      key,
      body: { title: ' ', currency: 'JPY' },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.issues).toEqual([
      { path: ['title'], message: expect.any(String) },
      { path: ['currency'], message: 'a currency with two decimals is needed' },
    ]);
  });

  test('NDJSON is for lists alone', async () => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await hub.call('POST', '/v1/shows', {
      key,
      body: '{"title":"a","currency":"CNY"}',
      headers,
    });
    expect([answer.status, answer.body]).toEqual([400, failed('request/invalid')]);
  });
});

describe('limits', () => {
  const tooLarge = [413, failed('request/too-large')];
  const ndjson = { 'content-type': 'application/x-ndjson' };
  const post = async (body: unknown, headers = {}) => {
    const answer = await hub.call('POST', orders(), { key, body, headers });
    return [answer.status, answer.body];
  };

  test('1,000 items are taken, 1,001 are not', async () => {
    const items = Array.from({ length: 1001 }, (_, index) => orderEvent(`limit-${index}`, { lines: [] }));
    expect(await post(items)).toEqual(tooLarge);
    expect(await post(items.map((item) => JSON.stringify(item)).join('\n'), ndjson)).toEqual(tooLarge);
    expect(await post(items.slice(1))).toEqual([200, { accepted: 1000, duplicates: 0, rejected: [] }]);
  });

  test('1,000,000 bytes are taken, one more is not', async () => {
    expect(await post(`[]${' '.repeat(999_998)}`)).toEqual([
      200,
      { accepted: 0, duplicates: 0, rejected: [] },
    ]);
    expect(await post(`[]${' '.repeat(999_999)}`)).toEqual(tooLarge);
    expect(await post(' '.repeat(5_000_000), ndjson)).toEqual(tooLarge);
    // Far too much is cut off before its end.
    await expect(post(' '.repeat(40_000_000)).catch(() => tooLarge)).resolves.toEqual(tooLarge);
  });

  test('a body without Content-Length is measured as it comes', async () => {
    const chunk = new Uint8Array(100_000).fill(0x20);
    let left = 11;
    const body = new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const response = await fetch(hub.url + orders(), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect([response.status, await response.json()]).toEqual(tooLarge);
  });

  test('a body shorter than its Content-Length stores nothing', async () => {
    const before = await hub.call('GET', `/v1/shows/${showId}/counters`, { key });
    await new Promise<void>((resolve) => {
      const socket = createConnection(hub.port, '127.0.0.1', () => {
        const body = JSON.stringify([orderEvent('short')]);
        socket.write(
          `POST ${orders()} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`,
        );
        socket.write(`Content-Length: ${body.length + 10}\r\n\r\n${body}`, () =>
          setTimeout(() => socket.destroy(), 50),
        );
      });
      socket.on('close', () => resolve());
    });
    const after = await hub.call('GET', `/v1/shows/${showId}/counters`, { key });
    expect(after.body).toEqual(before.body);
  });
});

test('no key and no code is ever logged, whatever fails', async () => {
  const { access } = hub.services.store;
  const keyByHash = access.keyByHash;
  const failing = access as { keyByHash: unknown };
  failing.keyByHash = async () => {
    throw Object.assign(new Error(`the disk is full, said with Bearer ${key}`), {
      request: { authorization: key },
    });
  };
  const answer = await hub.call('GET', '/v1/shows', { key });
  failing.keyByHash = keyByHash;
  expect([answer.status, answer.body]).toEqual([500, failed('app/unexpected')]);
  expect(JSON.stringify(answer.body)).not.toContain('disk');
  await hub.call('GET', `/v1/nothing?key=${key}`);
  expect(hub.logged.some((line) => line.includes('the disk is full'))).toBe(true);
  expect(hub.logged.join('\n')).not.toContain(key.slice(3));
});
