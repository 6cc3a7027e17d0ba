import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { robotConnector } from './robot.ts';
import { readRobotReply } from './robot-reply.ts';
import { type RobotBehaviour, type RobotSimulator, startRobotSimulator } from './robot-simulator.ts';

const endings: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function simulator(behaviour?: RobotBehaviour, perMinute = 20): Promise<RobotSimulator> {
  const robots = await startRobotSimulator({
    perMinute,
    ...(behaviour ? { behaviour: () => behaviour } : {}),
  });
  endings.push(() => robots.close());
  return robots;
}
const connector = robotConnector({ allowLoopback: true, timeoutMs: 300 });

describe('a robot’s answer', () => {
  const ok = (errcode: unknown) => readRobotReply(200, JSON.stringify({ errcode, errmsg: '' }));
  test('only 0 is sent', () => {
    expect(ok(0)).toEqual({ outcome: 'sent' });
  });
  test('too many is for later, and was not taken', () => {
    expect(ok(45009)).toEqual({ outcome: 'later', afterMs: 60_000, detail: '45009' });
    expect(ok(45033)).toMatchObject({ outcome: 'later', afterMs: 3000 });
    expect(readRobotReply(429, '')).toMatchObject({ outcome: 'later' });
  });
  test('a wrong key, and any other refusal, has failed with its code', () => {
    expect(ok(93000)).toEqual({ outcome: 'failed', reason: 'key', detail: '93000' });
    expect(ok(40058)).toEqual({ outcome: 'failed', reason: 'refused', detail: '40058' });
    expect(readRobotReply(404, 'not here')).toEqual({ outcome: 'failed', reason: 'refused', detail: '404' });
    expect(readRobotReply(302, '')).toMatchObject({ outcome: 'failed' });
  });
  test('what leaves it open is unknown', () => {
    expect(ok(-1)).toMatchObject({ outcome: 'unknown', reason: 'busy' });
    expect(ok('0')).toMatchObject({ outcome: 'unknown', reason: 'unclear' });
    for (const [status, body] of [
      [200, ''],
      [200, '<html>'],
      [200, '{}'],
      [200, '{"errcode":0'],
      [502, '{"errcode":93000}'],
      [500, ''],
    ] as const)
      expect(readRobotReply(status, body), `${status} ${body}`).toMatchObject({ outcome: 'unknown' });
  });
});

describe('sending to a robot', () => {
  test('the text arrives as it was', async () => {
    const robots = await simulator();
    const text = '【杭州】"八点"见\n{{not a variable}} 🎉';
    expect(await connector.send(robots.address('r1'), text)).toEqual({ outcome: 'sent' });
    expect(robots.received()).toMatchObject([{ robot: 'r1', text }]);
  });

  test('a robot that answers late, never, or is cut off, is unknown: the message may be there', async () => {
    for (const behaviour of [
      { does: 'take-late', ms: 2000 },
      { does: 'take-silently' },
      { does: 'take-and-cut' },
      { does: 'cut' },
    ] as const) {
      const robots = await simulator(behaviour);
      const outcome = await connector.send(robots.address('r1'), 'x');
      expect(outcome, behaviour.does).toMatchObject({ outcome: 'unknown', reason: 'no-answer' });
    }
  });

  test('one that cannot be reached has surely not got it', async () => {
    const robots = await startRobotSimulator();
    const address = robots.address('r1');
    await robots.close();
    expect(await connector.send(address, 'x')).toEqual({
      ...{ outcome: 'failed', reason: 'unreachable', detail: 'ECONNREFUSED' },
    });
  });

  test('a redirect is not followed', async () => {
    const robots = await simulator();
    const server = createServer((_request, response) => {
      response.writeHead(307, { location: robots.address('r1') }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endings.push(() => new Promise((resolve) => server.close(() => resolve())));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await connector.send(address, 'x')).toMatchObject({ outcome: 'failed', detail: '307' });
    expect(robots.received()).toEqual([]);
  });

  test('nothing goes to another host, and to loopback only where that was allowed', async () => {
    const robots = await simulator();
    const strict = robotConnector({ allowLoopback: false });
    for (const address of [
      robots.address('r1'),
      'http://qyapi.weixin.qq.com/x',
      'https://evil.example/x',
      'x',
    ])
      expect(await strict.send(address, 'x')).toMatchObject({ outcome: 'failed', reason: 'host' });
    expect(robots.received()).toEqual([]);
  });
});

describe('the simulator', () => {
  test('turns away what is over its rate, and counts only what it took', async () => {
    const robots = await simulator(undefined, 2);
    const send = (robot: string) => connector.send(robots.address(robot), 'x');
    expect([await send('a'), await send('a'), await send('a'), await send('b')]).toMatchObject([
      ...[
        { outcome: 'sent' },
        { outcome: 'sent' },
        { outcome: 'later', detail: '45009' },
        { outcome: 'sent' },
      ],
    ]);
    expect(robots.rateRefusals).toBe(1);
    expect(robots.counts()).toEqual(
      new Map([
        ['a\nx', 2],
        ['b\nx', 1],
      ]),
    );
  });

  test('takes no text over 2,048 bytes, and no other shape', async () => {
    const robots = await simulator();
    const long = await connector.send(robots.address('a'), `${'字'.repeat(682)}abc`);
    expect(long).toMatchObject({ outcome: 'failed', reason: 'refused', detail: '40058' });
    const answer = await fetch(robots.address('a'), { method: 'POST', body: 'no json' });
    expect(await answer.json()).toMatchObject({ errcode: 40058 });
  });
});
