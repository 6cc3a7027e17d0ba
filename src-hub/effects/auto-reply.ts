/**
 * Answering by itself ([SY92]): off until a person switches it on, off at once when one switches it off, and off in
 * doubt: after a restart, a sleep, when the run has ended, and when nobody watches the room any more. Each answer is an
 * act like a person's, names its rule and its comment, and is the team's own account's.
 */
import { AppError } from '#shared/contract/errors.ts';
import {
  type AutoMemory,
  decideAuto,
  emptyMemory,
  remembered,
  rulesFor,
} from '#shared/domain/comment/auto-reply.ts';
import type { AutoOffReason, AutoReplyState, CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { ReplyValues } from '#shared/domain/comment/fill.ts';
import { defaultReplyPolicy, REPLY_POLICY_ID } from '#shared/domain/comment/reply-rule.schema.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { Boot } from './boot.ts';
import type { CommentActs } from './comment-acts.ts';

export interface AutoReplyPorts {
  readonly store: Pick<HubStore, 'commentDesk' | 'documents'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  readonly boot: Pick<Boot, 'onAway'>;
  readonly acts: Pick<CommentActs, 'perform'>;
  readonly valuesOf: (target: FactTarget) => Promise<Omit<ReplyValues, 'name'>>;
  /** Whether any desk watches this show and run kind. */
  readonly watched: (target: FactTarget) => boolean;
  readonly moved: (target: FactTarget) => void;
  readonly log: HubLog;
}

export interface AutoReply {
  state(target: FactTarget): AutoReplyState;
  set(target: FactTarget, on: boolean, byName: string): Promise<void>;
  /** After the commit of new comments. */
  heard(target: FactTarget, comments: readonly CommentEvent[], marks: readonly CommentMark[]): void;
  /** A run of the show has ended. */
  runEnded(target: FactTarget): void;
  stop(): void;
}

interface Switch extends AutoReplyState {
  readonly target: FactTarget;
}

const LOOK_MS = 10_000;
/** An answer to what was written longer ago than this would come out of nowhere. */
const FRESH_MS = 10_000;
/** Comments that wait to be looked at; the oldest of more are let go. */
const MOST_WAITING = 50;
const untouched: AutoReplyState = { on: false, since: null, byName: null, offReason: null, said: 0 };

export function createAutoReply(ports: AutoReplyPorts): AutoReply {
  const { store, clock, ids, timers, boot, acts, valuesOf, watched, moved, log } = ports;
  const switches = new Map<string, Switch>();
  const memories = new Map<string, AutoMemory>();
  const waiting = new Map<string, { comment: CommentEvent; heardMs: number }[]>();
  const working = new Set<string>();
  const lonely = new Set<string>();
  let stopped = false;

  const keyOf = ({ showId, runKind }: FactTarget) => `${runKind}/${showId}`;
  const isOn = (key: string) => !stopped && switches.get(key)?.on === true;

  function put(target: FactTarget, change: Partial<AutoReplyState>): void {
    const key = keyOf(target);
    switches.set(key, { ...untouched, ...switches.get(key), ...change, target });
    moved(target);
  }
  function off(target: FactTarget, offReason: AutoOffReason | null, byName: string | null): void {
    const key = keyOf(target);
    waiting.delete(key);
    lonely.delete(key);
    put(target, { on: false, since: isoNow(clock), byName, offReason });
  }
  function allOff(reason: AutoOffReason): void {
    for (const { on, target } of [...switches.values()]) if (on) off(target, reason, null);
  }

  /** Who was answered before stays answered, across restarts; times of before count as long past. */
  async function recall(target: FactTarget): Promise<AutoMemory> {
    const said = await store.commentDesk.saidByRules(target);
    const nowMs = clock.nowMs();
    return said.reduce<AutoMemory>((memory, { ruleId, userId, line, at }) => {
      const ageMs = Math.max(0, nowMs - Date.parse(at));
      return remembered(memory, { ruleId, userId, line, nowMs: clock.monotonicMs() - ageMs });
    }, emptyMemory);
  }

  async function work(target: FactTarget): Promise<void> {
    const key = keyOf(target);
    if (working.has(key)) return;
    working.add(key);
    try {
      for (let next = waiting.get(key)?.shift(); next && isOn(key); next = waiting.get(key)?.shift())
        if (clock.monotonicMs() - next.heardMs <= FRESH_MS)
          await consider(target, next.comment, next.heardMs);
    } catch (error) {
      log.error({ err: error, ...target }, 'answering by itself failed');
    } finally {
      working.delete(key);
    }
  }

  async function consider(target: FactTarget, comment: CommentEvent, heardMs: number): Promise<void> {
    const key = keyOf(target);
    const { documents, commentDesk } = store;
    const rules = await documents.list('reply-rule', WORKSPACE);
    if (rulesFor(comment.text, rules).length === 0 || (await commentDesk.isMuted(target, comment.user.id)))
      return;
    const policy = (await documents.get('reply-policy', REPLY_POLICY_ID)) ?? defaultReplyPolicy;
    const values = { ...(await valuesOf(target)), name: comment.user.name };
    const memory = memories.get(key) ?? emptyMemory;
    const nowMs = clock.monotonicMs();
    const decision = decideAuto({ comment, rules, policy, memory, nowMs, values });
    const known = switches.get(key);
    if (decision.rule === null || !known?.on || stopped) return;
    const { rule, line, text } = decision;
    memories.set(key, remembered(memory, { ruleId: rule.id, userId: comment.user.id, line, nowMs }));
    put(target, { said: known.said + 1 });
    const act = {
      ...{ actId: ids.next(), ...target, act: 'reply' as const, commentId: comment.commentId },
      ...{ user: comment.user, topic: null, text, rule: { id: rule.id, name: rule.name, line } },
      ...{ byName: known.byName ?? '', at: isoNow(clock) },
    };
    const since = known.since;
    // A platform that is slow to answer holds up no other answer: the cap does.
    acts
      .perform(act, () => {
        const now = switches.get(key);
        if (!now?.on || now.since !== since || stopped) return new AppError('comment/auto-off');
        return clock.monotonicMs() - heardMs > FRESH_MS
          ? new AppError('effect/expired', { seconds: FRESH_MS / 1000 })
          : null;
      })
      .catch((error: unknown) => {
        if (!(error instanceof AppError))
          log.error({ err: error, actId: act.actId }, 'an automatic answer failed');
      });
  }

  let callOff = timers.after(LOOK_MS, look);
  function look(): void {
    callOff = timers.after(LOOK_MS, look);
    for (const { on, target } of [...switches.values()]) {
      const key = keyOf(target);
      if (!on) continue;
      if (watched(target)) lonely.delete(key);
      // Twice in a row: a console that reconnects is not nobody.
      else if (lonely.has(key)) off(target, 'nobody-watching', null);
      else lonely.add(key);
    }
  }
  boot.onAway(() => allOff('hub-slept'));

  return {
    state: (target) => {
      const { on, since, byName, offReason, said } = switches.get(keyOf(target)) ?? untouched;
      return { on, since, byName, offReason, said };
    },
    async set(target, on, byName) {
      if (!on) return off(target, null, byName);
      const key = keyOf(target);
      if (isOn(key)) return;
      memories.set(key, await recall(target));
      put(target, { on: true, since: isoNow(clock), byName, offReason: null });
    },
    heard(target, comments, marks) {
      const key = keyOf(target);
      if (!isOn(key)) return;
      const blocked = new Set(
        marks.filter((mark) => mark.blocked !== null).map(({ commentId }) => commentId),
      );
      // What it said itself may come back as a comment: it never answers that.
      const own = new Set(memories.get(key)?.lines ?? []);
      const heardMs = clock.monotonicMs();
      const fresh = comments.filter(({ commentId, text }) => !blocked.has(commentId) && !own.has(text));
      const queue = [...(waiting.get(key) ?? []), ...fresh.map((comment) => ({ comment, heardMs }))];
      waiting.set(key, queue.slice(-MOST_WAITING));
      void work(target);
    },
    runEnded(target) {
      if (isOn(keyOf(target))) off(target, 'run-ended', null);
    },
    stop() {
      stopped = true;
      callOff();
      waiting.clear();
    },
  };
}
