import { useEffect } from 'react';
import type { MutationInput, MutationName } from '#shared/domain/mutations.ts';
import { useWords } from '../app/i18n.ts';
import { toast } from '../ui/toast.ts';
import { type EditOf, endOpEdit, useOpEdit } from './op-edit.ts';

/**
 * A refused op whose thing is to be edited here, once it stands on the screen; somebody may have removed it, which is
 * said. `isThere` answers undefined while nobody can tell yet.
 */
export function useAskedThing<N extends MutationName>(
  name: N,
  isThere: (input: MutationInput<N>) => boolean | null | undefined,
): EditOf<N> | null {
  const t = useWords('sync');
  const edit = useOpEdit(name);
  const there = edit ? isThere(edit.input) : null;
  const gone = there === false;
  useEffect(() => {
    if (!gone) return;
    toast.say(t('notThere'));
    endOpEdit();
  }, [gone, t]);
  return there ? edit : null;
}
