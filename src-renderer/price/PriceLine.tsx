import { formatFen } from '#shared/domain/money.ts';
import { needsSecondPerson, type Product } from '#shared/domain/product/product.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { Pill } from '../ui/Pill.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { type ReleaseView, releaseView } from './offer-view.ts';
import { type OfferView, useCombination } from './use-offers.ts';

/** One line of price facts: what is asked, what a buyer really pays, what is left of it, and what the platform shows. */
export function PriceLine({
  product,
  offer,
  currency,
}: {
  product: Product;
  offer: OfferView;
  currency: string;
}) {
  const t = useWords('price');
  const combination = useCombination();
  const acts = useLive((live) => live.acts);
  const money = (amount: number) => formatFen(amount, currency);
  const { lowest, breach } = offer;
  const list = product.listFen !== null && product.listFen > product.priceFen ? product.listFen : null;
  const commission = product.commissionBp === null ? t('noCommission') : `${product.commissionBp / 100}%`;
  return (
    <div className="mt-0.5 flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
      <span className="text-2xl font-bold tracking-tight">{money(product.priceFen)}</span>
      {list !== null && <s className="text-sm text-faint">{money(list)}</s>}
      <Tooltip
        text={lowest.parts.length === 0 ? t('handAlone') : t('handTip', { combination: combination(lowest) })}
      >
        <button type="button" data-testid="hand-price" className="rounded text-sm font-semibold">
          {t('hand', { price: money(lowest.payFen) })}
        </button>
      </Tooltip>
      <Tooltip text={t('netTip', { commission })}>
        <button type="button" data-testid="net-price" className="rounded text-sm text-muted">
          {lowest.marginFen === null
            ? t('net', { price: money(lowest.netFen) })
            : lowest.marginFen < 0
              ? t('marginLoss', { price: money(-lowest.marginFen) })
              : t('margin', {
                  price: money(lowest.marginFen),
                  share: `${Math.floor((lowest.marginFen * 100) / Math.max(1, lowest.payFen))}%`,
                })}
        </button>
      </Tooltip>
      {needsSecondPerson(product) ? (
        <Pill tone="warn">{t('needsSecond')}</Pill>
      ) : (
        <ReleasePill view={releaseView(acts, product)} money={money} />
      )}
      {breach && (
        <p role="alert" data-testid="floor-breach" className="w-full text-xs text-warn">
          {t('breach', {
            combination: combination(breach),
            price: money(breach.worthFen),
            floor: money(breach.floorFen),
          })}
          {' · '}
          {t('breachWays')}
        </p>
      )}
    </div>
  );
}

function ReleasePill({ view, money }: { view: ReleaseView; money: (amount: number) => string }) {
  const t = useWords('price');
  switch (view.is) {
    case 'none':
      // The button to release it says so.
      return null;
    case 'sending':
      return (
        <Pill tone="hatched" testId="release-state">
          {t('platformSending')}
        </Pill>
      );
    case 'open':
      return (
        <Pill tone="ok" testId="release-state">
          {t('platformOpen', { price: money(view.priceFen) })}
        </Pill>
      );
    case 'other':
      return (
        <Pill tone="warn" testId="release-state">
          {t('platformOther', { price: money(view.priceFen) })}
        </Pill>
      );
    case 'failed':
      return (
        <Pill tone="warn" testId="release-state">
          {t('platformFailed')}
        </Pill>
      );
    case 'unknown':
      return (
        <Pill tone="warn" testId="release-state">
          {t('platformUnknown')}
        </Pill>
      );
  }
}
