/** Bodies of the REST calls: JSON, and NDJSON for lists. The size is what arrives, whatever Content-Length says. */
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { AppError } from '#shared/contract/errors.ts';
import { MAX_BODY_BYTES, MAX_EVENTS } from '#shared/contract/ingest.ts';
import { UnreadableLine } from './rejection.ts';

/**
 * A body that is too large is still read to its end, up to here: answered in the middle of its upload, many a client
 * sees a broken connection instead of the 413.
 */
const DRAINED_BYTES = 16 * MAX_BODY_BYTES;

/** Reads the body whole. Throws `request/too-large`, and `request/invalid` for one that ends before its time. */
export function readBytes(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let ended = false;
    const tooLarge = () => reject(new AppError('request/too-large'));
    const cutShort = () => {
      // Every stream closes in the end; an error made each time would cost more than all else here.
      if (!ended) reject(new AppError('request/invalid', { detail: 'the body was cut short' }));
    };
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else if (size > DRAINED_BYTES) tooLarge();
    });
    stream.on('end', () => {
      ended = true;
      if (size > MAX_BODY_BYTES) tooLarge();
      else resolve(Buffer.concat(chunks, size));
    });
    stream.on('error', cutShort);
    stream.on('close', cutShort);
  });
}

/** An empty body is null, so that calls without one need none. Throws `request/invalid`. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  if (!isUtf8(bytes)) throw new AppError('request/invalid', { detail: 'the body is not UTF-8' });
  try {
    return JSON.parse(textOf(bytes));
  } catch (error) {
    throw new AppError('request/invalid', { detail: `the body is not JSON (${reasonOf(error)})` });
  }
}

/** One item a line; blank lines are none. A line that is not JSON stands in the list as itself, to be rejected there. */
export function parseNdjson(bytes: Buffer): unknown[] {
  const items: unknown[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    if (!isBlank(line)) items.push(parseLine(line));
    // Blank lines would let a body hold any number of lines; items are what is counted.
    if (items.length > MAX_EVENTS) throw new AppError('request/too-large');
    start = end + 1;
  }
  return items;
}

function parseLine(line: Buffer): unknown {
  if (!isUtf8(line)) return new UnreadableLine('is not UTF-8');
  try {
    return JSON.parse(textOf(line));
  } catch (error) {
    return new UnreadableLine(`is not JSON (${reasonOf(error)})`);
  }
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/** UTF-8 text without the byte order mark that Windows tools like to put first. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** V8 quotes the text around the fault; that may be long, and it is the caller's own. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'unreadable';
}
