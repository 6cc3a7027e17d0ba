/** What each request of a desk does. Checked before, acknowledged after: see socket-server.ts. */
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import type { HubRequestName, hubRequests, OpResult } from '#shared/contract/hub.ts';
import type { Role } from '#shared/domain/roles.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Sandbox } from '../connectors/sandbox/sandbox.ts';
import type { HubServices } from '../hub.ts';
import type { DeviceRecord } from '../store/hub-store.ts';
import { type LiveFeed, roomName } from './live-feed.ts';

export interface DeskCall {
  readonly socket: Socket;
  readonly device: DeviceRecord;
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

const commanding: readonly Role[] = ['owner', 'operator'];

export interface DeskRequestsPorts {
  readonly services: HubServices;
  readonly sandbox: Sandbox;
  readonly feed: LiveFeed;
}

export function createDeskRequests({ services, sandbox, feed }: DeskRequestsPorts): DeskRequests {
  const { store, clock } = services;
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
      };
    },
    async push({ ops }, { device }) {
      const results: OpResult[] = [];
      for (const op of ops) results.push(await services.runOp(op, device));
      return { results };
    },
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
      if (!commanding.includes(device.role)) throw new AppError('auth/role');
      if (command.name === 'sandbox.set') await sandbox.set(command);
      else await services.drops.command(command, context);
      return null;
    },
  };
}
