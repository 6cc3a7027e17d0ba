/** What every store of the hub must do, whatever its database. Each database's own test runs it. */

import { accessContract } from './contract/access.contract.ts';
import { actContract } from './contract/acts.contract.ts';
import { auditContract } from './contract/audit.contract.ts';
import { batchContract } from './contract/batches.contract.ts';
import { commentDeskContract } from './contract/comment-desk.contract.ts';
import { documentContract } from './contract/documents.contract.ts';
import { dropContract } from './contract/drops.contract.ts';
import { factContract } from './contract/facts.contract.ts';
import { onAirContract } from './contract/on-air.contract.ts';
import { opsContract } from './contract/ops.contract.ts';
import { pinContract } from './contract/pins.contract.ts';
import { type ReopenStore, restartContract } from './contract/restart.contract.ts';
import { signupContract } from './contract/signups.contract.ts';
import { watermarkContract } from './contract/watermarks.contract.ts';
import type { HubStore } from './hub-store.ts';

/** Opens an empty store; the test closes it. */
export type OpenStore = () => Promise<HubStore>;

/** True where every method of a store answers later, as one across a network must. */
type AllAsync<T> = T extends (...args: never[]) => infer R
  ? R extends Promise<unknown> | AsyncIterable<unknown>
    ? true
    : false
  : T extends object
    ? { [K in keyof T]: AllAsync<T[K]> }[keyof T]
    : true;
/** Does not compile once a method answers at once. */
export const everyMethodAnswersLater: AllAsync<HubStore> extends true ? true : never = true;

export function hubStoreContract(name: string, open: OpenStore, reopen: ReopenStore): void {
  documentContract(name, open);
  opsContract(name, open);
  watermarkContract(name, open);
  factContract(name, open);
  onAirContract(name, open);
  dropContract(name, open);
  batchContract(name, open);
  actContract(name, open);
  commentDeskContract(name, open);
  signupContract(name, open);
  pinContract(name, open);
  auditContract(name, open);
  accessContract(name, open);
  restartContract(name, open, reopen);
}
