/** Figures for whoever watches the hub itself, on a registry of its own: two hubs in one process do not mix. */
import { Counter, Histogram, Registry } from 'prom-client';
import type { IngestResult } from '#shared/contract/ingest.ts';

export type FactName = 'orders' | 'comments' | 'audience';

export interface IngestMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** `route` is the pattern, never the address: addresses would make a series of every show. */
  answered(route: string, method: string, status: number): void;
  ingested(kind: FactName, result: IngestResult, seconds: number): void;
}

export function createIngestMetrics(): IngestMetrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'livedesk_hub_requests_total',
    help: 'REST requests by route and status',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const events = new Counter({
    name: 'livedesk_hub_events_total',
    help: 'Facts received by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'livedesk_hub_ingest_seconds',
    help: 'From a parsed batch to its commit',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: (route, method, status) => requests.inc({ route, method, status }),
    ingested(kind, result, seconds) {
      events.inc({ kind, outcome: 'accepted' }, result.accepted);
      events.inc({ kind, outcome: 'duplicate' }, result.duplicates);
      events.inc({ kind, outcome: 'rejected' }, result.rejected.length);
      durations.observe({ kind }, seconds);
    },
  };
}
