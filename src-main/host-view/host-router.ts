/** All that a tablet may ask for. */
import { implement } from '@orpc/server';
import { hostContract } from '#shared/contract/host.ts';
import { toDeskError } from '../desk/desk-errors.ts';
import type { DeskLog } from '../desk/ports.ts';
import type { HostStage } from './host-stage.ts';

export interface HostContext {
  readonly viewerId: string;
  /** Given to a device once, when its code has let it in. */
  readonly newKey: string | null;
}

export function hostRouter(stage: HostStage, log: DeskLog) {
  const os = implement(hostContract).$context<HostContext>();
  const guarded = os.use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw toDeskError(error, log);
    }
  });
  const done = async (work: unknown) => {
    await work;
    return {};
  };
  return guarded.router({
    host: {
      enter: os.host.enter.handler(async ({ context }) => ({ key: context.newKey })),
      watch: os.host.watch.handler(async function* ({ signal }) {
        const frames = stage.watch();
        signal?.addEventListener('abort', () => frames.close(), { once: true });
        yield* frames;
      }),
      ask: os.host.ask.handler(({ input }) => done(stage.ask(input.what))),
      acknowledge: os.host.acknowledge.handler(({ input }) => done(stage.acknowledge(input.messageId))),
      answered: os.host.answered.handler(({ input }) => done(stage.answered(input.questionId))),
    },
  });
}
export type HostRouter = ReturnType<typeof hostRouter>;
