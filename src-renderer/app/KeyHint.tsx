import type { KeyCommandId } from '#shared/domain/keys/key-commands.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { useKeyHint } from './key-hints.ts';

/** The key cap of a command, as the person has set it; nothing where it has none. */
export function KeyHint({ command }: { command: KeyCommandId }) {
  const text = useKeyHint(command);
  return text === null ? null : <Kbd>{text}</Kbd>;
}
