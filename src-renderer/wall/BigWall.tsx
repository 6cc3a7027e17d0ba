import { Minimize2 } from 'lucide-react';
import { useEffect } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { AsOf } from '../sync/AsOf.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { TargetLine } from './TargetPanel.tsx';
import type { WallFigures } from './use-wall.ts';

/** For a screen on the wall: a few figures that are read from across the room, over everything else. */
export function BigWall({
  rundown,
  figures,
  onExit,
}: {
  rundown: Rundown;
  figures: WallFigures;
  onExit: () => void;
}) {
  const t = useWords('wall');
  const totals = useLive((live) => live.totals);
  const online = useLive((live) => live.audience?.online ?? null);
  const stale = useLive((live) => live.stale);
  const { show, run } = rundown;
  const money = (amount: number) => formatFen(amount, show.currency);
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onExit();
    };
    addEventListener('keyup', leave);
    return () => removeEventListener('keyup', leave);
  }, [onExit]);
  const small = [
    [t('perMinute'), money(figures.pace.meanFen)],
    [t('orders'), formatCount(totals.orders)],
    [t('buyers'), formatCount(totals.buyers)],
    [t('online'), online === null ? '—' : formatCount(online)],
  ] as const;
  return (
    <main
      aria-label={t('bigView')}
      data-testid="wall-big"
      className="fixed inset-0 z-30 flex flex-col gap-[2vh] overflow-hidden bg-bg p-[3vmin]"
    >
      <header className="flex items-center gap-4 text-2xl">
        <span
          className={cx(
            'rounded-md px-3 py-1 font-bold',
            run.kind === 'rehearsal' ? 'bg-warn-solid text-warn-ink' : 'bg-live-solid text-white',
          )}
        >
          {t(`mode_${run.kind}`)}
        </span>
        <h2 className="min-w-0 flex-1 truncate font-semibold">{show.title}</h2>
        <AsOf />
        <Button onClick={onExit}>
          <Minimize2 size={15} aria-hidden />
          {t('bigExit')}
        </Button>
      </header>
      <div className="grid min-h-0 flex-1 place-items-center">
        <div className="text-center">
          <p className="text-[3.5vmin] text-muted">{t('net')}</p>
          <p
            data-testid="wall-big-net"
            data-exact={totals.netFen}
            className={cx('leading-none font-bold tracking-tight', stale && 'hatched-faint')}
            // As large as its digits leave room for: tens of millions still fit.
            style={{ fontSize: `min(13vw, 24vh, ${150 / money(totals.netFen).length}vw)` }}
          >
            {money(totals.netFen)}
          </p>
        </div>
      </div>
      <TargetLine rundown={rundown} pacing={figures.pacing} big />
      <dl className="grid grid-cols-4 gap-[2vw]">
        {small.map(([label, value]) => (
          <div key={label} className="min-w-0">
            <dt className="text-[2.6vmin] text-muted">{label}</dt>
            <dd className="truncate text-[min(3.4vw,7vh)] leading-tight font-semibold tracking-tight">
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
