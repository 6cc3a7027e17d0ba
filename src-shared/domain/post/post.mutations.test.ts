import { expect, test } from 'vitest';
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
