import type { HostFrame } from '#shared/contract/host.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { formatDuration } from '../ui/format.ts';
import { hostTime } from './host-time.ts';

const phases = {
  plan: 'text-text',
  warning: 'text-warn',
  danger: 'rounded-lg bg-warn-solid px-3 text-warn-ink',
  over: 'rounded-lg bg-warn-solid px-3 text-warn-ink',
} as const;

/** What is being shown, readable from two metres: the time left in the largest digits of the page. */
export function OnAirStage({ frame, sinceMs }: { frame: HostFrame; sinceMs: number }) {
  const t = useWords('host');
  const { onAir, show } = frame;
  const time = hostTime(frame, sinceMs);
  if (!onAir || !time)
    return (
      <section className="grid min-h-48 place-items-center rounded-lg border border-line bg-panel p-6 text-center">
        <div>
          <p className="text-2xl font-semibold">
            {t(frame.runState === 'ended' ? 'runEnded' : 'nothingOnAir')}
          </p>
          {frame.runState !== 'ended' && <p className="mt-2 text-muted">{t('waitTake')}</p>}
        </div>
      </section>
    );
  const word = time.kind === 'left' ? t('timeLeft') : time.kind === 'over' ? t('timeOver') : t('noPlan');
  const money = (amount: number) => formatFen(amount, show.currency).replace(/\.00$/, '');
  return (
    <section
      data-testid="host-on-air"
      className="flex min-h-0 flex-col gap-3 overflow-y-auto rounded-lg border border-line bg-panel p-4"
    >
      <h2 className="text-[clamp(1.5rem,4vw,3rem)] leading-tight font-bold break-words">
        {onAir.name}
        {onAir.spec && <span className="ml-3 text-[0.6em] font-medium text-muted">{onAir.spec}</span>}
      </h2>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <p className="leading-none">
          <span className="sr-only">{t('price')} </span>
          <span data-testid="host-price" className="text-[clamp(2.5rem,8vw,5.5rem)] font-bold">
            {money(onAir.priceFen)}
          </span>
          {onAir.listFen !== null && onAir.listFen > onAir.priceFen && (
            <span className="ml-3 text-[clamp(1rem,2.4vw,1.6rem)] text-muted">
              <span className="sr-only">{t('listPrice')} </span>
              <s>{money(onAir.listFen)}</s>
            </span>
          )}
        </p>
        <p
          data-testid="host-time"
          data-phase={time.phase}
          className={cx('leading-none font-bold whitespace-nowrap', phases[time.phase])}
        >
          <span className="mr-3 text-[clamp(1rem,2.4vw,1.6rem)] font-semibold">{word}</span>
          <span className="text-[clamp(3rem,11vw,8rem)]">{formatDuration(time.seconds)}</span>
        </p>
      </div>
      {onAir.points.length > 0 && (
        <ul
          aria-label={t('points')}
          className="list-disc space-y-1 pl-[1.1em] text-[clamp(1.15rem,3.1vw,2.2rem)] leading-snug"
        >
          {onAir.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      <Extra label={t('mechanics')} text={onAir.mechanics} />
      <Extra label={t('remark')} text={onAir.remark} />
    </section>
  );
}

function Extra({ label, text }: { label: string; text: string }) {
  if (text === '') return null;
  return (
    <p className="text-[clamp(1rem,2.3vw,1.7rem)] leading-snug break-words">
      <span className="mr-2 text-muted">{label}</span>
      {text}
    </p>
  );
}
