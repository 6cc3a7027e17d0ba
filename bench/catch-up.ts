/**
 * A console that joins in the middle of the season: from its start until it has every document, against the same rows
 * written by plain inserts in pages as large as it pulls.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Changes, type DocumentChange, PULL_PAGE } from '#shared/contract/hub.ts';
import { headlessSession } from '../soak/headless-session.ts';
import { openBareCache } from './bare-cache.ts';
import { openHubDesk } from './hub-desk.ts';
import { startBenchHub } from './hub-process-handle.ts';
import { contest, outcomeText, timeOf } from './rounds.ts';
import { opOf, stageOps } from './stage.ts';

const POSTS = 20_000;
const BATCH = 200;
const WANTED_RATIO = 0.6;
const TEXT =
  '【{{group.name}}】的姐妹们，今晚直播间返场，{{product.name}}直播价 {{product.price}}，先到先得。'.repeat(
    3,
  );

export async function benchCatchUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const hub = await startBenchHub(join(folder, 'hub'));
  try {
    const desk = await openHubDesk(hub.ready);
    await desk.push(stageOps(10));
    for (let first = 0; first < POSTS; first += BATCH)
      await desk.push(Array.from({ length: BATCH }, (_, index) => postOp(first + index)));
    const all: DocumentChange[] = [];
    for (let more = true; more; ) {
      const page = await desk.ask<Changes>('pull', { afterSeq: all.at(-1)?.seq ?? 0, limit: PULL_PAGE });
      all.push(...page.changes);
      more = page.changes.length > 0;
    }
    desk.close();
    const head = all.at(-1)?.seq ?? 0;

    const outcome = await contest({
      rounds: 9,
      warmRounds: 1,
      async ours(round) {
        const own = join(folder, `ours-${round}`);
        mkdirSync(own);
        const tookMs = await timeOf(() => caughtUp(own, hub.ready, head));
        rmSync(own, { recursive: true });
        return tookMs;
      },
      async raw(round) {
        const own = join(folder, `raw-${round}`);
        mkdirSync(own);
        const tookMs = await timeOf(() => {
          const cache = openBareCache(join(own, 'cache.db'));
          for (let first = 0; first < all.length; first += PULL_PAGE)
            cache.take(all.slice(first, first + PULL_PAGE));
          cache.close();
        });
        rmSync(own, { recursive: true });
        return tookMs;
      },
    });
    const name = `a fresh console until it has ${all.length.toLocaleString('en')} documents`;
    process.stdout.write(`${outcomeText(name, outcome, all.length, WANTED_RATIO)}\n`);
  } finally {
    await hub.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function postOp(number: number) {
  const post = { showId: 'show-1', title: '返场预告', text: TEXT, productId: null, tags: [] };
  return opOf('post.save', { id: `post-${number}`, ...post });
}

async function caughtUp(
  folder: string,
  { url, token }: { url: string; token: string },
  head: number,
): Promise<void> {
  const session = headlessSession({
    ...{ folder, deviceId: 'owner', token, url },
    onComplaint: (message, error) => process.stderr.write(`${message}: ${error}\n`),
  });
  while (session.parts.documents.cursor() < head) await sleep(1);
  session.close();
}
