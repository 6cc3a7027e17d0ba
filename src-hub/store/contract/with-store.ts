import type { OpenStore } from '../hub-store.contract.ts';
import type { HubStore } from '../hub-store.ts';

/** A test on an empty store, closed at its end. */
export function withStore(open: OpenStore, work: (store: HubStore) => Promise<void>): () => Promise<void> {
  return async () => {
    const store = await open();
    try {
      await work(store);
    } finally {
      await store.close();
    }
  };
}
