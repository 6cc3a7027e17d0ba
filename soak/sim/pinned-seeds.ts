/** Evenings that went wrong once. They are run first, for ever. */
export const pinnedSeeds: readonly { readonly seed: number; readonly what: string }[] = [
  { seed: 21, what: 'a desk whose news was lost while its line stood never asked for it' },
  { seed: 5515, what: 'an announcement handed over without an answer went out again from a restored hub' },
];
