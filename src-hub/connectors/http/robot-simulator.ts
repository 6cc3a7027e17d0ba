/**
 * Imitates the robot endpoint on loopback: its rate window, its errors, and what a network does to answers. It counts
 * what it has *received*, whatever it answered, so that a message sent twice shows. Rehearsals go nowhere else.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { ROBOT_TEXT_BYTES, utf8Length } from '#shared/domain/batch/plan.ts';

/**
 * What the robot does with a message: takes it; refuses it with an error code; takes it and answers late; takes it and
 * never answers, or cuts the connection instead; or cuts it before it has taken anything.
 */
export type RobotBehaviour =
  | { readonly does: 'take' }
  | { readonly does: 'refuse'; readonly errcode: number }
  | { readonly does: 'take-late'; readonly ms: number }
  | { readonly does: 'take-silently' }
  | { readonly does: 'take-and-cut' }
  | { readonly does: 'cut' };

export interface RobotSimulatorOptions {
  readonly port?: number;
  /** `call` counts the robot's messages from 1. The robot is the last part of the address, or its `key`. */
  readonly behaviour?: (robot: string, call: number, text: string) => RobotBehaviour;
  readonly perMinute?: number;
  readonly windowMs?: number;
  readonly nowMs?: () => number;
}

export interface ReceivedMessage {
  readonly robot: string;
  readonly text: string;
  readonly atMs: number;
}

export interface RobotSimulator {
  readonly url: string;
  readonly port: number;
  address(robot: string): string;
  /** Every message that came into a group, in order. */
  received(): readonly ReceivedMessage[];
  /** How often each text came into each robot's group. */
  counts(): Map<string, number>;
  /** Requests turned away because of the rate. */
  readonly rateRefusals: number;
  close(): Promise<void>;
}

const bodySchema = z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string().min(1) }) });
const RATE_EXCEEDED = 45009;
const BAD_PARAMETER = 40058;

export async function startRobotSimulator(options: RobotSimulatorOptions = {}): Promise<RobotSimulator> {
  const { port = 0, perMinute = 20, windowMs = 60_000, nowMs = () => Date.now() } = options;
  const behaviour = options.behaviour ?? (() => ({ does: 'take' }) as const);
  const received: ReceivedMessage[] = [];
  const calls = new Map<string, number>();
  const windows = new Map<string, number[]>();
  let rateRefusals = 0;

  function withinRate(robot: string): boolean {
    const recent = (windows.get(robot) ?? []).filter((at) => at > nowMs() - windowMs);
    windows.set(robot, recent);
    if (recent.length >= perMinute) return false;
    recent.push(nowMs());
    return true;
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const robot = url.searchParams.get('key') ?? url.pathname.split('/').at(-1) ?? '';
      const answer = (errcode: number) => {
        response.setHeader('content-type', 'application/json; charset=UTF-8');
        response.end(JSON.stringify({ errcode, errmsg: errcode === 0 ? 'ok' : 'refused' }));
      };
      const body = bodySchema.safeParse(jsonOf(Buffer.concat(chunks).toString('utf8')));
      if (!body.success || utf8Length(body.data.text.content) > ROBOT_TEXT_BYTES)
        return answer(BAD_PARAMETER);
      const text = body.data.text.content;
      const call = (calls.get(robot) ?? 0) + 1;
      calls.set(robot, call);
      const does = behaviour(robot, call, text);
      if (does.does === 'refuse') return answer(does.errcode);
      if (does.does === 'cut') return request.socket.destroy();
      if (!withinRate(robot)) {
        rateRefusals += 1;
        return answer(RATE_EXCEEDED);
      }
      received.push({ robot, text, atMs: nowMs() });
      if (does.does === 'take') answer(0);
      else if (does.does === 'take-late') setTimeout(() => answer(0), does.ms).unref();
      else if (does.does === 'take-and-cut') request.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    port: (server.address() as AddressInfo).port,
    address: (robot) => `${url}/cgi-bin/webhook/send?key=${encodeURIComponent(robot)}`,
    received: () => received,
    counts() {
      const counts = new Map<string, number>();
      for (const { robot, text } of received) {
        const key = `${robot}\n${text}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    },
    get rateRefusals() {
      return rateRefusals;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
