/** The keys of this console, for the machine that listens and for every button that names its key. */
import { chordText } from '#shared/domain/keys/chord.ts';
import type { KeyCommandId } from '#shared/domain/keys/key-commands.ts';
import { type Keymap, keymapOf } from '#shared/domain/keys/keymap.ts';
import { orpc, queryClient } from '../client/client.ts';
import { usePreferences } from './use-appearance.ts';

const none = {};
let known: { readonly overrides: object; readonly map: Keymap } = { overrides: none, map: keymapOf({}) };

/** Worked out once for the same preferences. */
function mapFor(overrides: Parameters<typeof keymapOf>[0]): Keymap {
  if (known.overrides !== overrides) known = { overrides, map: keymapOf(overrides) };
  return known.map;
}

/** As the desk last said; the first keys until it has. */
export function currentKeymap(): Keymap {
  const { queryKey } = orpc.preference.get.queryOptions();
  return mapFor(queryClient.getQueryData(queryKey)?.keys ?? none);
}

export function useKeymap(): Keymap {
  return mapFor(usePreferences()?.keys ?? none);
}

export const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** What stands on the key cap beside a command; null where it has no key. */
export function useKeyHint(id: KeyCommandId): string | null {
  const chord = useKeymap()[id];
  return chord === null ? null : chordText(chord, isMac());
}
