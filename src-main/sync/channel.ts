/** An async iterator that is fed from outside; ends when its signal aborts or it is closed. */
export interface Channel<T> extends AsyncIterableIterator<T> {
  push(value: T): void;
  close(): void;
}

/** `merge` folds a value into one that nobody has taken yet, so that a slow reader costs one value, not a queue. */
export function channel<T>(merge: (waiting: T, next: T) => T, onClose: () => void): Channel<T> {
  let waiting: { value: T } | null = null;
  let wake: ((result: IteratorResult<T>) => void) | null = null;
  let closed = false;

  const close = () => {
    if (closed) return;
    closed = true;
    wake?.({ done: true, value: undefined });
    wake = null;
    onClose();
  };
  return {
    push(value) {
      if (closed) return;
      if (wake) {
        wake({ done: false, value });
        wake = null;
      } else {
        waiting = { value: waiting ? merge(waiting.value, value) : value };
      }
    },
    close,
    next() {
      if (waiting) {
        const { value } = waiting;
        waiting = null;
        return Promise.resolve({ done: false, value });
      }
      if (closed) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
    return() {
      close();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
