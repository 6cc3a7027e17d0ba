import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { questionIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { questionSchema } from './question.schema.ts';

const roles = ['owner', 'operator', 'community', 'host'] as const;
/** More than this nobody reads out; the oldest answered ones make room. */
export const MOST_QUESTIONS = 50;

/** Puts a question before the host, once: the same one again changes nothing. */
export const queueQuestion = defineMutation({
  name: 'question.queue',
  roles,
  input: questionSchema.pick({ id: true, showId: true, runKind: true, text: true, userName: true }),
  async run(tx, input, ctx) {
    if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
    const all = await tx.list('question', input.showId);
    const same = all.find(
      ({ runKind, text, state }) => state === 'queued' && runKind === input.runKind && text === input.text,
    );
    if (same) return;
    const queued = all.filter(({ runKind, state }) => state === 'queued' && runKind === input.runKind);
    if (queued.length >= MOST_QUESTIONS) throw new AppError('question/too-many', { max: MOST_QUESTIONS });
    for (const old of all.filter(({ state }) => state === 'answered').slice(0, -MOST_QUESTIONS))
      tx.remove('question', old.id);
    tx.put('question', {
      ...{ ...input, state: 'queued', queuedAt: ctx.at, queuedBy: ctx.personId, settledAt: null },
    });
  },
});

/** The host has answered it, or the desk takes it back. Asked twice it is settled once. */
export const settleQuestion = defineMutation({
  name: 'question.settle',
  roles,
  input: z.object({ questionId: questionIdSchema }),
  async run(tx, { questionId }, ctx) {
    const question = await tx.get('question', questionId);
    if (!question) throw new AppError('question/not-found');
    if (question.state === 'answered') return;
    tx.put('question', { ...question, state: 'answered', settledAt: ctx.at });
  },
});
