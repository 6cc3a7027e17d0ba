import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fenToInput,
  formatBytes,
  formatCount,
  formatDuration,
  formatFenShort,
  formatStopwatch,
  parseFen,
  parseMinutes,
} from './format.ts';

describe('durations', () => {
  it('writes m:ss and h:mm:ss', () => {
    expect(formatDuration(0)).toBe('0:00');
    expect(formatDuration(61.9)).toBe('1:01');
    expect(formatDuration(3600)).toBe('1:00:00');
    expect(formatDuration(-5)).toBe('0:00');
    expect(formatStopwatch(4360)).toBe('01:12:40');
  });
});

describe('sizes', () => {
  it('are written in the largest unit that fits', () => {
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(1023)).toBe('1023 B');
    expect(formatBytes(1536)).toBe('1.5 KB');
    expect(formatBytes(50 * 1024 * 1024)).toBe('50 MB');
    expect(formatBytes(3.2 * 1024 ** 4)).toBe('3.2 TB');
  });
});

describe('typed minutes', () => {
  it('reads minutes, halves and m:ss', () => {
    expect(parseMinutes('8')).toBe(480);
    expect(parseMinutes('8.5')).toBe(510);
    expect(parseMinutes('８:30')).toBe(510);
    expect(parseMinutes('-1')).toBeNull();
    expect(parseMinutes('8:75')).toBeNull();
    expect(parseMinutes('')).toBeNull();
  });
});

describe('typed money', () => {
  it('reads what people type and refuses a third decimal', () => {
    expect(parseFen('199')).toBe(19900);
    expect(parseFen('¥1,299.5')).toBe(129950);
    expect(parseFen('１９９元')).toBe(19900);
    expect(parseFen('1.999')).toBeNull();
    expect(parseFen('1e3')).toBeNull();
    expect(parseFen('')).toBeNull();
  });
  it('reads back exactly what it offers for editing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (amount) => {
        expect(parseFen(fenToInput(amount))).toBe(amount);
      }),
    );
  });
});

describe('counts', () => {
  it('groups by thousands', () => {
    expect(formatCount(12402)).toBe('12,402');
    expect(formatCount(-1234567)).toBe('-1,234,567');
  });
  it('shortens axis money in each language', () => {
    expect(formatFenShort(41_288_050, '¥', 'zh')).toBe('¥41.3万');
    expect(formatFenShort(41_288_050, '¥', 'en')).toBe('¥413k');
    expect(formatFenShort(98_000, '¥', 'en')).toBe('¥980');
  });
});
