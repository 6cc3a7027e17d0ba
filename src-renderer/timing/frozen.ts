/** Asks before a frozen rundown is changed, wherever the change comes from. One question at a time. */
import { errorCodeOf } from '../client/errors.ts';
import { createStore, useStore } from '../client/store.ts';

const question = createStore<((goOn: boolean) => void) | null>(null);

export function useFrozenQuestion(): ((goOn: boolean) => void) | null {
  return useStore(question);
}

function ask(): Promise<boolean> {
  question.get()?.(false);
  return new Promise((resolve) => {
    question.set((goOn) => {
      question.set(null);
      resolve(goOn);
    });
  });
}

/**
 * Does an edit; where the rundown is frozen, again with the person's word for it. Answers whether it was done: a "no" is
 * no error.
 */
export async function editRundown(work: (confirmed: boolean) => Promise<unknown>): Promise<boolean> {
  try {
    await work(false);
    return true;
  } catch (error) {
    if (errorCodeOf(error) !== 'rundown/frozen') throw error;
    if (!(await ask())) return false;
    await work(true);
    return true;
  }
}
