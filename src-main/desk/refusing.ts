/** Stands in for parts of a desk that are not there: whatever is asked of it throws the one error that says why. */

/** Every path through it is callable, and every call throws. */
export function refusing<T extends object>(error: Error): T {
  const throws = () => {
    throw error;
  };
  const standIn: object = new Proxy(throws, {
    // An `await` that meets it must not take it for a promise.
    get: (_target, name) => (name === 'then' || typeof name === 'symbol' ? undefined : standIn),
  });
  return standIn as T;
}

/** `known` as it is, and every part that is not in it refusing. */
export function refusingBut<T extends object>(known: Partial<T>, error: Error): T {
  const rest = refusing<object>(error);
  return new Proxy(known, {
    get: (target, name) => (name in target ? Reflect.get(target, name) : rest),
  }) as T;
}
