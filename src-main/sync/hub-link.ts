/** One socket to the hub, typed and checked: what is asked, what is answered and what comes unasked. */
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import {
  type BatchFrame,
  batchFrameSchema,
  type Changes,
  changesSchema,
  type HubRequestName,
  hubEvents,
  hubRequests,
  type LiveFrame,
  liveFrameSchema,
  PROTOCOL_VERSION,
  type PresentConsole,
} from '#shared/contract/hub.ts';

type Input<N extends HubRequestName> = z.input<(typeof hubRequests)[N]['input']>;
type Value<N extends HubRequestName> = Extract<
  z.output<(typeof hubRequests)[N]['answer']>,
  { ok: true }
>['value'];

export interface HubLinkEvents {
  connected(): void;
  disconnected(): void;
  /** The hub will not have this console; trying again by itself cannot help. */
  refused(code: string): void;
  changes(changes: Changes): void;
  live(frame: LiveFrame): void;
  presence(consoles: PresentConsole[]): void;
  batch(frame: BatchFrame): void;
}

export interface HubLink {
  readonly connected: boolean;
  /** Rejects with `AppError`: the hub's own code, or `hub/away` when it did not answer in time. */
  request<N extends HubRequestName>(name: N, input: Input<N>, timeoutMs?: number): Promise<Value<N>>;
  close(): void;
}

const REQUEST_TIMEOUT_MS = 10_000;

export function hubLink(url: string, token: string, deviceId: string, events: HubLinkEvents): HubLink {
  const socket: Socket = io(url, {
    transports: ['websocket'],
    auth: { token, protocol: PROTOCOL_VERSION, deviceId },
    reconnectionDelay: 200,
    reconnectionDelayMax: 3000,
    forceNew: true,
  });
  socket.on('connect', events.connected);
  socket.on('disconnect', (reason) => {
    events.disconnected();
    if (reason === 'io server disconnect') events.refused('auth/unknown');
  });
  socket.on('connect_error', (error) => {
    // A middleware's refusal carries data; a plain network failure does not, and is retried by the socket itself.
    const code: unknown = (error as { data?: { code?: unknown } }).data?.code;
    if (typeof code === 'string') events.refused(code);
  });
  socket.on('ended', (payload: unknown) => {
    const ended = hubEvents.ended.safeParse(payload);
    socket.close();
    events.refused(ended.data?.code ?? 'auth/unknown');
  });
  socket.on('presence', (payload: unknown) => {
    const parsed = hubEvents.presence.safeParse(payload);
    if (parsed.success) events.presence(parsed.data.consoles);
  });
  socket.on('changes', (payload: unknown) => {
    const parsed = changesSchema.safeParse(payload);
    if (parsed.success) events.changes(parsed.data);
  });
  socket.on('live', (payload: unknown) => {
    const parsed = liveFrameSchema.safeParse(payload);
    if (parsed.success) events.live(parsed.data);
  });
  socket.on('batch', (payload: unknown) => {
    const parsed = batchFrameSchema.safeParse(payload);
    if (parsed.success) events.batch(parsed.data);
  });
  return {
    get connected() {
      return socket.connected;
    },
    async request<N extends HubRequestName>(name: N, input: Input<N>, timeoutMs = REQUEST_TIMEOUT_MS) {
      if (!socket.connected) throw new AppError('hub/away');
      const raw: unknown = await socket
        .timeout(timeoutMs)
        .emitWithAck(name, input)
        .catch(() => {
          throw new AppError('hub/away');
        });
      const answer = hubRequests[name].answer.safeParse(raw);
      if (!answer.success) throw new AppError('hub/protocol');
      if (answer.data.ok) return answer.data.value as Value<N>;
      const { code, params } = answer.data.error;
      throw new AppError(isErrorCode(code) ? code : 'app/unexpected', params);
    },
    close: () => {
      socket.close();
    },
  };
}
