import type { ActEntry } from '#shared/contract/acts.ts';
import { isMutationName } from '#shared/domain/mutations.ts';
import type { Say, WordKey } from '../app/i18n.ts';
import { describeOp } from '../sync/describe-op.ts';
import { safetyWords } from './words.ts';

/** An act in a person's words, whether it is an op or an order. */
export function describeAct(
  { name, facts }: Pick<ActEntry, 'name' | 'facts'>,
  say: Say<'safety'>,
  sync: Say<'sync'>,
): string {
  if (isMutationName(name)) return describeOp({ name, facts }, sync);
  const about = `order.${name}.${facts['act']}`;
  const key = Object.hasOwn(safetyWords.zh, about) ? about : `order.${name}`;
  if (!Object.hasOwn(safetyWords.zh, key)) return say('orderOther', { name });
  return say(key as WordKey<'safety'>, { title: String(facts['title'] ?? '') });
}
