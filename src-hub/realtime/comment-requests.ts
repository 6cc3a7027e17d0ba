import type { HubServices } from '../hub.ts';
import type { DeskRequests } from './desk-requests.ts';

export type CommentRequestName = 'commentValues' | 'commentLog';

export function createCommentRequests({
  comments,
}: Pick<HubServices, 'comments'>): Pick<DeskRequests, CommentRequestName> {
  return {
    commentValues: (target) => comments.values(target),
    commentLog: (target) => comments.log(target),
  };
}
