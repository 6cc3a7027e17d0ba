import type { HostFrame } from '#shared/contract/host.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';

export function NextCard({
  next,
  later,
  currency,
}: Pick<HostFrame, 'next' | 'later'> & { currency: HostFrame['show']['currency'] }) {
  const t = useWords('host');
  return (
    <section
      aria-label={t('next')}
      data-testid="host-next"
      className="rounded-lg border border-line bg-panel p-3"
    >
      <h2 className="text-sm font-semibold text-muted">{t('next')}</h2>
      {next ? (
        <p className="mt-1 text-[clamp(1.2rem,2.4vw,1.8rem)] leading-tight font-semibold break-words">
          {next.name}
          <span className="ml-3 text-muted">{formatFen(next.priceFen, currency).replace(/\.00$/, '')}</span>
        </p>
      ) : (
        <p className="mt-1 text-muted">{t('nextNone')}</p>
      )}
      {later.length > 0 && (
        <p className="mt-2 text-sm text-muted">
          {t('later')} {later.join(' · ')}
        </p>
      )}
    </section>
  );
}
