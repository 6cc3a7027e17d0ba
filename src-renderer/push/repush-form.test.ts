import { expect, test } from 'vitest';
import { readRepush, repushErrors } from './repush-form.ts';

test('two whole numbers of seconds in order; off needs none', () => {
  expect(repushErrors({ on: true, min: '30', max: '45' })).toEqual({});
  expect(readRepush({ on: true, min: ' 30 ', max: '45' })).toEqual({ minSec: 30, maxSec: 45 });
  expect(repushErrors({ on: false, min: 'x', max: '' })).toEqual({});
  expect(readRepush({ on: false, min: 'x', max: '' })).toBeNull();
  expect(repushErrors({ on: true, min: '5', max: '45' })).toEqual({ min: 'secBad' });
  expect(repushErrors({ on: true, min: '30', max: '1e9' })).toEqual({ max: 'secBad' });
  expect(repushErrors({ on: true, min: '1.5', max: '' })).toEqual({ min: 'secBad', max: 'secBad' });
  expect(repushErrors({ on: true, min: '45', max: '30' })).toEqual({ max: 'orderBad' });
  expect(repushErrors({ on: true, min: '45', max: '5' })).toEqual({ max: 'secBad' });
});
