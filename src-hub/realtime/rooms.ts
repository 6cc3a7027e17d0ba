/** Who listens to what: connections by the rooms that they have joined. */
export interface Rooms<C> {
  join(room: string, connection: C): void;
  leave(room: string, connection: C): void;
  leaveAll(connection: C): void;
  has(room: string): boolean;
  in(room: string): readonly C[];
}

/** `onEmpty` is called when the last one has left a room. */
export function createRooms<C>(onEmpty: (room: string) => void): Rooms<C> {
  const rooms = new Map<string, Set<C>>();
  const leave = (room: string, connection: C) => {
    const members = rooms.get(room);
    if (!members?.delete(connection) || members.size > 0) return;
    rooms.delete(room);
    onEmpty(room);
  };
  return {
    join(room, connection) {
      const members = rooms.get(room) ?? new Set();
      rooms.set(room, members.add(connection));
    },
    leave,
    leaveAll(connection) {
      for (const room of [...rooms.keys()]) leave(room, connection);
    },
    has: (room) => rooms.has(room),
    in: (room) => [...(rooms.get(room) ?? [])],
  };
}
