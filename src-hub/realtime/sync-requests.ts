/** What keeps a desk in step: the greeting, ops up, changes down, and the comparison of both sides' rows. */
import { AppError } from '#shared/contract/errors.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Actor, HubServices } from '../hub.ts';
import type { KnownDevice } from '../store/hub-store.ts';
import { CHANGES_BYTES, pageJson } from './changes-frames.ts';
import type { DeskRequests } from './desk-requests.ts';
import { digests } from './digest.ts';
import type { OpRunner } from './op-runner.ts';

export type SyncRequestName = 'hello' | 'push' | 'pull' | 'digest' | 'time';

export interface SyncRequestsPorts {
  readonly services: Pick<HubServices, 'store' | 'clock' | 'boot'>;
  readonly push: OpRunner['push'];
}

export function createSyncRequests({
  services: { store, clock, boot },
  push,
}: SyncRequestsPorts): Pick<DeskRequests, SyncRequestName> {
  const digestAt = digests(store);
  return {
    async hello({ streamId }, { device }) {
      const { id, epoch, backupSeq, horizonSeq } = await store.workspace();
      return {
        workspaceId: id,
        ...{ epoch, backupSeq, horizonSeq },
        headSeq: await store.documents.headSeq(),
        lastCseq: await store.documents.lastCseq(streamId),
        personId: device.personId,
        personName: device.personName,
        role: device.role,
        hubTime: isoNow(clock),
        clock: boot.reading(),
        expiresAt: device.expiresAt,
      };
    },
    async push({ streamId, base, ops }, { device }) {
      if (!ops.every(({ cseq }, at) => cseq > (ops[at - 1]?.cseq ?? base)))
        throw new AppError('request/invalid', { detail: "the ops' cseqs do not rise from the base" });
      return { results: await push(ops, { streamId, base }, actorOf(device)) };
    },
    async pull({ afterSeq, limit, horizonSeq: spared = 0 }) {
      const marks = await store.workspace();
      // A snapshot begins at 0 and says from then on which tombstones it does not need ([SY36]).
      if (afterSeq > 0 && Math.max(afterSeq, spared) < marks.horizonSeq) throw new AppError('sync/too-old');
      const bounds = { limit, bytes: CHANGES_BYTES, living: afterSeq === 0 };
      const page = await store.documents.changesAfter(afterSeq, bounds);
      return pageJson(page, marks, await store.documents.headSeq());
    },
    digest: ({ toSeq }) => digestAt(toSeq),
    async time() {
      const headSeq = await store.documents.headSeq();
      // Last: it is the clock that must not be older than the answer.
      return { ...boot.reading(), headSeq };
    },
  };
}

/** A device as the one who acts. */
export function actorOf({ personId, role, deviceId, personName, deviceName }: KnownDevice): Actor {
  return { personId, role, deviceId, personName, deviceName: deviceName ?? '' };
}
