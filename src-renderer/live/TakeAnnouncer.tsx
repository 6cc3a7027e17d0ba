import type { Rundown } from '#shared/contract/desk.ts';
import { useWords } from '../app/i18n.ts';
import type { NumberedSlot } from './slot-view.ts';

/** Tells a screen reader what has just gone on air. */
export function TakeAnnouncer({
  rundown,
  numbered,
}: {
  rundown: Rundown;
  numbered: readonly NumberedSlot[];
}) {
  const t = useWords('live');
  const onAir = numbered.find((each) => each.slot.id === rundown.run.onAirSlotId);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {onAir && t('announceTake', { number: onAir.number, name: onAir.product.name })}
    </p>
  );
}
