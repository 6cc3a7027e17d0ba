import type { Rundown } from '#shared/contract/desk.ts';
import type { NumberedSlot } from '../live/slot-view.ts';
import { FallbackCard } from './FallbackCard.tsx';
import { PushLine } from './PushLine.tsx';
import { useOnAirPush } from './use-push.ts';

/** Under the product on air: whether buyers see it on the platform, and what to do where they do not. */
export function PushPanel({ rundown, current }: { rundown: Rundown; current: NumberedSlot | null }) {
  const { run, show } = rundown;
  const push = useOnAirPush(run);
  if (run.state === 'ended') return null;
  return (
    <section data-testid="push" data-status={push.view?.status ?? 'none'} className="shrink-0 px-4 pb-2">
      <PushLine run={run} push={push} />
      {current && push.view?.flagged && (
        <FallbackCard view={push.view} product={current.product} currency={show.currency} push={push} />
      )}
    </section>
  );
}
