/** What a drop is worth to a viewer, in one line: "满 199 减 20", "秒杀 9.9 · 浴巾". Pure. */
import type { DropPlan } from '#shared/domain/drop/drop.schema.ts';
import type { Say } from '../app/i18n.ts';
import { formatCount } from '../ui/format.ts';

export interface ValueWords {
  readonly t: Say<'drops'>;
  readonly money: (fen: number) => string;
  /** The name of a product of the show; null where it is not known (any more). */
  readonly nameOf: (productId: string) => string | null;
}

export function dropValue(plan: DropPlan, { t, money, nameOf }: ValueWords): string {
  switch (plan.kind) {
    case 'coupon': {
      const { amountFen, thresholdFen, tiers } = plan;
      const amount = money(amountFen);
      const off =
        thresholdFen === 0
          ? t('offAny', { amount })
          : t('offThreshold', { threshold: money(thresholdFen), amount });
      return tiers.length === 0 ? off : off + t('tiers', { n: tiers.length });
    }
    case 'cash-packet':
      return t(plan.split === 'even' ? 'packetEven' : 'packetRandom', {
        amount: money(plan.totalFen),
        n: formatCount(plan.quota),
      });
    case 'lucky-bag':
      return t('bagValue', { prize: plan.prize, n: formatCount(plan.quota) });
    case 'flash-price': {
      const name = nameOf(plan.productId);
      const price = money(plan.priceFen);
      return name === null ? t('flashValueNoName', { price }) : t('flashValue', { price, name });
    }
    case 'gift': {
      const { gift, thresholdFen } = plan;
      const name = plan.productId === null ? null : nameOf(plan.productId);
      if (name !== null) return t('giftProduct', { name, gift });
      return thresholdFen === 0
        ? t('giftAny', { gift })
        : t('giftThreshold', { threshold: money(thresholdFen), gift });
    }
  }
}
