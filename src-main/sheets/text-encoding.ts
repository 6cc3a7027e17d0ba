import iconv from 'iconv-lite';
import type { BookEncoding } from '#shared/domain/sheet/book.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';

interface Decoded {
  readonly encoding: Exclude<BookEncoding, 'workbook'>;
  readonly text: string;
}

/**
 * Decodes text strictly: a byte-order mark decides; else what is valid UTF-8 is UTF-8, and the rest must be valid
 * GB18030, in which spreadsheets on Chinese Windows save CSV.
 * @throws SheetError `sheet/not-a-sheet` for pictures, programs and other bytes that are not text
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const decoded = byMark(bytes) ?? strictUtf8(bytes) ?? gb18030(bytes);
  if (decoded === null || !isText(decoded.text)) throw new SheetError('sheet/not-a-sheet');
  return decoded;
}

function byMark(bytes: Uint8Array): Decoded | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { encoding: 'utf-16le', text: iconv.decode(bytes, 'utf-16le') };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { encoding: 'utf-16be', text: iconv.decode(bytes, 'utf-16be') };
  return null;
}

function strictUtf8(bytes: Uint8Array): Decoded | null {
  try {
    // Without ignoreBOM the mark itself is taken off.
    return { encoding: 'utf-8', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return null;
  }
}

function gb18030(bytes: Uint8Array): Decoded | null {
  const text = iconv.decode(bytes, 'gb18030');
  return text.includes('\ufffd') ? null : { encoding: 'gb18030', text };
}

function isText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return false;
  }
  // Shop systems save web pages and XML under the name of a sheet, PDF starts like text.
  return !/^\s*(?:<(?:!doctype|html|table|\?xml)|%PDF-|\{\\rtf)/i.test(text.slice(0, 200));
}
