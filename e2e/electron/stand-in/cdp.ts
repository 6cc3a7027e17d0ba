/** Chromium's DevTools protocol over its pipe, typed by Playwright's own description of it. */
import type { Readable, Writable } from 'node:stream';
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };

type Commands = Protocol.CommandParameters;
type Answers = Protocol.CommandReturnValues;
type Events = Protocol.Events;
type Listener = (payload: never) => void;

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface CdpSession {
  send<M extends keyof Commands>(method: M, params?: Commands[M]): Promise<Answers[M]>;
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): void;
}

export interface CdpConnection {
  readonly browser: CdpSession;
  session(sessionId: string): CdpSession;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Calls that wait when Chromium goes away are rejected. */
export function connectCdp(toChromium: Writable, fromChromium: Readable): CdpConnection {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;

  function receive({ id, sessionId = '', method, params, result, error }: Message): void {
    if (id !== undefined) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    } else if (method !== undefined) {
      for (const listener of listeners.get(`${sessionId}/${method}`) ?? []) listener(params as never);
    }
  }

  let rest: Buffer<ArrayBuffer> = Buffer.alloc(0);
  fromChromium.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
      receive(JSON.parse(text) as Message);
    }
  });
  fromChromium.on('close', () => {
    const gone = 'Chromium is gone: STAND_IN_VERBOSE=1 shows its words, root has to give --no-sandbox';
    for (const call of waiting.values()) call.reject(new Error(gone));
    waiting.clear();
  });
  toChromium.on('error', () => undefined);

  const session = (sessionId: string): CdpSession => ({
    send<M extends keyof Commands>(method: M, params?: Commands[M]) {
      lastId += 1;
      const id = lastId;
      const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      toChromium.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
      return answered as Promise<Answers[M]>;
    },
    on(event, listener) {
      const key = `${sessionId}/${event}`;
      listeners.set(key, [...(listeners.get(key) ?? []), listener]);
    },
  });
  return { browser: session(''), session };
}
