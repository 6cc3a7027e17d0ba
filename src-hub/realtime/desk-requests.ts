/** What each request of a desk does. Checked before, answered after: see desk-endpoint.ts. */
import type { z } from 'zod';
import type { CommentCommand } from '#shared/contract/comments.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { HubRequestName, hubRequests } from '#shared/contract/hub.ts';
import { mayCommand } from '#shared/domain/roles.ts';
import type { Sandbox } from '../connectors/sandbox/sandbox.ts';
import { assertInTime } from '../effects/boot.ts';
import type { PlatformWatch } from '../effects/platform-watch.ts';
import type {
  ActCommand,
  BatchCommand,
  DropCommand,
  HubServices,
  OrderToAct,
  SequenceCommand,
} from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { KnownDevice } from '../store/hub-store.ts';
import type { AuditRequestName } from './audit-requests.ts';
import type { CommentRequestName } from './comment-requests.ts';
import type { DropRequestName } from './drop-requests.ts';
import { freeStocks } from './lease-authority.ts';
import { type LiveFeed, roomName } from './live-feed.ts';
import type { PinRequestName } from './pin-requests.ts';
import type { PlatformRequestName } from './platform-requests.ts';
import type { RawJson } from './raw-json.ts';
import { createRehearsalRequests, type ResetCommand, resetRehearsal } from './rehearsal-requests.ts';
import type { ReportRequestName } from './report-requests.ts';
import type { SignupRequestName } from './signup-requests.ts';
import type { SyncRequestName } from './sync-requests.ts';
import { type LeaseCommand, takeLease } from './take-lease.ts';
import { type TakeOverCommand, takeOver } from './take-over.ts';
import type { TeamRequestName } from './team-requests.ts';

export interface DeskCall {
  /** As the store knew it at this very request. */
  readonly device: KnownDevice;
  readonly tokenHash: string;
  /** The rooms that this connection listens to. */
  readonly room: {
    /** Nothing where the connection is gone already. */
    join(room: string): void;
    leave(room: string): void;
    /** Whether anybody listens to it. */
    has(room: string): boolean;
  };
}

type Value<N extends HubRequestName> = Extract<
  z.input<(typeof hubRequests)[N]['answer']>,
  { ok: true }
>['value'];

export type DeskRequests = {
  [N in HubRequestName]: (
    input: z.output<(typeof hubRequests)[N]['input']>,
    call: DeskCall,
  ) => Promise<Value<N> | RawJson>;
};

const LATEST_BATCHES = 50;

export interface DeskRequestsPorts {
  readonly services: HubServices;
  readonly sandbox: Sandbox;
  readonly feed: LiveFeed;
  readonly platforms: Pick<PlatformWatch, 'look'>;
  readonly log: HubLog;
}

export function createDeskRequests({
  services,
  sandbox,
  feed,
  platforms,
  log,
}: DeskRequestsPorts): Omit<
  DeskRequests,
  | ReportRequestName
  | SyncRequestName
  | TeamRequestName
  | SignupRequestName
  | PinRequestName
  | PlatformRequestName
  | DropRequestName
  | CommentRequestName
  | AuditRequestName
> {
  const { store, boot } = services;
  return {
    async watch(target, { room }) {
      if (!(await store.documents.get('show', target.showId))) throw new AppError('show/not-found');
      const name = roomName(target);
      return new Promise((resolve, reject) => {
        feed
          .watch(target, (snapshot) => {
            room.join(name);
            resolve(snapshot);
            platforms.look(target);
          })
          .catch(reject)
          .finally(() => {
            if (!room.has(name)) feed.forget(name);
          });
      });
    },
    async unwatch(target, { room }) {
      room.leave(roomName(target));
      return null;
    },
    async command({ command, commandId, ttlMs, ...deadline }, { device }) {
      if (!mayCommand(device.role, command.name)) throw new AppError('auth/role');
      const order: OrderToAct = { commandId, ttlMs, inTime: () => boot.inTime(deadline) };
      if (command.name === 'sandbox.set') {
        assertInTime(order);
        await sandbox.set(command);
      } else if (command.name === 'rehearsal.reset')
        await resetRehearsal({ services, sandbox, log }, command, order, device);
      else if (command.name === 'take.take-over') await takeOver(services, command, order, device);
      else if (command.name === 'lease.take') await takeLease(services, command, order, device);
      else if (isActCommand(command)) await services.acts.command(command, order, device);
      else if (isCommentCommand(command))
        await services.comments.command(command, { ...order, personName: device.personName });
      else if (isBatchCommand(command))
        await services.batches.command(command, { ...order, personName: device.personName });
      else if (isSequenceCommand(command)) await services.sequences.command(command, order, device);
      else await services.drops.command(command, order);
      return null;
    },
    ...createRehearsalRequests(services, sandbox),
    stock: (target) => freeStocks(store.documents, store.orders, target),
    batches: ({ showId }) => store.batches.ofShow(showId, LATEST_BATCHES),
    async batch({ batchId }) {
      const batch = await store.batches.get(batchId);
      if (!batch) throw new AppError('batch/not-found');
      return { batch, deliveries: await store.batches.deliveries(batchId, 0) };
    },
    async batchText({ batchId, groupId }) {
      const text = await store.batches.text(batchId, groupId);
      if (text === null) throw new AppError('batch/not-found');
      return { text };
    },
    batchHad: ({ postId, runKind }) => store.batches.had(postId, runKind),
  };
}

type AnyCommand =
  | ActCommand
  | DropCommand
  | SequenceCommand
  | BatchCommand
  | CommentCommand
  | LeaseCommand
  | ResetCommand
  | TakeOverCommand
  | { readonly name: 'sandbox.set' };

function isActCommand(command: AnyCommand): command is ActCommand {
  return command.name.startsWith('act.');
}
function isBatchCommand(command: AnyCommand): command is BatchCommand {
  return command.name.startsWith('batch.');
}

function isCommentCommand(command: { readonly name: string }): command is CommentCommand {
  return command.name.startsWith('comment.');
}

function isSequenceCommand(command: AnyCommand): command is SequenceCommand {
  return command.name.startsWith('sequence.');
}
