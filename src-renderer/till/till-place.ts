import type { Run, Show } from '#shared/domain/show/show.schema.ts';

/** What every part of the till stands in. A rehearsal's tickets are practice and never meet the live ones. */
export interface TillPlace {
  readonly show: Show;
  readonly run: Run;
  readonly currency: string;
}
