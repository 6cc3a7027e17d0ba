/**
 * One link to the hub, typed and checked: what is asked, what is answered and what comes unasked. The wire beneath is a
 * port: a socket in the product, a network in memory for the simulation.
 */
import type { z } from 'zod';
import type { BatchFrame } from '#shared/contract/batch.ts';
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import { type Changes, type HubRequestName, hubEvents, hubRequests } from '#shared/contract/hub.ts';
import type { LiveFrame } from '#shared/contract/live.ts';
import type { PresentConsole } from '#shared/contract/team.ts';
import type { Timers } from '#shared/sync/timers.ts';

export interface WireEvents {
  connected(): void;
  disconnected(): void;
  /** The hub will not have this console; trying again by itself cannot help. */
  refused(code: string): void;
  /** What the hub sent unasked, as it came. Only from the connection that stands. */
  message(name: string, payload: unknown): void;
}

/** Connects by itself, again and again, until it is closed or refused. */
export interface HubWire {
  readonly connected: boolean;
  /** The raw acknowledgement of a request. Rejects, or never settles, when the connection is lost first. */
  ask(name: string, input: unknown): Promise<unknown>;
  close(): void;
}
export type OpenWire = (events: WireEvents) => HubWire;

export interface HubLinkEvents {
  connected(): void;
  disconnected(): void;
  refused(code: string): void;
  changes(changes: Changes): void;
  live(frame: LiveFrame): void;
  presence(consoles: PresentConsole[]): void;
  batch(frame: BatchFrame): void;
}

type Input<N extends HubRequestName> = z.input<(typeof hubRequests)[N]['input']>;
type Value<N extends HubRequestName> = Extract<
  z.output<(typeof hubRequests)[N]['answer']>,
  { ok: true }
>['value'];

export interface HubLink {
  readonly connected: boolean;
  /**
   * Rejects with `AppError`: the hub's own code, or `hub/away` when it did not answer in time or on this connection. An
   * answer never outlives the connection that it was asked on.
   */
  request<N extends HubRequestName>(name: N, input: Input<N>, timeoutMs?: number): Promise<Value<N>>;
  close(): void;
}
export type HubLinkFactory = (events: HubLinkEvents) => HubLink;

/** A request without an answer for so long counts as unanswered ([SY4]). */
export const ANSWER_MS = 10_000;

export function hubLink(openWire: OpenWire, timers: Timers): HubLinkFactory {
  return (events) => {
    const open = new Set<() => void>();
    const giveUp = () => {
      for (const lost of open) lost();
    };
    const told: { [E in keyof typeof hubEvents]: (payload: z.output<(typeof hubEvents)[E]>) => void } = {
      changes: events.changes,
      live: events.live,
      batch: events.batch,
      presence: ({ consoles }) => events.presence(consoles),
      ended: ({ code }) => {
        link.close();
        events.refused(code);
      },
    };
    function tell<E extends keyof typeof hubEvents>(name: E, payload: unknown): void {
      const parsed = hubEvents[name].safeParse(payload);
      if (parsed.success) told[name](parsed.data as z.output<(typeof hubEvents)[E]>);
    }
    const wire = openWire({
      connected: events.connected,
      disconnected: () => {
        giveUp();
        events.disconnected();
      },
      refused: events.refused,
      message: (name, payload) => {
        if (Object.hasOwn(hubEvents, name)) tell(name as keyof typeof hubEvents, payload);
      },
    });
    const link: HubLink = {
      get connected() {
        return wire.connected;
      },
      async request<N extends HubRequestName>(name: N, input: Input<N>, timeoutMs = ANSWER_MS) {
        if (!wire.connected) throw new AppError('hub/away');
        const raw = await answerOf(() => wire.ask(name, input), timeoutMs);
        const answer = hubRequests[name].answer.safeParse(raw);
        if (!answer.success) throw new AppError('hub/protocol');
        if (answer.data.ok) return answer.data.value as Value<N>;
        const { code, params } = answer.data.error;
        throw new AppError(isErrorCode(code) ? code : 'app/unexpected', params);
      },
      close: () => {
        wire.close();
        giveUp();
      },
    };
    return link;

    function answerOf(ask: () => Promise<unknown>, timeoutMs: number): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const end = () => {
          open.delete(lost);
          callOff();
        };
        const lost = () => {
          end();
          reject(new AppError('hub/away'));
        };
        const callOff = timers.after(timeoutMs, lost);
        open.add(lost);
        ask().then((raw) => {
          end();
          resolve(raw);
        }, lost);
      });
    }
  };
}
