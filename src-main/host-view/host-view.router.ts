import { AppError } from '#shared/contract/errors.ts';
import type { QuestionId } from '#shared/sync/ids.ts';
import type { DeskParts } from '../desk/desk-parts.ts';
import type { DeskImplementer } from '../desk/router.ts';
import { done } from '../desk/rundown.router.ts';
import type { HostViewSource } from './host-view.ts';

/** The desk's side of the host view, and the questions that stand on it. */
export function hostViewRouter(os: DeskImplementer, desk: DeskParts) {
  const { hostView, documents } = desk;
  const stage = () => {
    const open = hostView.stage();
    if (!open) throw new AppError('host/closed');
    return open;
  };
  const did = (work: () => void) => {
    work();
    return {};
  };
  return {
    host: {
      get: os.host.get.handler(async () => hostView.state()),
      open: os.host.open.handler(async ({ input }) => {
        if (!(await documents.view.get('run', input.runId))) throw new AppError('run/not-found');
        return done(hostView.open(hostViewSource(desk), input.runId));
      }),
      close: os.host.close.handler(() => done(hostView.close())),
      renewCode: os.host.renewCode.handler(async () => did(() => hostView.renewCode())),
      message: os.host.message.handler(async ({ input }) => did(() => stage().say(input.text))),
      settleRequest: os.host.settleRequest.handler(async ({ input }) =>
        did(() => stage().settleRequest(input.requestId)),
      ),
      removeViewer: os.host.removeViewer.handler(async ({ input }) =>
        did(() => hostView.removeViewer(input.viewerId)),
      ),
      setDelay: os.host.setDelay.handler(async ({ input }) =>
        did(() => hostView.setDelay(input.viewerDelayMs)),
      ),
      countdown: os.host.countdown.handler(async ({ input }) => did(() => stage().countdown(input.seconds))),
    },
    question: {
      list: os.question.list.handler(async ({ input }) => {
        const all = await documents.view.list('question', input.showId);
        return all
          .filter(({ runKind }) => runKind === input.runKind)
          .sort((a, b) => (a.queuedAt < b.queuedAt ? -1 : 1));
      }),
      queue: os.question.queue.handler(async ({ input }) =>
        done(desk.mutate('question.queue', { ...input, id: desk.ports.ids.next() as QuestionId })),
      ),
      settle: os.question.settle.handler(async ({ input }) => done(desk.mutate('question.settle', input))),
    },
  };
}

/** What a host view shows and changes through one session of this console. */
export function hostViewSource(desk: Pick<DeskParts, 'sessionId' | 'documents' | 'mutate'>): HostViewSource {
  return {
    sessionId: desk.sessionId,
    view: desk.documents.view,
    answered: (questionId) => desk.mutate('question.settle', { questionId }),
  };
}
