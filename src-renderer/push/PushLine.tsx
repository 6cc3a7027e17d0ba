import { RefreshCw } from 'lucide-react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubLabel, useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { Dot, type DotTone } from '../ui/Dot.tsx';
import { formatTime } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { HealthLight } from './HealthLight.tsx';
import { PushPolicyButton } from './PushPolicyButton.tsx';
import type { PushView } from './push-view.ts';
import type { OnAirPush } from './use-push.ts';

const tones: Record<PushView['status'], DotTone> = {
  ...{ sending: 'hatched', shown: 'ok', 'by-hand': 'ok', off: 'quiet' },
  ...{ 'not-shown': 'warn', failed: 'warn', unknown: 'hatched', expired: 'warn', unsent: 'warn' },
};

/** One line: the platform's health, what became of the push, when it is pushed again, and the ways to do so. */
export function PushLine({ run, push }: { run: Run; push: OnAirPush }) {
  const t = useWords('push');
  const act = useAct();
  const label = useHubLabel();
  const hubThere = useHubThere();
  const mayNot = useMayNot('show');
  const { view, platform, next } = push;
  const slotId = run.onAirSlotId;
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-xs">
      <HealthLight platform={platform} />
      {view && (
        <p
          role="status"
          data-testid="push-state"
          className={cx(
            'flex min-w-24 flex-1 items-center gap-1.5',
            view.flagged ? 'font-semibold text-warn' : 'text-muted',
          )}
        >
          <Dot tone={view.stale ? 'hatched' : tones[view.status]} />
          <span className="min-w-0 flex-1 truncate" title={saidOf(view, t)}>
            {saidOf(view, t)}
            {view.stale && ` · ${t('stale')}`}
            {next && view.status === 'shown' && (
              <span data-testid="push-next"> · {t('next', { time: formatTime(Date.parse(next.at)) })}</span>
            )}
          </span>
        </p>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-1">
        {slotId !== null && (
          <Tooltip text={t('againTip')}>
            <Button
              size="sm"
              look={view?.flagged ? 'plain' : 'quiet'}
              icon={<RefreshCw size={12} aria-hidden />}
              data-testid="push-again"
              disabled={!hubThere || mayNot !== null || view?.status === 'sending'}
              onClick={() => act(() => client.push.again({ runId: run.id, slotId }))}
            >
              {label(t(view?.status === 'unsent' || view?.status === 'off' ? 'push' : 'again'))}
            </Button>
          </Tooltip>
        )}
        <PushPolicyButton runId={run.id} state={push.state} mayNot={mayNot} />
      </span>
    </div>
  );
}

function saidOf({ status, act }: PushView, t: ReturnType<typeof useWords<'push'>>): string {
  const at = (iso: string | null | undefined) => ({ time: iso ? formatTime(Date.parse(iso)) : '' });
  switch (status) {
    case 'sending':
      return act?.sentAt ? t('sendingSince', at(act.sentAt)) : t('sending');
    case 'shown':
      return t(act?.origin === 'repush' ? 'shownAgain' : 'shown', at(act?.movedAt));
    case 'not-shown':
      return t('not-shown', at(act?.sentAt));
    default:
      return t(status);
  }
}
