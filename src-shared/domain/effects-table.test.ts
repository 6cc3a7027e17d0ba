/** docs/effects.md is made from the tables that hub and screen move by: `vitest run src-shared/domain -u` writes it anew. */
import { expect, test } from 'vitest';
import {
  batchMoves,
  batchOrigins,
  batchStateSchema,
  deliveryMoves,
  deliveryStateSchema,
} from './batch/batch.states.ts';
import { commentActMoves, commentActStateSchema } from './comment/act.states.ts';
import { dropMoves, dropStateSchema } from './drop/drop.states.ts';
import { sequenceMoves, sequenceStateSchema, stepMoves, stepStateSchema } from './drop/sequence.states.ts';
import { actMoves, actStateSchema } from './platform/act.states.ts';

type Moves = Record<string, { readonly from: readonly string[]; readonly to: string }>;

/** One row a state: the moves out of it, each with where it leads. */
function tableOf(states: readonly string[], moves: Moves): string {
  const rows = states.map((state) => {
    const out = Object.entries(moves)
      .filter(([, { from }]) => from.includes(state))
      .map(([name, { to }]) => `${name} → **${to}**`);
    return `| ${state} | ${out.length > 0 ? out.join(', ') : 'stays'} |`;
  });
  return ['| state | moves |', '|---|---|', ...rows].join('\n');
}

const page = `# What leaves the house: states and moves

Made from the tables that the hub moves by and the screen draws by; a test keeps this page the same.

## A drop

Begins as planned. Opened, it is on the platform; what nobody knows of is unknown until the platform is asked again
(\`drop.ask\`) or a person settles it. What was armed or counts down expires with a restart or a sleep of the hub.

${tableOf(dropStateSchema.options, dropMoves)}

## An act on a platform: a push, or a change of price, shelf or stock

Begins as planned, keeps a second to the push before it, and counts as shown once it was read back. What was not answered
is unknown and looked for; it is never sent again by itself. A newer push of a run takes an older one's place.

${tableOf(actStateSchema.options, actMoves)}

## A sequence: a script of takes, prices and drops

Begins as planned and runs once. The first step that goes wrong ends it, and so do a restart and a sleep of the hub: what
is left is skipped, never caught up on.

${tableOf(sequenceStateSchema.options, sequenceMoves)}

One step of it:

${tableOf(stepStateSchema.options, stepMoves)}

## A batch of an announcement

Begins as ${batchOrigins.map((state) => `**${state}**`).join(', ')}: a person who sends it has five seconds to call it
off; one that was released during an outage runs at once, or is kept as what was not sent.

${tableOf(batchStateSchema.options, batchMoves)}

## A delivery: one group of a batch

Begins as queued, by-hand or skipped, as the dry run has shown.

${tableOf(deliveryStateSchema.options, deliveryMoves)}

## An act in the room: an answer, a pin, a hidden comment, a muted viewer

Begins as sending, kept before the platform is asked. Nothing leads back to sending: it is never sent a second time.

${tableOf(commentActStateSchema.options, commentActMoves)}
`;

test('the page of states says what the tables say', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/effects.md');
});
