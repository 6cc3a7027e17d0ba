/** Evenings that went wrong once. They are run first, for ever. */
export const pinnedSeeds: readonly { readonly seed: number; readonly what: string }[] = [
  { seed: 21, what: 'a desk whose news was lost while its line stood never asked for it' },
  { seed: 5515, what: 'an announcement seen before the hub was restored went out again as another release' },
  { seed: 5799, what: 'the same, of a batch that was half sent' },
  {
    seed: 5878,
    what: 'a running console was damaged just after it had compared, and judged before it did again',
  },
];
