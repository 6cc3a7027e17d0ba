/** A show on a console's own hub, planned by ops as a colleague's console would make them. */
import { issueInvite, withHubStore } from '#hub/ingest/admin.ts';
import { newProduct, newShow, newSlot } from '#shared/sync/documents-fixture.ts';
import { openHubDesk } from './hub-desk.ts';
import { opOf } from './stage.ts';

export const SHOW_ID = 'show-1';
export const RUN_ID = 'run-1';

/** Makes a live run of so many slots, each for a product of its own, and starts it. Throws what the hub says. */
export async function planShow(folder: string, hub: string, slots: number): Promise<void> {
  const { code } = await withHubStore(folder, (store) => issueInvite(store, 'operator'));
  const response = await fetch(new URL('/v1/join', hub), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, personName: 'bench', deviceId: 'bench' }),
  });
  if (!response.ok) throw new Error(`join: ${response.status} ${await response.text()}`);
  const { token } = (await response.json()) as { token: string };
  const desk = await openHubDesk({ url: hub, token });
  const numbers = Array.from({ length: slots }, (_, index) => index + 1);
  await desk.push([
    opOf('show.create', newShow(SHOW_ID)),
    opOf('run.create', { id: RUN_ID, showId: SHOW_ID, kind: 'live' }),
    opOf('product.import', {
      ...{ showId: SHOW_ID, runId: RUN_ID },
      products: numbers.map((number) => newProduct(`product-${number}`)),
      slots: numbers.map((number) => newSlot(`slot-${number}`, `product-${number}`)),
    }),
    opOf('run.start', { runId: RUN_ID }),
  ]);
  desk.close();
}
