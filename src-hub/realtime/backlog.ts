/**
 * Keeps a socket that does not keep up from piling up packets in the hub's memory. What would be too much is left out
 * for it, but the last of each kind is kept and sent once the socket has caught up: its number shows the gap, and the
 * desk asks for what it missed.
 */
import type { Socket } from 'socket.io';

/** Packets that may wait for one socket: some three seconds of live frames. */
export const MAX_WAITING_PACKETS = 64;
/** What they may hold together: ops that commit in one go travel in one packet, and a few such are many megabytes. */
const MAX_WAITING_CHARACTERS = 1_000_000;

export interface Backlog {
  /** Whether `event` may go to the socket now. `kind` tells streams apart: a later message of one replaces the former. */
  hasRoom(socket: Socket, kind: string, event: string, payload: unknown): boolean;
}

/** What engine.io's connection has and its types do not show. */
interface Connection {
  readonly writeBuffer?: readonly { readonly data?: unknown }[];
  on(event: 'drain', listener: () => void): void;
}

export function createBacklog(): Backlog {
  const missed = new WeakMap<Socket, Map<string, { event: string; payload: unknown }>>();

  function missedBy(socket: Socket): Map<string, { event: string; payload: unknown }> {
    const known = missed.get(socket);
    if (known) return known;
    const fresh = new Map<string, { event: string; payload: unknown }>();
    missed.set(socket, fresh);
    connectionOf(socket).on('drain', () => {
      const last = [...fresh.values()];
      fresh.clear();
      for (const { event, payload } of last) socket.emit(event, payload);
    });
    return fresh;
  }

  return {
    hasRoom(socket, kind, event, payload) {
      if (keepsUp(connectionOf(socket).writeBuffer ?? [])) {
        // What goes out now shows the gap by itself.
        missed.get(socket)?.delete(kind);
        return true;
      }
      missedBy(socket).set(kind, { event, payload });
      return false;
    },
  };
}

function keepsUp(waiting: NonNullable<Connection['writeBuffer']>): boolean {
  if (waiting.length > MAX_WAITING_PACKETS) return false;
  const characters = waiting.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
  return characters <= MAX_WAITING_CHARACTERS;
}

function connectionOf(socket: Socket): Connection {
  return socket.conn as unknown as Connection;
}
