import { withStore } from './admin.ts';
import { type Difference, recountOrders } from './recount.ts';

/** Recounts the hub in a database file, prints what it finds and answers how many figures differ. */
export async function recountFolder(file: string, print: (line: string) => void): Promise<number> {
  return withStore(file, async (store) => {
    let found = 0;
    for await (const { target, events, differences } of recountOrders(store)) {
      const show = await store.documents.get('show', target.showId);
      const name = `${show?.title ?? 'a show that is gone'} (${target.showId}, ${target.runKind})`;
      print(`${name}: ${events} events, ${differences.length === 0 ? 'no difference' : 'DIFFERENT'}`);
      for (const difference of differences) print(`  ${inWords(difference)}`);
      found += differences.length;
    }
    print(found === 0 ? 'Counters and facts agree.' : `${found} figures differ from the facts.`);
    return found;
  });
}

function inWords({ figure, counted, facts }: Difference): string {
  if (counted === null) return `${figure}: not counted, the facts say ${facts}`;
  if (facts === null) return `${figure}: counted ${counted}, without any fact`;
  return `${figure}: counted ${counted}, the facts say ${facts} (${counted > facts ? '+' : ''}${counted - facts})`;
}
