/**
 * The least that a desk is to a hub: a socket that greets and asks. It speaks socket.io's text protocol by itself and
 * reads no news that nobody here listens to: in a team every desk reads its own on a machine of its own, here one process
 * stands for all of them and would be what is measured.
 */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { type HubRequestName, type Op, type OpResult, PROTOCOL_VERSION } from '#shared/contract/hub.ts';

export interface HubDesk {
  /** Throws what the hub says when it is not good. */
  ask<T>(name: HubRequestName, input: unknown): Promise<T>;
  /** Pushes ops as the next of this desk's stream. Throws when one was not applied. */
  push(ops: readonly Op[]): Promise<OpResult[]>;
  /** Instead of who listened before. */
  listen(event: string, listener: (payload: unknown) => void): void;
  close(): void;
}

interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: unknown;
}

/** First characters of a message: engine.io's kind, then socket.io's. */
const OPENED = '0';
const PING = '2';
const PONG = '3';
const CONNECT = '40';
const EVENT = '42';
const ACK = '43';
const REFUSED = '44';

export async function openHubDesk({ url, token }: { url: string; token: string }): Promise<HubDesk> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  const listeners = new Map<string, (payload: unknown) => void>();
  const waiting = new Map<number, (answer: Answer) => void>();
  const auth = { token, protocol: PROTOCOL_VERSION, deviceId: 'owner' };
  let asked = 0;
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const kind = data.toString('latin1', 0, 2);
      if (kind === ACK) {
        const start = data.indexOf('[');
        const number = Number(data.toString('latin1', 2, start));
        const [answer] = JSON.parse(data.toString('utf8', start)) as [Answer];
        waiting.get(number)?.(answer);
        waiting.delete(number);
      } else if (kind === EVENT) {
        const name = data.toString('latin1', 4, data.indexOf('"', 4));
        const listener = listeners.get(name);
        if (listener) listener((JSON.parse(data.toString('utf8', 2)) as [string, unknown])[1]);
      } else if (kind === CONNECT) resolve();
      else if (kind === REFUSED) reject(new Error(data.toString()));
      else if (kind.startsWith(OPENED)) socket.send(`${CONNECT}${JSON.stringify(auth)}`);
      else if (kind.startsWith(PING)) socket.send(PONG);
    });
  });
  const streamId = randomUUID();
  let cseq = 0;
  async function ask<T>(name: HubRequestName, input: unknown): Promise<T> {
    asked += 1;
    const number = asked;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(number, resolve);
      socket.send(`${EVENT}${number}${JSON.stringify([name, input])}`);
    });
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value as T;
  }
  await ask('hello', { streamId });
  return {
    ask,
    async push(ops) {
      const base = cseq;
      cseq += ops.length;
      const queued = ops.map((op, index) => ({ ...op, cseq: base + index + 1 }));
      const { results } = await ask<{ results: OpResult[] }>('push', { streamId, base, ops: queued });
      const refused = results.find(({ outcome }) => outcome !== 'applied');
      if (refused) throw new Error(`an op was refused: ${JSON.stringify(refused)}`);
      return results;
    },
    listen: (event, listener) => void listeners.set(event, listener),
    close: () => socket.close(),
  };
}
