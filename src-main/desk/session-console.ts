/** The console's preferences as one session sees them: which show is chosen belongs to the hub that has it. */
import type { ConsoleRepo } from '../cache/console.repo.ts';
import type { MetaRepo } from '../cache/meta.repo.ts';

export function sessionConsole(
  own: ConsoleRepo,
  meta: Pick<MetaRepo, 'get' | 'set'>,
  onRevised: () => void,
): ConsoleRepo {
  return {
    ...own,
    preferences: () => {
      const kept = own.preferences();
      const shown = meta.get('currentShowId');
      return { ...kept, currentShowId: shown === null ? kept.currentShowId : shown || null };
    },
    setPreferences({ currentShowId, ...changes }) {
      if (currentShowId !== undefined) meta.set('currentShowId', currentShowId ?? '');
      own.setPreferences(changes);
      onRevised();
    },
  };
}
