/** The hub's log: JSON lines on standard error, with every secret masked before a line is written. */
import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type HubLog = Logger;

const secretFields = [
  'token',
  'ownerToken',
  'key',
  'secret',
  'code',
  'password',
  'authorization',
  'cookie',
  'auth',
  'url',
].flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

const secretNames = '((?:access_)?token|\\w*Token|key|secret|password|sign)';

/**
 * Addresses with something behind the host (a robot's address is itself a key), bearer tokens, our own keys, and values
 * with a telling name: in a query, in JSON (also inside a JSON string), in plain words.
 */
const secretText: readonly (readonly [RegExp, string])[] = [
  [/\b(https?|wss?):\/\/(?:[^\s/@"']*@)?([^\s/?#"']+)[/?#][^\s"'<>\\]*/gi, '$1://$2/…'],
  [/\b(Bearer)\s+[^\s"'\\]+/gi, '$1 …'],
  [/\blk_[\w-]+/g, 'lk_…'],
  [new RegExp(`\\b${secretNames}=[^\\s"'\\\\&,}]+`, 'gi'), '$1=…'],
  [new RegExp(`\\b${secretNames}(\\\\?"\\s*:\\s*\\\\?")[^"\\\\]+`, 'gi'), '$1$2…'],
  [new RegExp(`\\b${secretNames}:\\s*[^\\s"'\\\\,{}[\\]]+`, 'gi'), '$1: …'],
];

/** The text with secrets masked. */
export function masked(text: string): string {
  return secretText.reduce((rest, [pattern, mask]) => rest.replace(pattern, mask), text);
}

/** Level by `LIVEDESK_LOG` (trace … fatal, silent); `warn` when it is not set or not known. */
export function createHubLog(to: DestinationStream = destination(2)): HubLog {
  const wanted = process.env['LIVEDESK_LOG'] ?? '';
  const level = wanted === 'silent' || Object.hasOwn(pino.levels.values, wanted) ? wanted : 'warn';
  return pino(
    {
      name: 'livedesk-hub',
      level,
      redact: { paths: secretFields, censor: '…' },
      serializers: {
        // An error's other fields may hold a request with its key.
        err: (error: unknown) =>
          error instanceof Error
            ? { type: error.name, message: masked(error.message), stack: masked(error.stack ?? '') }
            : { type: 'unknown', message: masked(String(error)) },
      },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          const safe = [first, ...rest].map((part) => (typeof part === 'string' ? masked(part) : part));
          method.apply(this, safe as Parameters<typeof method>);
        },
        // The last gate: whatever came by another way, such as a text deep inside an object.
        streamWrite: masked,
      },
    },
    to,
  );
}
