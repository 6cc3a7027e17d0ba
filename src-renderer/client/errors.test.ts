import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { backOffMs } from './back-off.ts';
import { DeskAwayError } from './connection.ts';
import { describeError } from './errors.ts';
import { raisedKinds } from './revisions.ts';

describe('errors in words', () => {
  it('fills the table’s words in the person’s language', () => {
    const error = new ORPCError('effect/expired', { status: 409, data: { params: { seconds: 5 } } });
    expect(describeError(error, 'zh')).toContain('5 秒');
    expect(describeError(error, 'en')).toContain('5 s');
  });
  it('has words for a lost desk and for anything else', () => {
    expect(describeError(new DeskAwayError(), 'en')).toContain('nothing was done');
    expect(describeError(new Error('boom'), 'en')).not.toContain('boom');
  });
});

describe('revisions', () => {
  it('names what changed, also after the desk began to count anew', () => {
    expect(raisedKinds({ show: 1, slot: 9 }, { show: 1, slot: 2, drop: 1 })).toEqual(['slot', 'drop']);
  });
});

describe('back-off', () => {
  it('grows and stays bounded', () => {
    expect(backOffMs(0)).toBe(250);
    expect(backOffMs(2)).toBe(1000);
    expect(backOffMs(99)).toBe(5000);
  });
});
