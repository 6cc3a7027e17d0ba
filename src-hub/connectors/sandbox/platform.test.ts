import { expect, test } from 'vitest';
import { documentWith } from '../../store/test-documents.ts';
import { sandboxPlatform } from './platform.ts';

const drop = documentWith('drop', { runKind: 'rehearsal' });
const answered = (work: Promise<unknown>) =>
  Promise.race([work, new Promise((resolve) => setImmediate(resolve, 'silence'))]);

test('it opens what it is sent and remembers it', async () => {
  const platform = sandboxPlatform();
  expect(await answered(platform.askDrop(drop))).toBe('cannot-tell');
  expect(await answered(platform.fireDrop(drop))).toBeUndefined();
  expect(await answered(platform.askDrop(drop))).toBe('open');
});

test('while it loses answers neither the firing nor the first question is answered; asked again it knows', async () => {
  const platform = sandboxPlatform();
  platform.loseAnswers(drop.showId, true);
  expect(await answered(platform.fireDrop(drop))).toBe('silence');
  expect(await answered(platform.askDrop(drop))).toBe('silence');
  expect(await answered(platform.askDrop(drop))).toBe('open');
  platform.loseAnswers(drop.showId, false);
  expect(await answered(platform.fireDrop(drop))).toBeUndefined();
});
