import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';

export function checklistRouter(os: DeskImplementer, desk: DeskParts) {
  return {
    checklist: {
      get: os.checklist.get.handler(async ({ input }) => desk.checklist.of(input.runId)),
    },
  };
}
