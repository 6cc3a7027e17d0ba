import { Lock, LockOpen } from 'lucide-react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

export function FreezeButton({ run }: { run: Run }) {
  const t = useWords('timing');
  const act = useAct();
  const mayNot = useMayNot('show');
  const frozen = run.frozenAt !== null;
  const Icon = frozen ? Lock : LockOpen;
  return (
    <Tooltip text={mayNot ?? t(frozen ? 'frozenTip' : 'freezeTip')}>
      <button
        type="button"
        data-testid="freeze"
        aria-pressed={frozen}
        aria-label={t('freeze')}
        disabled={mayNot !== null || run.state === 'ended'}
        onClick={() => void act(() => client.run.freeze({ runId: run.id, frozen: !frozen }))}
        className="flex h-6.5 shrink-0 items-center gap-1 rounded-md px-1.5 text-xs text-muted hover:bg-hover hover:text-text disabled:text-faint aria-pressed:bg-warn-tint aria-pressed:font-semibold aria-pressed:text-warn"
      >
        <Icon size={13} aria-hidden />
        {frozen && t('frozen')}
      </button>
    </Tooltip>
  );
}
