import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubStore } from '../store/hub-store.ts';
import { copyDatabase } from '../store/sqlite/copy-database.ts';
import { withStore } from './admin.ts';
import { type Difference, recountDrops, recountOrders } from './recount.ts';

type Print = (line: string) => void;

/**
 * Recounts the hub in a database file, prints what it finds and answers how many figures differ. Works on a copy of
 * one moment: beside a running hub, an order between two readings would look like a difference.
 */
export async function recountFolder(file: string, print: Print): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-recount-'));
  try {
    const copy = join(folder, 'copy.db');
    copyDatabase(file, copy);
    return await withStore(copy, async (store) => {
      const found = (await reportOrders(store, print)) + (await reportDrops(store, print));
      print(found === 0 ? 'Counters and facts agree.' : `${found} figures differ from the facts.`);
      return found;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reportOrders(store: HubStore, print: Print): Promise<number> {
  let found = 0;
  for await (const { target, events, differences } of recountOrders(store)) {
    const show = await store.documents.get('show', target.showId);
    const name = `${show?.title ?? 'a show that is gone'} (${target.showId}, ${target.runKind})`;
    print(`${name}: ${events} events, ${differences.length === 0 ? 'no difference' : 'DIFFERENT'}`);
    for (const difference of differences) print(`  ${inWords(difference)}`);
    found += differences.length;
  }
  return found;
}

async function reportDrops(store: HubStore, print: Print): Promise<number> {
  const { drops, wrong } = await recountDrops(store);
  if (drops > 0)
    print(`${drops} drops against their claims: ${wrong.length === 0 ? 'no difference' : 'DIFFERENT'}`);
  let found = 0;
  for (const { dropId, differences } of wrong) {
    const drop = await store.documents.get('drop', dropId);
    for (const difference of differences) print(`  ${drop?.title ?? ''} (${dropId}) ${inWords(difference)}`);
    found += differences.length;
  }
  return found;
}

function inWords({ figure, counted, facts }: Difference): string {
  if (counted === null) return `${figure}: not counted, the facts say ${facts}`;
  if (facts === null) return `${figure}: counted ${counted}, without any fact`;
  return `${figure}: counted ${counted}, the facts say ${facts} (${counted > facts ? '+' : ''}${counted - facts})`;
}
