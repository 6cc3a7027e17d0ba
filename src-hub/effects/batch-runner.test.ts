import { afterEach, describe, expect, test } from 'vitest';
import { put, write } from '../store/test-documents.ts';
import {
  act,
  batch,
  bed,
  endBed,
  groupWrite,
  heldAnswers,
  newRunner,
  postWrite,
  run,
  seen,
  send,
  sent,
  start,
  states,
} from './batch-fixture.ts';

afterEach(endBed);

describe('sending', () => {
  test('every robot gets its own text, the rest waits for a person', async () => {
    await start([
      groupWrite('a'),
      groupWrite('b'),
      groupWrite('c', { platform: 'wecom-customer', hasRobot: false }),
    ]);
    await send();
    expect(await batch()).toMatchObject({ state: 'running', createdBy: 'amy', title: '开播' });
    await bed.timers.advance(5000);
    expect(bed.asked.sort()).toEqual(['robot-a 群a 八点', 'robot-b 群b 八点']);
    expect(await states()).toEqual({ a: 'sent', b: 'sent', c: 'by-hand' });
    expect(await batch()).toMatchObject({ state: 'done' });
    await run({ name: 'batch.tick', batchId: 'batch-1', groupId: 'c' });
    expect(await states()).toMatchObject({ c: 'sent' });
    await expect(run({ name: 'batch.tick', batchId: 'batch-1', groupId: 'c' })).rejects.toMatchObject({
      code: 'batch/wrong-state',
    });
  });

  test('`sending` is committed before the robot is asked', async () => {
    await start([groupWrite('a')]);
    let before: unknown;
    bed.answer = async () => {
      before = await states();
      return sent;
    };
    await send();
    await bed.timers.advance(5000);
    expect(before).toEqual({ a: 'sending' });
  });

  test('the same order makes one batch, however often it comes', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    const planHash = await seen();
    await Promise.all([send({ planHash }), send({ planHash }), send({ planHash })]);
    await bed.timers.advance(5000);
    await send({ planHash });
    await bed.timers.advance(5000);
    expect(bed.asked).toHaveLength(2);
    await expect(send({ planHash: 'other' })).rejects.toMatchObject({ code: 'op/id-reused' });
  });

  test('two people who saw the same dry run send once', async () => {
    await start([groupWrite('a')]);
    const planHash = await seen();
    const both = await Promise.allSettled([send({ planHash }), send({ planHash, batchId: 'batch-2' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await bed.timers.advance(5000);
    expect(bed.asked).toHaveLength(1);
  });

  test('what was not seen is not sent', async () => {
    await start([groupWrite('a')]);
    const planHash = await seen();
    await write(bed.store, postWrite({ text: '九点' }));
    await expect(send({ planHash })).rejects.toMatchObject({ code: 'batch/changed' });
    await write(bed.store, postWrite(), groupWrite('b'));
    await expect(send({ planHash })).rejects.toMatchObject({ code: 'batch/changed' });
    expect(await batch()).toBeNull();
  });

  test('[SY58] nor is what was seen before the hub was put back to a backup', async () => {
    await start([groupWrite('a')]);
    const planHash = await seen('live', 'the epoch before');
    await expect(send({ planHash })).rejects.toMatchObject({ code: 'batch/restored' });
    expect(await batch()).toBeNull();
  });

  test('what is sent is what was seen, whatever is edited meanwhile', async () => {
    await start([groupWrite('a')]);
    await send();
    await write(bed.store, postWrite({ text: '取消' }), groupWrite('a', { name: '改名' }));
    await bed.timers.advance(5000);
    expect(bed.asked).toEqual(['robot-a 群a 八点']);
  });

  test('an unfilled variable, no group, an old order and a rehearsal as live are refused', async () => {
    await start([groupWrite('a'), groupWrite('b', { owner: '团长' })]);
    await write(bed.store, postWrite({ text: '{{group.owner}}' }));
    await expect(send()).rejects.toMatchObject({ code: 'batch/unfilled', params: { count: 1 } });
    await write(bed.store, postWrite({ tags: ['nobody'] }));
    await expect(send()).rejects.toMatchObject({ code: 'batch/empty' });
    await write(bed.store, postWrite());
    const order = { batchId: 'batch-1', postId: 'post-1', runKind: 'live', planHash: await seen() } as const;
    await expect(run({ name: 'batch.send', ...order }, 3001)).rejects.toMatchObject({
      code: 'effect/expired',
    });
    await write(bed.store, put('run', { kind: 'rehearsal' }));
    await expect(send()).rejects.toMatchObject({ code: 'batch/rehearsal' });
    expect(bed.asked).toEqual([]);
  });

  test('a rehearsal never uses a real address', async () => {
    await start([groupWrite('a')]);
    await send({ runKind: 'rehearsal' });
    await bed.timers.advance(5000);
    expect(bed.asked).toEqual(['simulated-a 群a 八点']);
  });

  test('a group that has had the text is skipped by the next batch, one where it failed is not', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    bed.answer = async (address) =>
      address === 'robot-b' ? { outcome: 'failed', reason: 'key', detail: '93000' } : sent;
    await send();
    await bed.timers.advance(5000);
    bed.answer = async () => sent;
    await send({ batchId: 'batch-2' });
    await bed.timers.advance(5000);
    expect(await states('batch-2')).toEqual({ a: 'skipped: had-it', b: 'sent' });
    await expect(send({ batchId: 'batch-3' })).rejects.toMatchObject({ code: 'batch/empty' });
  });
});

describe('when things go wrong', () => {
  test('one group’s failure stays its own; retry asks only what has failed', async () => {
    await start(
      ['a', 'b', 'c', 'd'].map((id) => groupWrite(id)),
      { d: '' },
    );
    bed.answer = async (address) => {
      if (address === 'robot-a') return { outcome: 'failed', reason: 'key', detail: '93000' };
      if (address === 'robot-b') return { outcome: 'unknown', reason: 'no-answer', detail: 'timeout' };
      return sent;
    };
    await send();
    await bed.timers.advance(5000);
    expect(await states()).toEqual({
      ...{ a: 'failed: key', b: 'unknown: no-answer', c: 'sent', d: 'failed: no-address' },
    });
    expect(await batch()).toMatchObject({ state: 'done' });
    bed.answer = async () => sent;
    bed.asked = [];
    await act('retryFailed');
    await bed.timers.advance(5000);
    expect(bed.asked).toEqual(['robot-a 群a 八点']);
    expect(await states()).toMatchObject({ a: 'sent', b: 'unknown: no-answer' });
  });

  test('a connector that throws leaves its group in the dark, and the others go on', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    bed.answer = async (address) => {
      if (address === 'robot-a') throw new Error('bug');
      return sent;
    };
    await send();
    await bed.timers.advance(5000);
    expect(await states()).toEqual({ a: 'unknown: unclear', b: 'sent' });
  });

  test('an unknown is settled by a person, and only then tried again', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    bed.answer = async () => ({ outcome: 'unknown', reason: 'no-answer', detail: null });
    await send();
    await bed.timers.advance(5000);
    await run({ name: 'batch.settle', batchId: 'batch-1', groupId: 'a', sent: true });
    await run({ name: 'batch.settle', batchId: 'batch-1', groupId: 'b', sent: false });
    expect(await states()).toEqual({ a: 'sent', b: 'failed: not-arrived' });
    bed.answer = async () => sent;
    bed.asked = [];
    await act('retryFailed');
    await bed.timers.advance(5000);
    expect(bed.asked).toEqual(['robot-b 群b 八点']);
  });

  test('a robot that says "too many" rests a minute, and fails after the third time', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    let times = 0;
    bed.answer = async (address) => {
      if (address === 'robot-b') return { outcome: 'later', afterMs: 60_000, detail: '45009' };
      times += 1;
      return times === 1 ? { outcome: 'later', afterMs: 60_000, detail: '45009' } : sent;
    };
    await send();
    await bed.timers.advance(5000);
    expect(await states()).toEqual({ a: 'queued: rate', b: 'queued: rate' });
    await bed.timers.advance(50_000);
    expect(times).toBe(1);
    await bed.timers.advance(10_000);
    expect(await states()).toEqual({ a: 'sent', b: 'queued: rate' });
    await bed.timers.advance(70_000);
    expect(await states()).toEqual({ a: 'sent', b: 'failed: rate' });
    expect(await batch()).toMatchObject({ state: 'done' });
  });

  test('a robot that several groups share keeps to 20 a minute, others do not wait for it', async () => {
    const groups = Array.from({ length: 30 }, (_, at) => groupWrite(`g${String(at).padStart(2, '0')}`));
    const shared = Object.fromEntries(groups.slice(0, 25).map(({ id }) => [id, 'shared']));
    await start(groups, shared);
    await send();
    await bed.timers.advance(40_000);
    expect(bed.asked.filter((one) => one.startsWith('shared'))).toHaveLength(20);
    expect(bed.asked).toHaveLength(25);
    await bed.timers.advance(60_000);
    expect(bed.asked).toHaveLength(30);
    expect(await batch()).toMatchObject({ state: 'done', counts: { sent: 30 } });
  });

  test('5,000 robots: each once, eight at a time', async () => {
    await start(Array.from({ length: 5000 }, (_, at) => groupWrite(`g${at}`)));
    let open = 0;
    let most = 0;
    bed.answer = async () => {
      open += 1;
      most = Math.max(most, open);
      await null;
      open -= 1;
      return sent;
    };
    await send();
    for (let round = 0; round < 400 && (await batch())?.state !== 'done'; round += 1)
      await bed.timers.advance(10_000);
    expect(await batch()).toMatchObject({ state: 'done', counts: { sent: 5000 } });
    expect(new Set(bed.asked).size).toBe(5000);
    expect(bed.asked).toHaveLength(5000);
    expect(most).toBeLessThanOrEqual(8);
  }, 60_000);
});

describe('pause, resume, stop', () => {
  test('a paused batch begins nothing; what is under way ends; resumed it goes on', async () => {
    await start([groupWrite('a'), groupWrite('b')], { a: 'one', b: 'one' });
    const held = heldAnswers();
    await send();
    await bed.timers.advance(5000);
    await act('pause');
    held.get('one')?.(sent);
    await bed.timers.advance(60_000);
    expect(await states()).toEqual({ a: 'sent', b: 'queued' });
    expect(bed.asked).toHaveLength(1);
    bed.answer = async () => sent;
    await act('resume');
    await bed.timers.advance(60_000);
    expect(await states()).toEqual({ a: 'sent', b: 'sent' });
    expect(bed.asked).toHaveLength(2);
  });

  test('stop skips the rest for good, what was under way keeps its own end', async () => {
    await start([groupWrite('a'), groupWrite('b'), groupWrite('h', { hasRobot: false })], {
      a: 'one',
      b: 'one',
    });
    const held = heldAnswers();
    await send();
    await bed.timers.advance(5000);
    await act('stop');
    expect(await states()).toEqual({ a: 'sending', b: 'skipped: stopped', h: 'skipped: stopped' });
    held.get('one')?.(sent);
    await bed.timers.advance(60_000);
    expect(await states()).toMatchObject({ a: 'sent' });
    await expect(act('resume')).rejects.toMatchObject({ code: 'batch/wrong-state' });
    await expect(run({ name: 'batch.stop', batchId: 'none' })).rejects.toMatchObject({
      code: 'batch/not-found',
    });
  });

  test('"too many" that comes after a pause and a resume is not forgotten', async () => {
    await start([groupWrite('a')]);
    const held = heldAnswers();
    await send();
    await bed.timers.advance(5000);
    await act('pause');
    await act('resume');
    bed.answer = async () => sent;
    held.get('robot-a')?.({ outcome: 'later', afterMs: 3000, detail: '45033' });
    await bed.timers.advance(60_000);
    expect(await states()).toEqual({ a: 'sent' });
    expect(bed.asked).toHaveLength(2);
  });
});

describe('when the hub was away while it sent', () => {
  test('[SY52] for long, asleep or stopped: what is queued waits for a person', async () => {
    for (const away of [
      () => {
        bed.sleptMs += 3_600_000;
      },
      () => bed.clock.advance(3_600_000),
    ]) {
      await start([groupWrite('a'), groupWrite('b')], { a: 'one', b: 'one' });
      await send();
      await bed.timers.advance(100);
      expect(bed.asked).toHaveLength(1);
      away();
      await bed.timers.advance(60_000);
      expect(await batch()).toMatchObject({ state: 'paused', pausedByHub: true });
      expect(bed.asked).toHaveLength(1);
      await act('resume');
      await bed.timers.advance(5000);
      expect(await states()).toEqual({ a: 'sent', b: 'sent' });
    }
  });

  test('between the commit of a message and its sending: it is not sent, and surely so', async () => {
    await start([groupWrite('a')]);
    const { begin } = bed.store.batches;
    const awayOnce = {
      ...bed.store,
      batches: {
        ...bed.store.batches,
        begin: async (...input: Parameters<typeof begin>) => {
          const text = await begin(...input);
          if (bed.asked.length === 0 && (await states())['a'] === 'sending' && bed.sleptMs === 0)
            bed.sleptMs = 3_600_000;
          return text;
        },
      },
    };
    const whole = bed.store;
    bed.store = awayOnce;
    bed.batches = newRunner();
    await send();
    await bed.timers.advance(60_000);
    bed.store = whole;
    expect(bed.asked).toEqual([]);
    expect(await states()).toEqual({ a: 'queued' });
    expect(await batch()).toMatchObject({ state: 'paused', pausedByHub: true });
    await act('resume');
    await bed.timers.advance(5000);
    expect(bed.asked).toHaveLength(1);
  });
});

test('a robot whose connector throws before it has promised anything leaves its message unknown', async () => {
  await start([groupWrite('a'), groupWrite('b')], { a: 'one', b: 'one' });
  bed.answer = () => {
    throw new TypeError('a connector with a mistake in it');
  };
  await send();
  await bed.timers.advance(10_000);
  expect(await states()).toEqual({ a: 'unknown: unclear', b: 'unknown: unclear' });
  expect(await batch()).toMatchObject({ state: 'done' });
});

describe('after a restart', () => {
  test('what was sending is unknown and never asked again; what was queued goes on', async () => {
    await start([groupWrite('a'), groupWrite('b')], { a: 'one', b: 'one' });
    heldAnswers();
    await send();
    await bed.timers.advance(5000);
    expect(await states()).toEqual({ a: 'sending', b: 'queued' });
    // As a crash leaves it: the first runner's answer never comes.
    bed.batches = newRunner();
    bed.answer = async () => sent;
    await bed.batches.recover();
    expect(await states()).toMatchObject({ a: 'unknown: interrupted' });
    await bed.timers.advance(120_000);
    expect(await states()).toEqual({ a: 'unknown: interrupted', b: 'sent' });
    expect(bed.asked).toEqual(['one 群a 八点', 'one 群b 八点']);
  });

  test('after a long time away it waits for a person', async () => {
    await start([groupWrite('a')]);
    await send();
    bed.batches = newRunner();
    bed.clock.advance(11 * 60_000);
    await bed.batches.recover();
    expect(await batch()).toMatchObject({ state: 'paused', pausedByHub: true });
    await bed.timers.advance(60_000);
    expect(bed.asked).toEqual([]);
    await act('resume');
    await bed.timers.advance(5000);
    expect(await batch()).toMatchObject({ state: 'done', pausedByHub: false });
  });
});
