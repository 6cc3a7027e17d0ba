import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function pushRouter(os: DeskImplementer, desk: DeskParts) {
  const { command, documents, mutate, push } = desk;
  return {
    push: {
      state: os.push.state.handler(async ({ input }) => ({
        policy: await push.policy(input.runId),
        pending: documents.pendingAmong([input.runId]).length > 0,
        unsent: push.unsent(input.runId),
      })),
      set: os.push.set.handler(async ({ input }) => done(mutate('push.set', input))),
      again: os.push.again.handler(async ({ input }) => done(push.again(input.runId, input.slotId))),
      ask: os.push.ask.handler(async ({ input }) => done(command({ name: 'act.ask', ...input }))),
      settle: os.push.settle.handler(async ({ input }) => done(command({ name: 'act.settle', ...input }))),
    },
  };
}
