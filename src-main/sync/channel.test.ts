import { describe, expect, test, vi } from 'vitest';
import { channel } from './channel.ts';

const sum = (waiting: number, next: number) => waiting + next;
const ended = { done: true, value: undefined };

describe('a channel', () => {
  test('a reader that waits gets a value as it comes', async () => {
    const numbers = channel<number>(sum, () => undefined);
    const next = numbers.next();
    numbers.push(1);
    expect(await next).toEqual({ done: false, value: 1 });
  });

  test('a slow reader costs one merged value, not a queue', async () => {
    const numbers = channel<number>(sum, () => undefined);
    for (const number of [1, 2, 3]) numbers.push(number);
    expect(await numbers.next()).toEqual({ done: false, value: 6 });
    const waiting = numbers.next();
    numbers.push(4);
    expect(await waiting).toEqual({ done: false, value: 4 });
  });

  test('what was pushed before the end is still read; after it nothing comes', async () => {
    const numbers = channel<number>(sum, () => undefined);
    numbers.push(1);
    numbers.close();
    numbers.push(2);
    expect(await numbers.next()).toEqual({ done: false, value: 1 });
    expect(await numbers.next()).toEqual(ended);
  });

  test('closing ends a reader that waits', async () => {
    const numbers = channel<number>(sum, () => undefined);
    const next = numbers.next();
    numbers.close();
    expect(await next).toEqual(ended);
  });

  test('whoever ends it, its owner hears so once', async () => {
    const onClose = vi.fn();
    const numbers = channel<number>(sum, onClose);
    numbers.push(1);
    for await (const number of numbers) {
      expect(number).toBe(1);
      break;
    }
    numbers.close();
    await numbers.return?.();
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
