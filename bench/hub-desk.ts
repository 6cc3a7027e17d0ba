/** The least that a desk is to a hub: a socket that greets and asks. */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
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

export async function openHubDesk({ url, token }: { url: string; token: string }): Promise<HubDesk> {
  const auth = { token, protocol: PROTOCOL_VERSION, deviceId: 'owner' };
  const socket: Socket = io(url, { transports: ['websocket'], forceNew: true, auth });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const streamId = randomUUID();
  let cseq = 0;
  async function ask<T>(name: HubRequestName, input: unknown): Promise<T> {
    const answer = await socket.emitWithAck(name, input);
    if (answer.ok !== true) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
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
    listen: (event, listener) => void socket.off(event).on(event, listener),
    close: () => void socket.close(),
  };
}
