/**
 * One call to a shop backend. Node's own http: it says whether a connection ever stood, which is the line between
 * "surely not done" and "nobody knows". Redirects are not followed, nothing is sent twice, and neither address nor
 * secret is ever logged.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AppError } from '#shared/contract/errors.ts';

export interface ShopCall {
  readonly url: URL;
  readonly secret: string;
  readonly method: 'GET' | 'POST';
  readonly body?: unknown;
  readonly timeoutMs: number;
}

const LONGEST_REPLY = 64_000;
const LONGEST_WORDS = 160;

/**
 * The answer as JSON. Throws `platform/away` when no connection stood, `platform/refused` for a clear no (4xx), and
 * otherwise a plain error: nobody knows.
 */
export function callShop({ url, secret, method, body, timeoutMs }: ShopCall): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const text = body === undefined ? null : JSON.stringify(body);
    let connected = false;
    const lost = (detail: string) => {
      clearTimeout(timer);
      reject(connected ? new Error(`the shop did not answer: ${detail}`) : new AppError('platform/away'));
    };
    // A connection of its own: one that is kept alive may die under a request, and leave open what became of it.
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      {
        ...{ method, agent: false },
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${secret}`,
          ...(text === null
            ? {}
            : {
                'content-type': 'application/json; charset=utf-8',
                'content-length': Buffer.byteLength(text),
              }),
        },
      },
      (response) => {
        let reply = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          if (reply.length < LONGEST_REPLY) reply += chunk;
        });
        response.on('error', () => lost('cut'));
        response.on('end', () => {
          clearTimeout(timer);
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) return resolve(parsed(reply));
          if (status >= 400 && status < 500)
            return reject(new AppError('platform/refused', { detail: refusalOf(status, reply) }));
          reject(new Error(`the shop answered ${status}`));
        });
      },
    );
    const timer = setTimeout(() => {
      lost('timeout');
      request.destroy();
    }, timeoutMs);
    request.on('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      }),
    );
    request.on('close', () => lost('closed'));
    // The code alone: an error's message may hold the address.
    request.on('error', (error: NodeJS.ErrnoException) => lost(error.code ?? 'error'));
    request.end(text ?? undefined);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the shop says in words, else its status. */
function refusalOf(status: number, reply: string): string {
  const answer = parsed(reply);
  const words = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : null;
  return typeof words === 'string' && words.trim() !== ''
    ? words.trim().slice(0, LONGEST_WORDS)
    : String(status);
}
