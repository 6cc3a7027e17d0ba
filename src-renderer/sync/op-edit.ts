/**
 * From a refused op back to where its thing is made: the dialog that made it opens with what was asked for, or the
 * screen goes to the thing. The refused op leaves the tray once something else has been saved in its place.
 */
import { useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Conflict } from '#shared/contract/outbox.ts';
import { isMutationName, type MutationInput, type MutationName } from '#shared/domain/mutations.ts';
import { setPreferences } from '../app/use-appearance.ts';
import { client } from '../client/client.ts';
import { createStore, useStore } from '../client/store.ts';
import { useAct } from '../client/use-act.ts';
import { focusThing } from './focus-thing.ts';

interface Place {
  readonly route:
    | '/settings'
    | '/'
    | '/community'
    | '/reports'
    | '/till'
    | '/import/products'
    | '/import/groups';
  /** A dialog or field there can begin with what the op asked for. */
  readonly editable: boolean;
}
const live = { route: '/', editable: false } as const;
const till = { route: '/till', editable: false } as const;
const liveEdit = { route: '/', editable: true } as const;

const places: { readonly [N in MutationName]: Place } = {
  'show.create': liveEdit,
  'show.edit': liveEdit,
  'run.create': live,
  'run.start': live,
  'run.end': live,
  'run.rehearse': live,
  'rehearsal.reset': live,
  'take.hold': live,
  'take.release': live,
  'take.offer': live,
  'take.accept': live,
  'take.decline': live,
  'take.ask': live,
  'take.settle-ask': live,
  'take.take-over': live,
  'rundown.take': live,
  'rundown.back': live,
  'rundown.arm': live,
  'rundown.skip': live,
  'rundown.move': live,
  'rundown.plan': liveEdit,
  'rundown.add': live,
  'push.set': live,
  'rundown.remove': live,
  'product.import': { route: '/import/products', editable: false },
  'product.reprice': liveEdit,
  'product.confirm-price': live,
  'product.shelf': live,
  'product.stock': live,
  'approval.confirm': live,
  'approval.refuse': live,
  'policy.set': { route: '/settings', editable: false },
  'drop.plan': liveEdit,
  'drop.edit': liveEdit,
  'drop.remove': live,
  'sequence.plan': live,
  'sequence.edit': live,
  'sequence.remove': live,
  'group.import': { route: '/import/groups', editable: false },
  'group.remove': { route: '/community', editable: false },
  'post.save': { route: '/community', editable: true },
  'post.remove': { route: '/community', editable: false },
  'post.release': { route: '/community', editable: false },
  'post.cancel-release': { route: '/community', editable: false },
  'run.freeze': live,
  'promise.note': live,
  'promise.edit': live,
  'promise.settle': live,
  'handover.offer': live,
  'handover.acknowledge': live,
  'handover.withdraw': live,
  'question.queue': live,
  'question.settle': live,
  'blocked-word.add': live,
  'blocked-word.remove': live,
  'canned-reply.save': live,
  'canned-reply.remove': live,
  'reply-rule.save': live,
  'reply-rule.remove': live,
  'reply-policy.set': live,
  'mark.make': { route: '/reports', editable: false },
  'mark.note': { route: '/reports', editable: false },
  'mark.remove': { route: '/reports', editable: false },
  'till.set-up': till,
  'lease.take': till,
  'lease.return': till,
  'lease.reclaim': till,
  'ticket.sell': till,
  'ticket.open': till,
  'ticket.pay': till,
  'ticket.cancel': till,
  'ticket.refund': till,
  'signup.add': till,
};

/** Where an op can be looked at; null for one of another version, of which nothing is known here. */
export function placeOf(name: string): Place | null {
  return isMutationName(name) ? places[name] : null;
}

/** Ops that brought something a person filled in: it goes with them when they are discarded. */
const contents: ReadonlySet<string> = new Set<MutationName>([
  'show.create',
  'product.import',
  'drop.plan',
  'sequence.plan',
  'group.import',
  'post.save',
  'ticket.sell',
  'ticket.open',
  'ticket.pay',
  'ticket.refund',
  'signup.add',
  'question.queue',
  'promise.note',
  'handover.offer',
  'blocked-word.add',
  'canned-reply.save',
  'reply-rule.save',
]);
export const carriesContent = (name: string) => contents.has(name);

/** Ops behind which money has changed hands: discarded, no figure and no stock knows of it. */
const moneyMoved: ReadonlySet<string> = new Set<MutationName>(['ticket.sell', 'ticket.pay', 'ticket.refund']);
export const carriesMoney = (name: string) => moneyMoved.has(name);

interface OpEdit {
  readonly opId: string;
  readonly name: string;
  readonly input: unknown;
}
const opEdit = createStore<OpEdit | null>(null);

export interface EditOf<N extends MutationName> {
  readonly opId: string;
  readonly input: MutationInput<N>;
}

/** What a dialog for this kind of op is to begin with; null when none is to be opened. */
export function useOpEdit<N extends MutationName>(name: N): EditOf<N> | null {
  const edit = useStore(opEdit);
  return useMemo(
    () => (edit?.name === name ? { opId: edit.opId, input: edit.input as MutationInput<N> } : null),
    [edit, name],
  );
}

/** The dialog was closed, saved or not. */
export function endOpEdit(): void {
  opEdit.set(null);
}

/** Something was saved in its place: the refused op has nothing left to ask. */
export async function settleOpEdit(opId: string): Promise<void> {
  endOpEdit();
  await client.outbox.discard({ opId });
}

/** Goes to an op's thing, with its dialog open where there is one. */
export function useGoToOp(): (op: Conflict) => Promise<boolean> {
  const act = useAct();
  const navigate = useNavigate();
  return useCallback(
    (op) =>
      act(async () => {
        const place = placeOf(op.name);
        if (!place) return;
        const asked = place.editable ? await client.outbox.input({ opId: op.opId }) : null;
        if (op.showId !== null && op.name !== 'show.create')
          await setPreferences({ currentShowId: op.showId });
        await navigate(place.route);
        if (asked) opEdit.set({ opId: op.opId, ...asked });
        else focusThing(op.about);
      }),
    [act, navigate],
  );
}
