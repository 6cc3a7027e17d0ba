/** What every store of the hub must do, whatever its database. Each database's own test runs it. */

import { accessContract } from './contract/access.contract.ts';
import { batchContract } from './contract/batches.contract.ts';
import { documentContract } from './contract/documents.contract.ts';
import { dropContract } from './contract/drops.contract.ts';
import { factContract } from './contract/facts.contract.ts';
import { onAirContract } from './contract/on-air.contract.ts';
import { opsContract } from './contract/ops.contract.ts';
import { signupContract } from './contract/signups.contract.ts';
import { watermarkContract } from './contract/watermarks.contract.ts';
import type { HubStore } from './hub-store.ts';

/** Opens an empty store; the test closes it. */
export type OpenStore = () => Promise<HubStore>;

export function hubStoreContract(name: string, open: OpenStore): void {
  documentContract(name, open);
  opsContract(name, open);
  watermarkContract(name, open);
  factContract(name, open);
  onAirContract(name, open);
  dropContract(name, open);
  batchContract(name, open);
  signupContract(name, open);
  accessContract(name, open);
}
