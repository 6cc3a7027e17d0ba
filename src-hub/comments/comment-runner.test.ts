import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommentCommand } from '#shared/contract/comments.ts';
import { AppError } from '#shared/contract/errors.ts';
import { parseDocument } from '#shared/domain/documents.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import type { ActAnswer } from '../connectors/connector.ts';
import { ASK_WAIT_MS, ATTEMPT_WAIT_MS } from '../effects/asking.ts';
import type { Away } from '../effects/boot.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT, put, write } from '../store/test-documents.ts';
import { type CommentRunner, createCommentRunner } from './comment-runner.ts';

const live = { showId: 'show-1', runKind: 'live' } as const;
const quiet = createHubLog();
quiet.level = 'silent';

let store: HubStore;
let clock: TestClock;
let timers: TestTimers;
let runner: CommentRunner;
let sent: string[];
let answer: () => Promise<void>;
let asked: () => Promise<ActAnswer>;
let watched: boolean;
let away: (one: Away) => void;
let ids: ReturnType<typeof countingIds>;

const newRunner = () =>
  createCommentRunner({
    ...{ store, clock, timers, ids, log: quiet },
    boot: {
      onAway: (listener) => {
        away = listener;
      },
    },
    roomFor: (runKind) => ({
      name: 'test',
      say: ({ text }) => {
        sent.push(`${runKind}:${text}`);
        return answer();
      },
      moderate: ({ act, commentId, userId }) => {
        sent.push(`${act}:${commentId ?? userId}`);
        return answer();
      },
      askComment: () => asked(),
    }),
    moved: () => undefined,
    watched: () => watched,
  });

beforeEach(async () => {
  clock = testClock();
  timers = testTimers(clock);
  ids = countingIds();
  sent = [];
  answer = async () => undefined;
  asked = async () => 'cannot-tell';
  watched = true;
  store = await openSqliteStore({ file: ':memory:', clock, ids });
  await write(store, put('show'));
  runner = newRunner();
});
afterEach(async () => {
  const stopping = runner.stop();
  await timers.advance(10_000);
  await stopping;
  await store.close();
});

let commands = 0;
function order(command: CommentCommand, { commandId = `cmd-${++commands}`, ageMs = 0 } = {}) {
  const ttlMs = 4000;
  const notAfterMs = clock.monotonicMs() - ageMs + ttlMs;
  const inTime = () => clock.monotonicMs() <= notAfterMs;
  return runner.command(command, { commandId, ttlMs, inTime, personName: '阿梅' });
}
let comments = 0;
async function say(text: string, user = `u${comments}`) {
  comments += 1;
  const comment = { commentId: `c${comments}`, at: AT, user: { id: user, name: user }, text };
  const { marks } = await store.commentDesk.add(live, [comment], await runner.markerFor('show-1'));
  runner.heard(live, [comment], marks);
  await timers.advance(1);
  return comment.commentId;
}
const hide = (commentId: string): CommentCommand => ({
  name: 'comment.act',
  ...live,
  act: 'hide',
  commentId,
  userId: null,
});
const states = async () => (await store.commentDesk.acts(live, 20)).map(({ state }) => state);

describe('[SY91] acts in the room', () => {
  test('the same order again does nothing and is answered the same, also when it is late', async () => {
    const commentId = await say('好看');
    await order(hide(commentId), { commandId: 'once' });
    clock.advance(60_000);
    await order(hide(commentId), { commandId: 'once', ageMs: 60_000 });
    expect(sent).toEqual([`hide:${commentId}`]);
    expect((await runner.desk(live)).hidden).toEqual([commentId]);
  });

  test('an order past its time reaches nobody', async () => {
    const commentId = await say('好看');
    await expect(order(hide(commentId), { ageMs: 5000 })).rejects.toMatchObject({ code: 'effect/expired' });
    expect(sent).toEqual([]);
    expect(await states()).toEqual([]);
  });

  test('a refusal of the platform is told and kept; nothing stands', async () => {
    const commentId = await say('好看');
    answer = async () => {
      throw new AppError('platform/away');
    };
    await expect(order(hide(commentId), { commandId: 'no' })).rejects.toMatchObject({
      code: 'platform/away',
    });
    await expect(order(hide(commentId), { commandId: 'no' })).rejects.toMatchObject({
      code: 'platform/away',
    });
    expect(await states()).toEqual(['failed']);
    expect(sent).toHaveLength(1);
    expect((await runner.desk(live)).hidden).toEqual([]);
  });

  test('silence is unknown, asked for once, settled by a late answer or a person, and never sent again', async () => {
    const commentId = await say('好看');
    let answerLate = () => {};
    answer = () => new Promise((resolve) => (answerLate = resolve));
    const waiting = order(hide(commentId), { commandId: 'lost' });
    const refused = expect(waiting).rejects.toMatchObject({ code: 'effect/unanswered' });
    await timers.advance(ATTEMPT_WAIT_MS + ASK_WAIT_MS + 10);
    await refused;
    expect(await states()).toEqual(['unknown']);
    await expect(order(hide(commentId), { commandId: 'lost' })).rejects.toMatchObject({
      code: 'effect/unanswered',
    });
    answerLate();
    await timers.advance(1);
    expect(await states()).toEqual(['done']);
    expect(sent).toHaveLength(1);
    await expect(order({ name: 'comment.settle', actId: 'lost', done: false })).rejects.toMatchObject({
      code: 'comment/wrong-state',
    });
  });

  test('after a crash in sending the platform is asked; what it cannot tell waits for a person', async () => {
    const base = {
      ...live,
      act: 'reply',
      commentId: null,
      user: null,
      topic: null,
      text: '好',
      rule: null,
    } as const;
    await store.commentDesk.begin({ ...base, actId: 'a', byName: '阿梅', at: AT });
    await store.commentDesk.begin({ ...base, actId: 'b', byName: '阿梅', at: AT });
    asked = async () => 'done';
    await runner.recover();
    await timers.advance(1);
    expect(await states()).toEqual(['done', 'done']);
    await store.commentDesk.begin({ ...base, actId: 'c', byName: '阿梅', at: AT });
    asked = async () => 'cannot-tell';
    await runner.recover();
    await timers.advance(1);
    expect((await states())[0]).toBe('unknown');
    await order({ name: 'comment.settle', actId: 'c', done: false });
    expect((await states())[0]).toBe('failed');
    expect(sent).toEqual([]);
  });

  test('what is not there cannot be hidden; a muted person is unmuted by id', async () => {
    await expect(order(hide('gone'))).rejects.toMatchObject({ code: 'comment/not-found' });
    const commentId = await say('好看', 'amy');
    await order({ name: 'comment.act', ...live, act: 'mute', commentId, userId: null });
    expect((await runner.desk(live)).muted).toEqual([{ id: 'amy', name: 'amy' }]);
    await order({ name: 'comment.act', ...live, act: 'unmute', commentId: null, userId: 'amy' });
    expect((await runner.desk(live)).muted).toEqual([]);
    expect(sent).toEqual([`mute:${commentId}`, 'unmute:amy']);
  });
});

describe('[SY92] answering by itself', () => {
  const rule = (id: string, changes: object = {}) => ({
    ...{ kind: 'reply-rule' as const, id, parentId: 'workspace' },
    document: parseDocument('reply-rule', {
      ...{ id, name: id, keywords: ['尺码'], lines: ['看详情页', '问客服'], cooldownSec: 0, active: true },
      ...{ updatedAt: AT, updatedBy: 'amy', ...changes },
    }),
  });
  const policy = (capPerMinute: number, noRepeatWithin = 1) => ({
    ...{ kind: 'reply-policy' as const, id: 'reply-policy', parentId: 'workspace' },
    document: parseDocument('reply-policy', { id: 'reply-policy', capPerMinute, noRepeatWithin }),
  });
  const turn = (on: boolean) => order({ name: 'comment.auto', ...live, on });
  const auto = async () => (await runner.desk(live)).auto;

  test('off until it is switched on; what was said before is not answered', async () => {
    await write(store, rule('r1'));
    await say('有尺码吗');
    expect(sent).toEqual([]);
    await turn(true);
    await timers.advance(100);
    expect(sent).toEqual([]);
    await say('尺码呢');
    expect(sent).toEqual(['live:看详情页']);
    const [act] = await store.commentDesk.acts(live, 1);
    expect(act).toMatchObject({
      state: 'done',
      byName: '阿梅',
      rule: { id: 'r1', name: 'r1', line: '看详情页' },
    });
    expect(act?.commentId).toBe(`c${comments}`);
  });

  test('the cap of a minute, the cooldown of a rule, once a person, and no line again too soon', async () => {
    await write(store, rule('r1', { cooldownSec: 10 }), policy(2));
    await turn(true);
    await say('尺码', 'a');
    await say('尺码', 'b');
    expect(sent).toEqual(['live:看详情页']);
    await timers.advance(10_000);
    await say('尺码', 'a');
    expect(sent).toHaveLength(1);
    await say('尺码', 'b');
    expect(sent).toEqual(['live:看详情页', 'live:问客服']);
    await timers.advance(11_000);
    await say('尺码', 'c');
    expect(sent).toHaveLength(2);
    await timers.advance(40_000);
    await say('尺码', 'd');
    expect(sent).toEqual(['live:看详情页', 'live:问客服', 'live:看详情页']);
    expect(await auto()).toMatchObject({ on: true, said: 3 });
  });

  test('switched off, nothing more goes out: not even what waits for its turn', async () => {
    await write(store, rule('r1'), policy(30, 0));
    await turn(true);
    let letGo = () => {};
    // The act is kept as sending before the switch is looked at once more.
    const { begin } = store.commentDesk;
    const slow = Object.assign(store.commentDesk, {
      begin: async (act: Parameters<typeof begin>[0]) => {
        await new Promise<void>((resolve) => (letGo = resolve));
        return begin(act);
      },
    });
    await say('尺码', 'a');
    await turn(false);
    letGo();
    await timers.advance(1);
    slow.begin = begin;
    expect(sent).toEqual([]);
    expect(await store.commentDesk.acts(live, 1)).toMatchObject([
      { state: 'expired', reason: 'comment/auto-off' },
    ]);
    await say('尺码', 'b');
    expect(sent).toEqual([]);
  });

  test('an order to switch it on that comes too late does nothing', async () => {
    await expect(order({ name: 'comment.auto', ...live, on: true }, { ageMs: 5000 })).rejects.toMatchObject({
      code: 'effect/expired',
    });
    expect(await auto()).toMatchObject({ on: false });
  });

  test('off in doubt: after a sleep, with nobody watching, when the run has ended, and after a restart', async () => {
    await write(store, rule('r1'));
    await turn(true);
    away({ slept: true, ms: 60_000 });
    expect(await auto()).toMatchObject({ on: false, offReason: 'hub-slept' });

    await turn(true);
    watched = false;
    await timers.advance(10_000);
    expect(await auto()).toMatchObject({ on: true });
    await timers.advance(10_000);
    expect(await auto()).toMatchObject({ on: false, offReason: 'nobody-watching' });

    watched = true;
    await turn(true);
    const change = {
      seq: 1,
      kind: 'run',
      id: 'run-1',
      parentId: 'show-1',
      json: '{"kind":"live","state":"ended"}',
    };
    runner.documentsChanged({ fromSeq: 0, toSeq: 1, changes: [change] });
    expect(await auto()).toMatchObject({ on: false, offReason: 'run-ended' });

    await turn(true);
    const stopping = runner.stop();
    await timers.advance(5000);
    await stopping;
    runner = newRunner();
    expect(await auto()).toMatchObject({ on: false });
    await say('尺码');
    expect(sent).toEqual([]);
  });

  test('who was answered before a restart is not answered again after it', async () => {
    await write(store, rule('r1'));
    await turn(true);
    await say('尺码', 'amy');
    expect(sent).toHaveLength(1);
    const stopping = runner.stop();
    await timers.advance(5000);
    await stopping;
    runner = newRunner();
    await turn(true);
    await say('尺码呢', 'amy');
    expect(sent).toHaveLength(1);
    await say('尺码呢', 'bob');
    expect(sent).toHaveLength(2);
  });

  test('blocked and muted people are not answered, nor is its own line come back', async () => {
    await write(store, rule('r1', { lines: ['尺码看详情'] }), {
      ...{ kind: 'blocked-word' as const, id: 'w', parentId: 'workspace' },
      document: parseDocument('blocked-word', {
        id: 'w',
        kind: 'word',
        text: '加微信',
        note: '',
        addedAt: AT,
        addedBy: '',
      }),
    });
    await turn(true);
    await say('加微信问尺码');
    const quietOne = await say('好看', 'amy');
    await order({ name: 'comment.act', ...live, act: 'mute', commentId: quietOne, userId: null });
    await say('尺码', 'amy');
    expect(sent).toEqual([`mute:${quietOne}`]);
    await say('尺码', 'bob');
    await say('尺码看详情', 'team');
    expect(sent).toEqual([`mute:${quietOne}`, 'live:尺码看详情']);
  });
});
