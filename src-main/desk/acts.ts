/**
 * What this console has done since it was started, and how it is taken back. Each act's way back is worked out just
 * before it is done, one act after another, so that it goes back to what really stood there.
 */
import type { ActEntry } from '#shared/contract/acts.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Command } from '#shared/contract/hub.ts';
import type { CommentDesk } from '#shared/domain/comment/comment.schema.ts';
import { gistOf } from '#shared/domain/gist.ts';
import type { MutationName } from '#shared/domain/mutations.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import {
  type CommentOrder,
  type CommentUndo,
  commentUndoOf,
  takesBack,
} from '#shared/domain/undo/comment-undo.ts';
import { stillStands, type Undoing, type UndoOp, undoPlanOf } from '#shared/domain/undo/undo-plan.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import type { Ids } from '#shared/sync/ids.ts';
import { serial } from '../sync/serial.ts';

/** More than a person scrolls back to. */
export const MOST_ACTS = 40;

type Order = Command['command'];
interface Kept {
  entry: ActEntry;
  readonly back:
    | { readonly plan: Exclude<Undoing, 'not-true'> }
    | { readonly order: Order }
    | { readonly comment: CommentUndo }
    | null;
}

export interface ActsPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly view: DocumentReader;
  readonly onChanged: () => void;
  /** Does an op or gives an order as a person would. */
  readonly run: (op: UndoOp) => Promise<void>;
  readonly order: (order: Order) => Promise<void>;
  /** What stands about the comments of a room, as the hub last told; null where it is not known. */
  readonly comments: (showId: string, runKind: RunKind) => CommentDesk | null;
}

export interface Acts {
  /**
   * Does it and keeps it, where it is an act that a person may want back. `undoing`: it takes back another one.
   * `forget` is for an act that the hub has refused after all: it never was.
   */
  recorded<T>(
    op: { readonly name: MutationName; readonly input: unknown; readonly undoing: boolean },
    submit: () => Promise<T>,
  ): Promise<{ readonly done: T; forget(): void }>;
  /** Gives the order and keeps it, once it was carried out. */
  ordered(order: Order, give: () => Promise<void>): Promise<void>;
  list(): ActEntry[];
  /** Throws `undo/not-found`, `undo/not-true`, `undo/changed`, or what the way back is refused for. */
  undo(actId: string): Promise<void>;
}

/** What goes on after an order, and can only be stopped. */
function restOf(order: Order): ActEntry['rest'] {
  if (order.name === 'drop.fire') return { kind: 'drop', id: order.dropId };
  return order.name === 'batch.send' ? { kind: 'batch', id: order.batchId } : null;
}

/** Orders that a person gives with a purpose of their own; the rest are settings and the machine's own. */
function isAct({ name, ...order }: Order): boolean {
  // The push of a take is the take's own.
  if (name === 'act.push' && 'origin' in order && order.origin === 'take') return false;
  return /^(drop\.(arm|disarm|fire|stop)|batch\.(send|stop)|act\.(push|offer)|comment\.\w+)$/.test(name);
}

export function createActs({ clock, ids, view, onChanged, run, order: give, comments }: ActsPorts): Acts {
  let kept: Kept[] = [];
  const alone = serial();
  function add(entry: Omit<ActEntry, 'actId' | 'at'>, back: Kept['back']): string {
    const actId = ids.next();
    kept = [{ entry: { actId, at: isoNow(clock), ...entry }, back }, ...kept].slice(0, MOST_ACTS);
    onChanged();
    return actId;
  }

  const oneUndoAtATime = serial();
  const roomOf = ({ showId, runKind }: CommentOrder) => comments(showId, runKind);

  function keepComment(order: CommentOrder, undo: CommentUndo | 'not-true'): void {
    // Taken back on its row: Ctrl+Z goes to what was done before it.
    const before = kept.find(
      ({ entry, back }) =>
        entry.state === 'can' && back !== null && 'comment' in back && takesBack(order, back.comment),
    );
    if (before) keepUndone(before, order);
    else {
      const [state, back] =
        undo === 'not-true' ? (['not-true', null] as const) : (['can', { comment: undo }] as const);
      add({ name: order.name, facts: { act: order.act }, state, rest: null }, back);
    }
  }
  function keepUndone(act: Kept, by: CommentOrder): void {
    act.entry = { ...act.entry, state: 'undone' };
    add({ name: by.name, facts: { act: by.act }, state: 'undoing', rest: null }, null);
  }
  async function undoComment(act: Kept, { order, stillStands: stands }: CommentUndo): Promise<void> {
    const now = roomOf(order);
    if (now === null) throw new AppError('hub/away');
    if (!stands(now)) throw new AppError('undo/changed');
    await give(order);
    keepUndone(act, order);
  }

  return {
    recorded: ({ name, input, undoing }, submit) =>
      alone(async () => {
        const plan = await undoPlanOf(name, input, view).catch(() => null);
        const facts = plan === null ? {} : (await gistOf(name, input, view)).facts;
        const done = await submit();
        if (plan === null) return { done, forget: () => undefined };
        const back = plan === 'not-true' || undoing ? null : { plan };
        const state = undoing ? 'undoing' : back === null ? 'not-true' : 'can';
        const actId = add({ name, facts, state, rest: null }, back);
        const forget = () => {
          kept = kept.filter(({ entry }) => entry.actId !== actId);
          onChanged();
        };
        return { done, forget };
      }),
    async ordered(order, carryOut) {
      const comment = order.name === 'comment.act' ? commentUndoOf(order, roomOf(order)) : null;
      await carryOut();
      if (!isAct(order)) return;
      if (order.name === 'comment.act') {
        // What changed nothing is no act: undoing means the one before it.
        if (comment !== null) keepComment(order, comment);
        return;
      }
      const dropId = 'dropId' in order ? order.dropId : null;
      const drop = dropId === null ? null : await view.get('drop', dropId);
      const facts: ActEntry['facts'] = drop ? { title: drop.title } : {};
      const disarm =
        order.name === 'drop.arm' && drop
          ? ({ name: 'drop.disarm', dropId: drop.id, revision: order.revision + 1 } as const)
          : null;
      const state = disarm === null ? 'not-true' : 'can';
      add({ name: order.name, facts, state, rest: restOf(order) }, disarm && { order: disarm });
    },
    list: () => kept.map(({ entry }) => entry),
    undo: (actId) =>
      oneUndoAtATime(async () => {
        const act = kept.find(({ entry }) => entry.actId === actId);
        if (!act || act.entry.state === 'undone') throw new AppError('undo/not-found');
        const { back } = act;
        if (back === null) throw new AppError('undo/not-true');
        if ('plan' in back && !(await stillStands(back.plan, view))) throw new AppError('undo/changed');
        if ('comment' in back) return undoComment(act, back.comment);
        if ('order' in back) await give(back.order);
        else for (const op of back.plan.ops) await run(op);
        act.entry = { ...act.entry, state: 'undone' };
        onChanged();
      }),
  };
}
