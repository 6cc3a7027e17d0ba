/** What the show dialog holds as text, and what it means. */
import type { MutationInput } from '#shared/domain/mutations.ts';
import type { Show } from '#shared/domain/show/show.schema.ts';
import { fenToInput, parseFen } from '../ui/format.ts';
import { fromLocalInput, toLocalInput } from '../ui/local-input.ts';

export interface ShowForm {
  title: string;
  currency: string;
  /** `datetime-local` values, local time; empty = not known. */
  startsAt: string;
  endsAt: string;
  target: string;
  hostName: string;
}

export const currencies = ['CNY', 'GBP', 'USD', 'EUR', 'HKD'] as const;

/** Of a show, or of what somebody asked it to be. */
export function formOf(show: Partial<Show> | Partial<MutationInput<'show.create'>> | null): ShowForm {
  return {
    title: show?.title ?? '',
    currency: show?.currency ?? 'CNY',
    startsAt: toLocalInput(show?.startsAt ?? null),
    endsAt: toLocalInput(show?.plannedEndAt ?? null),
    target: show?.targetFen ? fenToInput(show.targetFen) : '',
    hostName: show?.hostName ?? '',
  };
}

/** The fields that a show is created or edited with. The form has been checked before. */
export function showFields(form: ShowForm) {
  return {
    title: form.title.trim(),
    startsAt: fromLocalInput(form.startsAt),
    plannedEndAt: fromLocalInput(form.endsAt),
    targetFen: form.target.trim() === '' ? null : parseFen(form.target),
    hostName: form.hostName.trim(),
  };
}
