/** Whether a comment is to be kept from the stream, by which word or pattern, and by what in it. */
import { z } from 'zod';
import type { BlockedWord } from './blocked-word.schema.ts';
import { folded, foldedText } from './folded.ts';
import { compilePattern, isPattern, type Pattern } from './pattern.ts';

export const blockedHitSchema = z.object({
  wordId: z.string(),
  kind: z.enum(['word', 'pattern']),
  /** The word or pattern as it stood in the list then. */
  rule: z.string(),
  /** What in the comment it was found in, by places in its text. */
  from: z.int().min(0),
  to: z.int().min(0),
});
export type BlockedHit = z.infer<typeof blockedHitSchema>;

export interface BlockedJudge {
  /** The first hit: words before patterns, each kind by the list's own order. Time is linear in the text. */
  judge(text: string): BlockedHit | null;
  /** All of them, for the test box. */
  all(text: string): BlockedHit[];
}

type Rule = Pick<BlockedWord, 'id' | 'kind' | 'text'>;

/** Rules that cannot be read (of another version of the program) are left out. */
export function blockedJudge(rules: readonly Rule[]): BlockedJudge {
  const inOrder = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const words = new Map<string, { rule: Rule; signs: string[] }[]>();
  const patterns: { rule: Rule; pattern: Pattern }[] = [];
  for (const rule of inOrder) {
    if (rule.kind === 'pattern') {
      const pattern = compilePattern(rule.text);
      if (isPattern(pattern)) patterns.push({ rule, pattern });
      continue;
    }
    const signs = [...folded(rule.text)];
    const [first] = signs;
    if (first === undefined) continue;
    const same = words.get(first) ?? [];
    words.set(first, [...same, { rule, signs }]);
  }

  function* hits(text: string): Generator<BlockedHit> {
    const bare = foldedText(text, true);
    const told = new Set<string>();
    for (const [at, sign] of bare.signs.entries())
      for (const { rule, signs } of words.get(sign) ?? []) {
        if (told.has(rule.id) || !signs.every((each, n) => bare.signs[at + n] === each)) continue;
        told.add(rule.id);
        yield hitOf(rule, bare.from[at], bare.to[at + signs.length - 1]);
      }
    if (patterns.length === 0) return;
    const whole = foldedText(text, false);
    for (const { rule, pattern } of patterns) {
      const found = pattern.find(whole.signs);
      if (found) yield hitOf(rule, whole.from[found.from], whole.to[found.to - 1]);
    }
  }
  return {
    judge: (text) => hits(text).next().value ?? null,
    all: (text) => [...hits(text)],
  };
}

function hitOf({ id, kind, text }: Rule, from = 0, to = 0): BlockedHit {
  return { wordId: id, kind, rule: text, from, to };
}
