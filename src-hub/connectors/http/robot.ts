/**
 * Sends one text to a WeCom group robot. Node's own http: it says whether a connection ever stood, which is the line
 * between "surely not sent" and "nobody knows". Nothing here is ever sent twice, and no address is ever logged.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { judgeRobot } from '#shared/domain/sheet/robot-address.ts';
import { type RobotOutcome, readRobotReply } from './robot-reply.ts';

export interface RobotConnector {
  send(address: string, text: string): Promise<RobotOutcome>;
}

export interface RobotConnectorOptions {
  /** For tests and the rehearsal's simulator alone: the real robots are at one host. */
  readonly allowLoopback: boolean;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const LONGEST_REPLY = 64_000;

export function robotConnector({
  allowLoopback,
  timeoutMs = TIMEOUT_MS,
}: RobotConnectorOptions): RobotConnector {
  return {
    async send(address, text) {
      if (judgeRobot(address, allowLoopback) !== 'allowed')
        return { outcome: 'failed', reason: 'host', detail: null };
      return post(new URL(address), JSON.stringify({ msgtype: 'text', text: { content: text } }), timeoutMs);
    },
  };
}

function post(url: URL, body: string, timeoutMs: number): Promise<RobotOutcome> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    let connected = false;
    const lost = (detail: string): RobotOutcome =>
      connected
        ? { outcome: 'unknown', reason: 'no-answer', detail }
        : { outcome: 'failed', reason: 'unreachable', detail };
    // A connection of its own: one that is kept alive may die under a request, and leave open what became of it.
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      {
        method: 'POST',
        agent: false,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let reply = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          if (reply.length < LONGEST_REPLY) reply += chunk;
        });
        response.on('end', () => settle(readRobotReply(response.statusCode ?? 0, reply)));
        response.on('error', () => settle(lost('cut')));
      },
    );
    const timer = setTimeout(() => {
      settle(lost('timeout'));
      request.destroy();
    }, timeoutMs);
    const settle = (outcome: RobotOutcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    request.on('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      }),
    );
    request.on('close', () => settle(lost('closed')));
    // The code alone: an error's message may hold the address.
    request.on('error', (error: NodeJS.ErrnoException) => settle(lost(error.code ?? 'error')));
    request.end(body);
  });
}
