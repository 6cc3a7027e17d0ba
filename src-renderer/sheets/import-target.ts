/** Where products go: a new show, filled in from what the sheet's title says, or the end of a show's rundown. */

import { fenToInput, parseFen } from '#renderer/ui/format.ts';
import { fromLocalInput, toLocalInput } from '#renderer/ui/local-input.ts';
import type { SheetPreview, SheetTarget } from '#shared/contract/sheet.ts';
import { fen } from '#shared/domain/money.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { showMoments } from './next-date.ts';

/** As typed, so that half a number can stand there while it is written. */
export interface NewShowForm {
  readonly title: string;
  readonly currency: string;
  readonly start: string;
  readonly end: string;
  readonly target: string;
  readonly host: string;
}

export type TargetForm =
  | { readonly to: 'new-show'; readonly show: NewShowForm }
  | { readonly to: 'show'; readonly showId: ShowId };

export function newShowForm({ findings, fileName }: SheetPreview, now: Date): NewShowForm {
  const { startsAt, endsAt } = showMoments(findings, now);
  return {
    title: findings.title ?? fileName.replace(/\.[^.]+$/, ''),
    currency: 'CNY',
    start: toLocalInput(startsAt?.toISOString() ?? null),
    end: toLocalInput(endsAt?.toISOString() ?? null),
    target: findings.targetFen === null ? '' : fenToInput(findings.targetFen),
    host: findings.host ?? '',
  };
}

export type FormFault = 'targetTitleMissing' | 'targetAmountBad' | 'targetEndBefore';

export function formFaults(form: NewShowForm): Partial<Record<'title' | 'target' | 'end', FormFault>> {
  const [start, end] = [fromLocalInput(form.start), fromLocalInput(form.end)];
  return {
    ...(form.title.trim() === '' ? { title: 'targetTitleMissing' as const } : {}),
    ...(form.target.trim() !== '' && parseFen(form.target) === null
      ? { target: 'targetAmountBad' as const }
      : {}),
    ...(start !== null && end !== null && end <= start ? { end: 'targetEndBefore' as const } : {}),
  };
}

/** `null` while the form has a fault. */
export function sheetTarget(form: TargetForm): SheetTarget | null {
  if (form.to === 'show') return { to: 'show', showId: form.showId };
  const { show } = form;
  if (Object.keys(formFaults(show)).length > 0) return null;
  const target = parseFen(show.target);
  return {
    to: 'new-show',
    title: show.title.trim(),
    currency: show.currency,
    startsAt: fromLocalInput(show.start),
    plannedEndAt: fromLocalInput(show.end),
    targetFen: target === null ? null : fen(target),
    hostName: show.host.trim(),
  };
}
