/**
 * Compares what this desk has with what its hub has, chunk by chunk and each from its own rows ([SY38]). What differs, by
 * a damaged file or by a fault of ours, is pulled again; nothing else is touched.
 */
import type { ChunkDigest, DocumentChange } from '#shared/contract/hub.ts';
import { DIGEST_CHUNK, PULL_PAGE } from '#shared/contract/hub.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { DeskLog } from '../desk/ports.ts';
import type { HubLink } from './hub-link.ts';
import type { LocalDocuments } from './local-documents.ts';

export interface DigestWatchOptions {
  readonly documents: Pick<LocalDocuments, 'cursor' | 'nextDigest' | 'repairChunk' | 'horizon'>;
  readonly request: HubLink['request'];
  readonly timers: Timers;
  readonly log: DeskLog;
}

export interface DigestWatch {
  /** This desk has caught up: compares soon, and then now and again. */
  start(): void;
  stop(): void;
}

const FIRST_MS = 5000;
const EVERY_MS = 10 * 60_000;
/** Head and cursor were not the same: tried again as soon as there may be a pause. */
const AGAIN_MS = 60_000;

export function digestWatch({ documents, request, timers, log }: DigestWatchOptions): DigestWatch {
  let callOff: () => void = () => undefined;
  let round = 0;

  function plan(ms: number): void {
    callOff();
    const mine = round;
    callOff = timers.after(ms, () => {
      compare()
        .catch((error: unknown) => {
          log.info('comparing with the hub broke off', { reason: String(error) });
          return false;
        })
        .then((compared) => {
          if (mine === round) plan(compared ? EVERY_MS : AGAIN_MS);
        });
    });
  }

  /** False: there was no moment at which both stood still. */
  async function compare(): Promise<boolean> {
    const toSeq = documents.cursor();
    const own = await digests(toSeq);
    if (!own) return false;
    const theirs = await request('digest', { toSeq });
    if (!theirs) return false;
    for (const chunk of differing(own, theirs)) {
      const changes = await pulled(chunk);
      // Only if the hub has stood still meanwhile is what did not come really gone.
      if ((await request('digest', { toSeq })) === null) return false;
      if (!(await documents.repairChunk(chunk, toSeq, changes))) return false;
      log.info('a chunk differed from the hub and was pulled again', { chunk, documents: changes.length });
    }
    return true;
  }

  async function digests(toSeq: number): Promise<ChunkDigest[] | null> {
    const chunks: ChunkDigest[] = [];
    for (;;) {
      const next = await documents.nextDigest(toSeq, chunks.at(-1)?.chunk ?? -1);
      if (next === null) return null;
      if (next.digest === null) return chunks;
      chunks.push(next.digest);
      // A thousand documents at a time: whoever presses meanwhile does not wait for all.
      await new Promise<void>((resolve) => timers.after(0, resolve));
    }
  }

  async function pulled(chunk: number): Promise<DocumentChange[]> {
    const changes: DocumentChange[] = [];
    const end = (chunk + 1) * DIGEST_CHUNK;
    for (let afterSeq = chunk * DIGEST_CHUNK; ; ) {
      const page = await request('pull', { afterSeq, limit: PULL_PAGE, horizonSeq: documents.horizon() });
      changes.push(...page.changes.filter(({ seq }) => seq <= end));
      if (page.toSeq >= page.headSeq || page.toSeq >= end) return changes;
      afterSeq = page.toSeq;
    }
  }

  return {
    start() {
      round += 1;
      plan(FIRST_MS);
    },
    stop() {
      round += 1;
      callOff();
    },
  };
}

function differing(own: readonly ChunkDigest[], theirs: readonly ChunkDigest[]): number[] {
  const [mine, hubs] = [own, theirs].map((all) => new Map(all.map((one) => [one.chunk, one])));
  const chunks = new Set([...(mine?.keys() ?? []), ...(hubs?.keys() ?? [])]);
  return [...chunks]
    .filter((chunk) => {
      const [here, there] = [mine?.get(chunk), hubs?.get(chunk)];
      return here?.hash !== there?.hash || here?.count !== there?.count;
    })
    .sort((a, b) => a - b);
}
