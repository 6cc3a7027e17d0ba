import { crc32, inflateRawSync } from 'node:zlib';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';

/** A sheet of 20,000 rows unpacks to some 40 MB; beyond this, a small file was made to fill the memory. */
const MAX_UNPACKED_BYTES = 120_000_000;
const MAX_ENTRIES = 2_000;
const END_LENGTH = 22;

/**
 * Unpacks an archive entry by entry, against a budget and its checksums, before a library does so without either.
 * What the archive says of its own sizes is not believed.
 * @returns the names of its entries
 * @throws SheetError `sheet/too-large-inside`, `sheet/unreadable`
 */
export function checkArchive(bytes: Uint8Array, maxUnpackedBytes = MAX_UNPACKED_BYTES): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const limitMb = Math.floor(maxUnpackedBytes / 1_000_000);
  const names: string[] = [];
  let budget = maxUnpackedBytes;
  try {
    for (const entry of entriesOf(buffer)) {
      names.push(entry.name);
      const content = entry.method === 0 ? entry.data : unpacked(entry.data, budget);
      budget -= content.length;
      if (budget < 0 || names.length > MAX_ENTRIES)
        throw new SheetError('sheet/too-large-inside', { limitMb });
      // The library does not look: a flipped bit would be another price.
      if (crc32(content) !== entry.checksum) throw new SheetError('sheet/unreadable');
    }
  } catch (error) {
    if (error instanceof SheetError) throw error;
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new SheetError('sheet/too-large-inside', { limitMb });
    }
    throw new SheetError('sheet/unreadable');
  }
  return names;
}

function unpacked(data: Buffer, budget: number): Buffer {
  return inflateRawSync(data, { maxOutputLength: Math.max(budget, 1) });
}

interface Entry {
  readonly name: string;
  readonly method: number;
  /** CRC-32 of the unpacked content. */
  readonly checksum: number;
  readonly data: Buffer;
}

/** By the central directory (APPNOTE.TXT 4.3.12), as spreadsheet readers do. */
function* entriesOf(buffer: Buffer): Generator<Entry> {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_LENGTH > buffer.length) throw new SheetError('sheet/unreadable');
  let at = buffer.readUInt32LE(end + 16);
  for (let left = buffer.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (buffer.readUInt32LE(at) !== 0x02014b50) throw new SheetError('sheet/unreadable');
    const [method, packedLength] = [buffer.readUInt16LE(at + 10), buffer.readUInt32LE(at + 20)];
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      buffer.readUInt16LE(at + offset),
    );
    const local = buffer.readUInt32LE(at + 42);
    if (method !== 0 && method !== 8) throw new SheetError('sheet/unreadable');
    // A reader that goes by the local header must find there what was judged here.
    const unpackedClaim = buffer.readUInt32LE(local + 22);
    const honest = buffer.readUInt32LE(local) === 0x04034b50 && buffer.readUInt16LE(local + 8) === method;
    if (!honest || unpackedClaim > MAX_UNPACKED_BYTES) {
      throw new SheetError('sheet/unreadable');
    }
    const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    if (start + packedLength > buffer.length) throw new SheetError('sheet/unreadable');
    const name = buffer.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    if (name !== buffer.toString('utf8', local + 30, local + 30 + buffer.readUInt16LE(local + 26))) {
      throw new SheetError('sheet/unreadable');
    }
    yield {
      name,
      method,
      checksum: buffer.readUInt32LE(at + 16),
      data: buffer.subarray(start, start + packedLength),
    };
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  // Fewer entries than there are: a sheet would be read without its texts.
  if (at !== end || buffer.readUInt16LE(end + 8) !== buffer.readUInt16LE(end + 10)) {
    throw new SheetError('sheet/unreadable');
  }
}
