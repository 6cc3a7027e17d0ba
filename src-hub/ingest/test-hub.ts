/** A real hub on a folder of its own, spoken to over real HTTP, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '#shared/domain/roles.ts';
import { createHub, type Hub, type HubOptions } from '../create-hub.ts';
import { createHubLog } from '../hub-log.ts';
import { issueKey } from './admin.ts';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** As the test believes it to be: what is read of it is what is tested. */
  readonly body: T;
}

export interface TestHub extends Hub {
  readonly dataDir: string;
  /** Every line that the hub has logged, at all levels. */
  readonly logged: string[];
  /** A key with these scopes; with all of them when none are named. */
  key(...scopes: Scope[]): Promise<string>;
  call<T = unknown>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  /** A new show with its run, made by REST. */
  show(): Promise<string>;
  /** Ends the hub and removes its folder. */
  end(): Promise<void>;
}

export interface CallOptions {
  readonly key?: string | undefined;
  /** An object is sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const allScopes: readonly Scope[] = ['ingest', 'claims', 'read', 'manage', 'control'];

export async function startTestHub(options: Partial<HubOptions> = {}): Promise<TestHub> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'livedesk-hub-'));
  const logged: string[] = [];
  const log = createHubLog({ write: (line: string) => void logged.push(line) });
  log.level = 'trace';
  const hub = await createHub({ port: 0, log, ...options, dataDir });
  const key = async (...scopes: Scope[]) => {
    const wanted = scopes.length === 0 ? allScopes : scopes;
    return (await issueKey(hub.services.store, { scopes: wanted, label: 'test' })).key;
  };
  return {
    ...hub,
    dataDir,
    logged,
    key,
    async show() {
      const body = { title: '618', currency: 'CNY' };
      return (await callHub<{ id: string }>(hub.url, 'POST', '/v1/shows', { key: await key('manage'), body }))
        .body.id;
    },
    call: (method, path, call) => callHub(hub.url, method, path, call),
    async end() {
      await hub.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function callHub<T>(
  url: string,
  method: string,
  path: string,
  { key, body, headers = {} }: CallOptions = {},
): Promise<Answer<T>> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** An order event that is good, with what is given put over it. */
export function orderEvent(id: string, over: Readonly<Record<string, unknown>> = {}) {
  return {
    eventId: id,
    orderId: id,
    kind: 'paid',
    amountFen: 9800,
    lines: [{ sku: 'MR-0601', title: '柔巾', qty: 2, priceFen: 4900, amountFen: 9800 }],
    channel: 'mini-program',
    shopId: 'main',
    buyerId: 'u1',
    at: '2026-06-18T11:03:20Z',
    ...over,
  };
}
