import { useWords } from '../app/i18n.ts';
import { Pill } from '../ui/Pill.tsx';
import type { Mark } from './sync-view.ts';

/** Beside a thing that the hub has not confirmed as it stands, or would not have. Null shows nothing. */
export function SyncMark({ mark, className }: { mark: Mark | null; className?: string }) {
  const t = useWords('sync');
  if (mark === null) return null;
  return (
    <Pill
      tone={mark === 'refused' ? 'warn' : 'hatched'}
      title={t(`markTip_${mark}`)}
      testId={`mark-${mark}`}
      {...(className === undefined ? {} : { className })}
    >
      {t(`mark_${mark}`)}
    </Pill>
  );
}
