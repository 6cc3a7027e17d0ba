import { reasonsForSecondPerson } from '#shared/domain/approval/second-person.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useReasons } from './ApprovalItem.tsx';
import { offerView, useCombination, usePolicy } from './use-offers.ts';

/** What a price would come to while it is typed: what buyers pay, what stands in the way, and who has to confirm it. */
export function RepriceNote({
  before,
  after,
  drops,
  currency,
}: {
  before: Product;
  /** The same with what stands in the form; null while that cannot be read. */
  after: Product | null;
  drops: readonly Drop[];
  currency: string;
}) {
  const t = useWords('price');
  const combination = useCombination();
  const reasonsOf = useReasons();
  const policy = usePolicy();
  if (!after) return null;
  const money = (amount: number) => formatFen(amount, currency);
  const { lowest, breach } = offerView(after, drops);
  const reasons = reasonsForSecondPerson(before, after, policy);
  // That it lies below its floor, and what follows from it, the dialog says in its own line.
  const others = reasons.some((reason) => reason !== 'below-floor');
  return (
    <div data-testid="reprice-note" className="col-span-2 flex min-h-5 flex-col gap-1 text-xs">
      <p className="text-muted">
        {t('dialogHand', {
          price: money(lowest.payFen),
          combination: lowest.parts.length === 0 ? t('handNone') : combination(lowest),
          net: money(lowest.netFen),
        })}
      </p>
      {breach && (
        <p className="text-warn" data-testid="floor-breach">
          {t('breach', {
            combination: combination(breach),
            price: money(breach.worthFen),
            floor: money(breach.floorFen),
          })}
        </p>
      )}
      {others && (
        <p className="text-warn" data-testid="needs-second">
          {t('dialogSecond', { reasons: reasonsOf(reasons) })}
        </p>
      )}
    </div>
  );
}
