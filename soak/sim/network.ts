/**
 * A network worse than any real one: between a desk and its hub single messages are lost, doubled and overtake each
 * other, lines break, and a direction can be dead while the other stands.
 */

import type { HubCore } from '#hub/hub-core.ts';
import type { DeskConnection, DeskPort } from '#hub/realtime/desk-endpoint.ts';
import type { OpenWire } from '#main/sync/hub-link.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Op } from '#shared/contract/hub.ts';
import { opsIn } from '../oracle/ops-in.ts';
import type { Random } from '../random.ts';
import type { Sabotage } from './sabotage.ts';
import type { Life, World } from './world.ts';

export interface Faults {
  /** Shares of single messages, 0 to 1. */
  readonly lost: number;
  readonly doubled: number;
  readonly overtaken: number;
}
export const noFaults: Faults = { lost: 0, doubled: 0, overtaken: 0 };

export interface Network {
  /** The wire of one desk's life. */
  wireOf(name: string, life: Life, handshake: unknown): OpenWire;
  hubServes(core: HubCore<DeskPort>, life: Life): void;
  setFaults(faults: Faults): void;
  /** Breaks the desk's connection, if it has one. */
  cut(name: string): void;
  /** `up` is from the desk to the hub. */
  setDead(name: string, direction: 'up' | 'down', dead: boolean): void;
  healAll(): void;
  /** Every op that a desk has sent, by its id. */
  readonly pushed: ReadonlyMap<string, Op>;
}

interface Line {
  readonly name: string;
  readonly desk: Life;
  readonly hub: Life;
  readonly onMessage: (event: string, payload: unknown) => void;
  readonly onLost: () => void;
  atHub: DeskConnection | null;
  atDesk: boolean;
}

const QUICK_MS = 30;
/** Longer than an order to act may take. */
const SLOW_MS = 6000;
/** A line with a dead direction is given up by both ends after a while: that is what heartbeats are for. */
const SILENCE_MS = [20_000, 45_000] as const;
const RECONNECT_MS = [200, 3000] as const;

const copyOf = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

export function createNetwork(world: World, random: Random, sabotage?: Sabotage): Network {
  let faults = noFaults;
  let serving: { core: HubCore<DeskPort>; life: Life } | null = null;
  const dead = new Set<string>();
  const lines = new Set<Line>();
  const pushed = new Map<string, Op>();
  const between = (from: number, to: number) => from + random.next() * (to - from);

  function send(line: Line, direction: 'up' | 'down', what: string, deliver: () => void): void {
    if (dead.has(`${line.name} ${direction}`) || random.chance(faults.lost)) {
      world.note(`lost: ${line.name} ${direction} ${what}`);
      return;
    }
    for (let copies = random.chance(faults.doubled) ? 2 : 1; copies > 0; copies -= 1) {
      const ms = between(0.5, random.chance(faults.overtaken) ? SLOW_MS : QUICK_MS);
      world.after(ms, `${line.name} ${direction} ${what}`, deliver);
    }
  }

  /** Each end notices in its own time; what is on its way up may still be done in between. */
  function breakLine(line: Line): void {
    if (!lines.delete(line)) return;
    world.after(between(0, 20), `${line.name} notices`, () => {
      if (!line.atDesk) return;
      line.atDesk = false;
      if (line.desk.alive) line.onLost();
    });
    world.after(between(0, SLOW_MS), `hub notices ${line.name}`, () => {
      const { atHub } = line;
      line.atHub = null;
      if (line.hub.alive) atHub?.left();
    });
  }

  function ask(line: Line, name: string, input: unknown): Promise<unknown> {
    return new Promise((resolve) => {
      const raw = copyOf(input);
      for (const op of opsIn(name, raw)) pushed.set(op.opId, op);
      send(line, 'up', name, () => {
        if (!line.hub.alive || !line.atHub) return;
        void line.atHub.handle(name, raw).then((answer) => {
          if (!line.hub.alive) return;
          const told = copyOf(answer);
          send(line, 'down', `answer to ${name}`, () => {
            if (line.desk.alive && line.atDesk) resolve(told);
          });
        });
      });
    });
  }

  /** Rejects with `AppError` when the hub says why; answers null when nothing comes of it. */
  async function connect(
    name: string,
    desk: Life,
    handshake: unknown,
    tell: Pick<Line, 'onMessage' | 'onLost'>,
  ) {
    const at = serving;
    if (!at?.life.alive || dead.has(`${name} up`) || dead.has(`${name} down`)) return null;
    const { core, life: hub } = at;
    const guest = await core.desks.admit(handshake);
    if (!hub.alive || !desk.alive) return null;
    const line: Line = { name, desk, hub, ...tell, atHub: null, atDesk: true };
    const port: DeskPort = {
      emit: (event, payload) => {
        if (!hub.alive) return;
        const told = copyOf(payload);
        send(line, 'down', event, () => {
          if (desk.alive && line.atDesk) line.onMessage(event, told);
        });
      },
      end: () => breakLine(line),
    };
    lines.add(line);
    const connection = core.desks.enter(guest, port);
    line.atHub = sabotage ? sabotage(connection, hub) : connection;
    return line;
  }

  return {
    pushed,
    wireOf: (name, life, handshake) => (events) => {
      let line: Line | null = null;
      let closed = false;
      let tries = 0;
      const again = () => {
        const pauseMs = Math.min(RECONNECT_MS[0] * 2 ** tries, RECONNECT_MS[1]) * between(0.5, 1.5);
        tries += 1;
        life.timers.after(pauseMs, attempt);
      };
      const attempt = () => {
        if (closed) return;
        const tell = {
          onMessage: events.message,
          onLost: () => {
            line = null;
            events.disconnected();
            if (!closed) again();
          },
        };
        connect(name, life, handshake, tell).then(
          (joined) => {
            if (!life.alive || closed) return;
            if (!joined) return again();
            tries = 0;
            line = joined;
            events.connected();
          },
          (error: unknown) => {
            if (!life.alive || closed) return;
            if (error instanceof AppError) events.refused(error.code);
            else again();
          },
        );
      };
      life.timers.after(between(1, 50), attempt);
      life.onEnd(() => line && breakLine(line));
      return {
        get connected() {
          return line?.atDesk ?? false;
        },
        ask: (request, input) => (line ? ask(line, request, input) : new Promise(() => undefined)),
        close: () => {
          closed = true;
          if (line) {
            line.atDesk = false;
            breakLine(line);
          }
          line = null;
        },
      };
    },
    hubServes(core, life) {
      serving = { core, life };
      life.onEnd(() => {
        for (const line of [...lines]) if (line.hub === life) breakLine(line);
      });
    },
    setFaults: (wanted) => {
      faults = wanted;
    },
    cut(name) {
      for (const line of [...lines]) if (line.name === name) breakLine(line);
    },
    setDead(name, direction, isDead) {
      const key = `${name} ${direction}`;
      if (!isDead) {
        dead.delete(key);
        return;
      }
      dead.add(key);
      world.after(between(...SILENCE_MS), `silence of ${key}`, () => {
        if (!dead.has(key)) return;
        for (const line of [...lines]) if (line.name === name) breakLine(line);
      });
    },
    healAll() {
      dead.clear();
      faults = noFaults;
    },
  };
}
