import { expect, test } from 'vitest';
import { fileSize, MAX_SHEET_BYTES, refuseFile } from './sheet-file.ts';

test('only sheets of a bearable size are read', () => {
  expect(refuseFile({ name: '排品表.XLSX', size: 10 })).toBeNull();
  expect(refuseFile({ name: 'a.csv', size: MAX_SHEET_BYTES })).toBeNull();
  expect(refuseFile({ name: 'a.csv', size: MAX_SHEET_BYTES + 1 })).toBe('too-large');
  expect(refuseFile({ name: 'a.csv', size: 0 })).toBe('empty');
  expect(refuseFile({ name: 'a.pdf', size: 10 })).toBe('wrong-kind');
  expect(refuseFile({ name: 'xlsx', size: 10 })).toBe('wrong-kind');
});

test('sizes are said in the unit that fits', () => {
  expect([12, 14_600, 2_345_678].map(fileSize)).toEqual(['12 B', '14 KB', '2.2 MB']);
});
