/** What each request of a desk does. Checked before, acknowledged after: see socket-server.ts. */
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import type { HubRequestName, hubRequests, OpResult } from '#shared/contract/hub.ts';
import { mayCommand } from '#shared/domain/roles.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Sandbox } from '../connectors/sandbox/sandbox.ts';
import type { BatchCommand, DropCommand, HubServices } from '../hub.ts';
import type { KnownDevice } from '../store/hub-store.ts';
import { type LiveFeed, roomName } from './live-feed.ts';
import type { TeamRequestName } from './team-requests.ts';

export interface DeskCall {
  readonly socket: Socket;
  /** As the store knew it at this very request. */
  readonly device: KnownDevice;
  readonly tokenHash: string;
}

type Value<N extends HubRequestName> = Extract<
  z.input<(typeof hubRequests)[N]['answer']>,
  { ok: true }
>['value'];

export type DeskRequests = {
  [N in HubRequestName]: (
    input: z.output<(typeof hubRequests)[N]['input']>,
    call: DeskCall,
  ) => Promise<Value<N>>;
};

const LATEST_BATCHES = 50;

export interface DeskRequestsPorts {
  readonly services: HubServices;
  readonly sandbox: Sandbox;
  readonly feed: LiveFeed;
}

export function createDeskRequests({
  services,
  sandbox,
  feed,
}: DeskRequestsPorts): Omit<DeskRequests, TeamRequestName> {
  const { store, clock } = services;
  const bootId = services.ids.next();
  return {
    async hello(_input, { device }) {
      const { id, epoch } = await store.workspace();
      return {
        workspaceId: id,
        epoch,
        headSeq: await store.documents.headSeq(),
        personId: device.personId,
        personName: device.personName,
        role: device.role,
        hubTime: isoNow(clock),
        expiresAt: device.expiresAt,
      };
    },
    async push({ ops }, { device }) {
      const results: OpResult[] = [];
      for (const op of ops) results.push(await services.runOp(op, device));
      return { results };
    },
    digest: async () => null,
    time: async () => ({ bootId, monoMs: clock.monotonicMs() }),
    pull: ({ afterSeq, limit }) => store.documents.changesAfter(afterSeq, limit),
    async watch(target, { socket }) {
      if (!(await store.documents.get('show', target.showId))) throw new AppError('show/not-found');
      return new Promise((resolve, reject) => {
        const room = roomName(target);
        feed
          .watch(target, (snapshot) => {
            if (socket.connected) void socket.join(room);
            resolve(snapshot);
          })
          .catch(reject)
          .finally(() => {
            if (!socket.nsp.adapter.rooms.has(room)) feed.forget(room);
          });
      });
    },
    async unwatch(target, { socket }) {
      await socket.leave(roomName(target));
      return null;
    },
    async command({ command, ...context }, { device }) {
      if (!mayCommand(device.role, command.name)) throw new AppError('auth/role');
      if (command.name === 'sandbox.set') await sandbox.set(command);
      else if (isBatchCommand(command))
        await services.batches.command(command, { ...context, personName: device.personName });
      else await services.drops.command(command, context);
      return null;
    },
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

type AnyCommand = DropCommand | BatchCommand | { readonly name: 'sandbox.set' };

function isBatchCommand(command: AnyCommand): command is BatchCommand {
  return command.name.startsWith('batch.');
}
