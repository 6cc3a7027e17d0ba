import { describe, expect, it } from 'vitest';
import { ageText, spanText, timeText } from './age.ts';
import { say } from './say-fixture.ts';
import { markOf, shownSkewMs, syncView } from './sync-view.ts';

const base = { hub: 'online', ownHub: false, outboxCount: 0, awaySince: null } as const;
const since = '2026-06-18T11:00:00.000Z';

describe('the state of sync in one word', () => {
  it('is synced only with nothing on its way', () => {
    expect(syncView(base, true)).toMatchObject({ word: 'online', tone: 'ok', hubThere: true });
    expect(syncView({ ...base, outboxCount: 1 }, true)).toMatchObject({ word: 'syncing', hubThere: true });
  });
  it('says since when the hub is away', () => {
    const away = syncView({ ...base, hub: 'offline', awaySince: since }, true);
    expect(away).toEqual({ word: 'offline', tone: 'hatched', since, hubThere: false });
  });
  it('takes a hub of one’s own that does not answer for one that is being started again', () => {
    expect(syncView({ ...base, hub: 'offline', ownHub: true }, true).word).toBe('restarting');
    expect(syncView({ ...base, hub: 'connecting', ownHub: true }, true).word).toBe('connecting');
  });
  it('says first that this machine cannot keep what is done', () => {
    expect(syncView({ ...base, hub: 'offline' }, true, 'full').word).toBe('full');
    expect(syncView(base, true, 'damaged')).toMatchObject({ word: 'damaged', tone: 'warn', hubThere: true });
    expect(syncView(base, true, 'low').word).toBe('online');
  });
  it('says when the hub is there and does not take what is sent', () => {
    expect(syncView({ ...base, outboxCount: 3, trouble: 'hub/storage' }, true).word).toBe('trouble');
    expect(syncView({ ...base, hub: 'offline', trouble: 'hub/storage' }, true).word).toBe('offline');
  });
  it('knows nothing of the hub while the desk itself is lost', () => {
    expect(syncView(base, false)).toMatchObject({ word: 'lost', hubThere: false });
  });
});

describe('marks', () => {
  it('tells what is on its way from what waits, and both from what was refused', () => {
    expect(markOf({ pending: true, refused: false, hubThere: true })).toBe('sending');
    expect(markOf({ pending: true, refused: true, hubThere: false })).toBe('waiting');
    expect(markOf({ pending: false, refused: true, hubThere: true })).toBe('refused');
    expect(markOf({ pending: false, refused: false, hubThere: false })).toBeNull();
  });
});

describe('a clock that is off', () => {
  it('is worth a word beyond five seconds, either way', () => {
    expect(shownSkewMs(null)).toBeNull();
    expect(shownSkewMs(-5000)).toBeNull();
    expect(shownSkewMs(-12_400)).toBe(12_400);
    expect(shownSkewMs(5001)).toBe(5001);
  });
});

describe('age in words', () => {
  it('says seconds, then minutes, hours and days', () => {
    expect(ageText(12_400, say('zh'))).toBe('12 秒前');
    expect(ageText(-5, say('en'))).toBe('0 s old');
    expect(ageText(240_000, say('en'))).toBe('4 min old');
    expect(ageText(3 * 3600_000, say('zh'))).toBe('3 小时前');
    expect(ageText(72 * 3600_000, say('en'))).toBe('3 days old');
    expect(spanText(3 * 3600_000, say('zh'))).toBe('3 小时');
  });
  it('names the day where it is another', () => {
    const now = new Date(2026, 5, 18, 12, 0, 0).getTime();
    expect(timeText(new Date(2026, 5, 18, 9, 5, 7).getTime(), now)).toBe('09:05:07');
    expect(timeText(new Date(2026, 5, 17, 9, 5, 7).getTime(), now)).toBe('06-17 09:05');
  });
});
