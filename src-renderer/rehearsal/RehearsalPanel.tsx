import { useQuery } from '@tanstack/react-query';
import { ClipboardList, Drama, RotateCcw } from 'lucide-react';
import { Link } from 'react-router';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';

/** Before and after a rehearsal: making one, what it has left, its report and its reset. */
export function RehearsalPanel({ show, run, onReset }: { show: Show; run: Run; onReset: () => void }) {
  const t = useWords('rehearsal');
  const act = useAct();
  const hubThere = useHubThere();
  const mayNot = useMayNot('show');
  const showId = show.id;
  const left = useQuery({
    ...orpc.rehearsal.left.queryOptions({ input: { showId } }),
    ...{ enabled: hubThere, refetchOnMount: 'always', retry: false },
  }).data;
  const rehearsal = run.kind === 'rehearsal';
  const any = left !== undefined && Object.values(left).some((count) => count > 0);
  return (
    <section className="mt-3 border-t border-line pt-3" aria-label={t('leftTitle')}>
      {!rehearsal && run.state !== 'live' && (
        <>
          <Button
            size="sm"
            disabled={mayNot !== null}
            icon={<Drama size={13} aria-hidden />}
            onClick={() => void act(() => client.rehearsal.prepare({ showId }))}
            data-testid="rehearse"
          >
            {t('rehearse')}
          </Button>
          <p className="mt-1 mb-3 text-xs text-muted">{t('rehearseTip')}</p>
        </>
      )}
      {rehearsal && run.state === 'planned' && run.copyOf !== null && (
        <>
          <Button
            size="sm"
            disabled={mayNot !== null}
            onClick={() => void act(() => client.run.end({ runId: run.id }))}
            data-testid="rehearse-not"
          >
            {t('notNow')}
          </Button>
          <p className="mt-1 mb-3 text-xs text-muted">{t('notNowTip')}</p>
        </>
      )}
      <h3 className="font-semibold">{t('leftTitle')}</h3>
      <p className="mt-0.5 text-xs text-muted" data-testid="rehearsal-left">
        {left === undefined
          ? t(hubThere ? 'counting' : 'leftAway')
          : any
            ? t('leftSome', {
                orders: formatCount(left.orders),
                comments: formatCount(left.comments),
                claims: formatCount(left.claims),
              })
            : t('leftNone')}
      </p>
      {any && (
        <div className="mt-2 flex flex-wrap gap-1.5">
          <Link
            to={`/reports/${encodeURIComponent(showId)}/rehearsal`}
            data-testid="rehearsal-report"
            className="inline-flex h-6.5 items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-xs font-semibold hover:border-line-strong hover:bg-hover"
          >
            <ClipboardList size={13} aria-hidden />
            {t('report')}
          </Link>
          <Button
            size="sm"
            look="danger"
            disabled={mayNot !== null || (rehearsal && run.state === 'live')}
            title={rehearsal && run.state === 'live' ? t('resetRunning') : undefined}
            icon={<RotateCcw size={13} aria-hidden />}
            onClick={onReset}
            data-testid="rehearsal-reset"
          >
            {t('reset')}
          </Button>
        </div>
      )}
    </section>
  );
}
