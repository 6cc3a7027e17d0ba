/** Who holds the take of a run, seen from this console. */

import { may } from '#shared/domain/roles.ts';
import type { AtConsole, Run } from '#shared/domain/show/show.schema.ts';
import { useConsoles, useSync } from '../client/app-state.ts';

export interface HolderView {
  readonly holder: Run['holder'];
  /** This console holds it. */
  readonly mine: boolean;
  /** Somebody else holds it: nothing is taken here. */
  readonly others: boolean;
  /** The holder's console is not connected, as far as this one knows. */
  readonly away: boolean;
  /** May take it over from somebody who is there. */
  readonly mayTakeOver: boolean;
  readonly me: string | null;
  /** Consoles that could be handed the take. */
  readonly consoles: readonly AtConsole[];
}

export function useHolder(run: Pick<Run, 'holder'>): HolderView {
  const role = useSync((sync) => sync.role);
  const hub = useSync((sync) => sync.hub);
  const me = useSync((sync) => sync.personId) ?? null;
  const there = useConsoles();
  const { holder } = run;
  const consoles = there.map(({ personId, personName, deviceId, deviceName }) => ({
    ...{ personId, personName, deviceId, deviceName },
  }));
  const mine = holder !== null && holder.personId === me;
  return {
    ...{ holder, mine, me },
    others: holder !== null && !mine,
    // With the hub away nobody can be told from anybody who is away.
    away: hub === 'online' && !consoles.some(({ personId }) => personId === holder?.personId),
    mayTakeOver: role !== undefined && may(role, 'takeOver'),
    consoles: there.flatMap((one, at) => {
      const console = consoles[at];
      return one.self || one.personId === me || !may(one.role, 'show') || !console ? [] : [console];
    }),
  };
}
