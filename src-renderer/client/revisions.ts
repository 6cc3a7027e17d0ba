/** Kinds whose revision differs from the one last seen. A desk that restarted counts from the beginning again. */
export function raisedKinds(
  seen: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): string[] {
  return Object.keys(now).filter((kind) => now[kind] !== seen[kind]);
}
