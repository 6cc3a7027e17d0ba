/** Bodies of ops as they pass by: the hub keeps only their hashes. */
import type { Command, Op } from '#shared/contract/hub.ts';

/** Ops that a request brings: those pushed, and the one that granting stock comes to. */
export function opsIn(name: string, input: unknown): readonly Op[] {
  if (name === 'push') return (input as { ops: Op[] }).ops;
  if (name !== 'command') return [];
  const { commandId, command } = input as Command;
  if (command.name !== 'lease.take') return [];
  const { name: mutation, ...body } = command;
  return [{ opId: commandId, name: mutation, input: body, at: '' }];
}
