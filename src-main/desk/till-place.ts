/** Where a till stands: its console, and the show and run kind that it sells for. */
import { AppError } from '#shared/contract/errors.ts';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import type { TicketPlace } from '#shared/domain/till/ticket.stock.ts';
import type { DeskParts } from './desk-parts.ts';

export interface TillPlace {
  readonly run: Run;
  readonly show: Show;
  readonly place: TicketPlace;
}

/** Throws `run/not-found`. */
export async function tillPlace({ documents, till }: DeskParts, runId: string): Promise<TillPlace> {
  const run = await documents.view.get('run', runId);
  const show = run && (await documents.view.get('show', run.showId));
  if (!run || !show) throw new AppError('run/not-found');
  const { deviceId, deviceName } = till;
  return { run, show, place: { showId: show.id, runKind: run.kind, deviceId, deviceName } };
}
