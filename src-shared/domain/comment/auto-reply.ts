/**
 * Whether a comment is answered by itself, and with which line. Pure: what was said before comes in, the hub keeps it.
 * Answers are the team's own and say so; nothing here ever speaks as a viewer.
 */
import type { CommentEvent } from '../order/order.schema.ts';
import { type FilledReply, fillReply, type ReplyValues } from './fill.ts';
import { folded } from './folded.ts';
import type { ReplyPolicy, ReplyRule } from './reply-rule.schema.ts';

/** What was said by itself in one show and run kind. Times are of the hub's monotonic clock. */
export interface AutoMemory {
  /** Of the last minute, oldest first. */
  readonly sentMs: readonly number[];
  readonly ruleMs: ReadonlyMap<string, number>;
  /** `rule/user`: nobody is answered twice by the same rule. */
  readonly answered: ReadonlySet<string>;
  /** Lines as their rules have them, oldest first. */
  readonly lines: readonly string[];
}
export const emptyMemory: AutoMemory = { sentMs: [], ruleMs: new Map(), answered: new Set(), lines: [] };

export type WhyNot = 'no-rule' | 'cap' | 'cooldown' | 'once' | 'repeat' | 'unfilled';
export type AutoDecision =
  | { readonly rule: ReplyRule; readonly line: string; readonly text: string }
  | { readonly rule: null; readonly why: WhyNot };

const MINUTE_MS = 60_000;
const KEPT_LINES = 200;

export interface AutoQuestion {
  readonly comment: CommentEvent;
  readonly rules: readonly ReplyRule[];
  readonly policy: ReplyPolicy;
  readonly memory: AutoMemory;
  readonly nowMs: number;
  readonly values: ReplyValues;
}

/** The first rule, by its id, that fits and may speak; else the reason of the one that came nearest. */
export function decideAuto({ comment, rules, policy, memory, nowMs, values }: AutoQuestion): AutoDecision {
  const fitting = rulesFor(comment.text, rules);
  if (fitting.length === 0) return { rule: null, why: 'no-rule' };
  const lately = memory.sentMs.filter((at) => nowMs - at < MINUTE_MS).length;
  if (lately >= policy.capPerMinute) return { rule: null, why: 'cap' };
  let why: WhyNot = 'no-rule';
  for (const rule of fitting) {
    const last = memory.ruleMs.get(rule.id);
    if (memory.answered.has(answeredKey(rule.id, comment.user.id))) why = 'once';
    else if (last !== undefined && nowMs - last < rule.cooldownSec * 1000) why = 'cooldown';
    else {
      const said = lineOf(rule, policy, memory, values);
      if (typeof said !== 'string') return { rule, ...said };
      why = said;
    }
  }
  return { rule: null, why };
}

/** Whether any rule would care: asked before anything is looked up. */
export function rulesFor(text: string, rules: readonly ReplyRule[]): ReplyRule[] {
  const bare = folded(text);
  return rules
    .filter(({ active, keywords }) => active && keywords.some((word) => bare.includes(folded(word))))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is remembered once an answer is on its way, whatever becomes of it: it may have been said. */
export function remembered(
  memory: AutoMemory,
  { ruleId, userId, line, nowMs }: { ruleId: string; userId: string; line: string; nowMs: number },
): AutoMemory {
  return {
    sentMs: [...memory.sentMs.filter((at) => nowMs - at < MINUTE_MS), nowMs],
    ruleMs: new Map(memory.ruleMs).set(ruleId, nowMs),
    answered: new Set(memory.answered).add(answeredKey(ruleId, userId)),
    lines: [...memory.lines, line].slice(-KEPT_LINES),
  };
}

function answeredKey(ruleId: string, userId: string): string {
  return `${ruleId}/${userId}`;
}

/** The line said longest ago, of those that were not said lately and whose variables all have a value. */
function lineOf(
  { lines }: ReplyRule,
  { noRepeatWithin }: ReplyPolicy,
  { lines: said }: AutoMemory,
  values: ReplyValues,
): { line: string; text: string } | 'repeat' | 'unfilled' {
  const lately = noRepeatWithin === 0 ? [] : said.slice(-noRepeatWithin);
  const fresh = lines.filter((line) => !lately.includes(line));
  if (fresh.length === 0) return 'repeat';
  const filled = fresh
    .map((line): { line: string; reply: FilledReply } => ({ line, reply: fillReply(line, values) }))
    .filter(({ reply }) => reply.unfilled.length === 0)
    .sort((a, b) => said.lastIndexOf(a.line) - said.lastIndexOf(b.line));
  const [first] = filled;
  return first ? { line: first.line, text: first.reply.text } : 'unfilled';
}
