import { useMemo } from 'react';
import { useSessions } from '../client/app-state.ts';

export interface TeamPerson {
  readonly personId: string;
  readonly name: string;
  readonly self: boolean;
}

/** Everybody on this hub now, each once; oneself too, by the name that the team knows. */
export function usePeople(): readonly TeamPerson[] {
  const shown = useSessions().find((session) => session.shown);
  return useMemo(() => {
    const people = new Map<string, TeamPerson>();
    for (const { personId, personName, self } of shown?.consoles ?? [])
      if (self || !people.has(personId)) people.set(personId, { personId, name: personName, self });
    return [...people.values()];
  }, [shown]);
}
