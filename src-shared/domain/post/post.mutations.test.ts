import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const post = { id: 'post-1', showId: 'show-1', title: '', text: 'hi', productId: null, tags: [] };

test('an announcement is saved again under its id, stamped with the time, and removed once', async () => {
  const w = await showWithSlots(0);
  await w.run('post.save', post);
  w.clock.advance(1000);
  await w.run('post.save', { ...post, text: 'ho' });
  expect(await w.reader.list('post', 'show-1')).toEqual([{ ...post, text: 'ho', updatedAt: w.nowIso() }]);
  await w.run('post.remove', { postId: 'post-1' });
  await expect(w.run('post.remove', { postId: 'post-1' })).rejects.toEqual(refusal('post/not-found'));
  await expect(w.run('post.save', { ...post, showId: 'gone' })).rejects.toEqual(refusal('show/not-found'));
});

describe('[SY56] a release', () => {
  const release = {
    ...{ id: 'release-1', postId: 'post-1', batchId: 'batch-1', planHash: 'hash' },
    ...{ robots: 2, hands: 3, until: '2026-06-18T12:00:00.000Z', consoleId: 'desk-1' },
    runKind: 'live' as const,
  };

  test('keeps what was seen and when; it is taken back once', async () => {
    const w = await showWithSlots(0);
    await w.run('post.save', { ...post, title: '开播' });
    await w.act('post.release', release);
    expect(await w.reader.get('release', 'release-1')).toEqual({
      ...{ ...release, showId: 'show-1', title: '开播', releasedAt: w.nowIso() },
    });
    await expect(w.run('post.release', release)).rejects.toEqual(refusal('release/exists'));
    await w.run('post.cancel-release', { releaseId: 'release-1' });
    await expect(w.run('post.cancel-release', { releaseId: 'release-1' })).rejects.toEqual(
      refusal('release/not-found'),
    );
    await expect(w.run('post.release', { ...release, postId: 'none' })).rejects.toEqual(
      refusal('post/not-found'),
    );
  });

  test('is made for a time to come, a day at most; what arrives late is for the hub to judge', async () => {
    const w = await showWithSlots(0);
    await w.run('post.save', post);
    const until = (ms: number) => ({ ...release, until: new Date(w.clock.nowMs() + ms).toISOString() });
    for (const ms of [-1, 0, 24 * 3_600_000 + 1])
      await expect(w.act('post.release', until(ms))).rejects.toEqual(refusal('release/time'));
    await w.act('post.release', { ...until(24 * 3_600_000), id: 'longest' });
    // Again with authority, hours later: the wish stands, the time is judged where it is sent.
    await w.run('post.release', until(-3_600_000));
  });
});
