import { useState } from 'react';
import { useCurrentShow } from '#renderer/app/current-show.ts';
import type { SheetPreview, SheetTarget } from '#shared/contract/sheet.ts';
import { type NewShowForm, newShowForm, sheetTarget, type TargetForm } from './import-target.ts';

export interface ShowTarget {
  readonly form: TargetForm;
  readonly newShow: NewShowForm;
  /** `null` while the form has a fault. */
  readonly ready: SheetTarget | null;
  /** In which the prices will be. */
  readonly currency: string;
  onChange(form: TargetForm): void;
  onNewShow(form: NewShowForm): void;
  onReset(): void;
}

/** Where the products will go. Until the person changes the new show, it follows what the sheet's title says. */
export function useShowTarget(preview: SheetPreview): ShowTarget {
  const { shows } = useCurrentShow();
  const [now] = useState(() => new Date());
  const [edited, setEdited] = useState<NewShowForm | null>(null);
  const [showId, setShowId] = useState<Extract<TargetForm, { to: 'show' }>['showId'] | null>(null);
  const newShow = edited ?? newShowForm(preview, now);
  const chosen = shows.find(({ show }) => show.id === showId)?.show ?? null;
  const form: TargetForm = chosen ? { to: 'show', showId: chosen.id } : { to: 'new-show', show: newShow };
  return {
    form,
    newShow,
    ready: sheetTarget(form),
    currency: chosen?.currency ?? newShow.currency,
    onChange: (next) => setShowId(next.to === 'show' ? next.showId : null),
    onNewShow: setEdited,
    onReset: () => setEdited(null),
  };
}
