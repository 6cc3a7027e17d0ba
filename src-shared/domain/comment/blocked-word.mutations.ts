import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { blockedWordIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { WORKSPACE } from '../documents.ts';
import { blockedWordSchema, MOST_PATTERNS, MOST_WORDS, WORDS_AT_ONCE } from './blocked-word.schema.ts';
import { commentRoles } from './comment.roles.ts';
import { folded } from './folded.ts';
import { compilePattern, isPattern } from './pattern.ts';

/** Adds words and patterns; those that stand there already change nothing. */
export const addBlockedWords = defineMutation({
  name: 'blocked-word.add',
  roles: commentRoles,
  input: z.object({
    words: z
      .array(blockedWordSchema.pick({ id: true, kind: true, text: true, note: true }))
      .min(1)
      .max(WORDS_AT_ONCE),
  }),
  async run(tx, { words }, ctx) {
    const known = await tx.list('blocked-word', WORKSPACE);
    const there = new Set(known.map(({ kind, text }) => sameKey(kind, text)));
    let patterns = known.filter(({ kind }) => kind === 'pattern').length;
    let all = known.length;
    for (const word of words) {
      const key = sameKey(word.kind, word.text);
      if (there.has(key)) continue;
      there.add(key);
      if (word.kind === 'pattern') {
        checkPattern(word.text);
        patterns += 1;
      } else if (folded(word.text) === '') throw new AppError('comment/empty-word');
      all += 1;
      if (patterns > MOST_PATTERNS) throw new AppError('comment/too-many', { max: MOST_PATTERNS });
      if (all > MOST_WORDS + MOST_PATTERNS) throw new AppError('comment/too-many', { max: MOST_WORDS });
      tx.put('blocked-word', { ...word, addedAt: ctx.at, addedBy: ctx.personId });
    }
  },
});

/** Removed twice it is removed once. */
export const removeBlockedWord = defineMutation({
  name: 'blocked-word.remove',
  roles: commentRoles,
  input: z.object({ blockedWordId: blockedWordIdSchema }),
  async run(tx, { blockedWordId }) {
    if (await tx.get('blocked-word', blockedWordId)) tx.remove('blocked-word', blockedWordId);
  },
});

/** Throws `comment/bad-pattern`, `comment/pattern-matches-all` or `comment/pattern-too-large`. */
export function checkPattern(text: string): void {
  const compiled = compilePattern(text);
  if (isPattern(compiled)) return;
  if (compiled.fault === 'syntax') throw new AppError('comment/bad-pattern', { at: compiled.at });
  throw new AppError(
    compiled.fault === 'too-large' ? 'comment/pattern-too-large' : 'comment/pattern-matches-all',
  );
}

function sameKey(kind: string, text: string): string {
  return kind === 'word' ? `word/${folded(text)}` : `pattern/${text}`;
}
