/** The contract's calls as a flat list, for those who mount, guard or document them. */
import { type CallMeta, ingestContract } from '#shared/contract/ingest.ts';

export interface ContractCall {
  readonly method: 'GET' | 'POST';
  /** With `{showId}` where a value stands. */
  readonly path: string;
  readonly meta: CallMeta;
}

/** Throws where the contract says less than a route needs, so that a slip shows at the start and not at a request. */
export function contractCalls(): ContractCall[] {
  const procedures = Object.values(ingestContract).flatMap((noun) => Object.values(noun));
  return procedures.map((procedure) => {
    const { route, meta } = procedure['~orpc'];
    if ((route.method !== 'GET' && route.method !== 'POST') || !route.path)
      throw new Error(`a call of the ingest contract lacks method or path: ${route.path}`);
    return { method: route.method, path: route.path, meta };
  });
}
