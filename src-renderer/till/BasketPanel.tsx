import { Banknote, Clock3, QrCode, ShoppingBasket } from 'lucide-react';
import type { KeyCommandId } from '#shared/domain/keys/key-commands.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PanelHeader } from '../ui/Panel.tsx';
import { BasketRow } from './BasketRow.tsx';
import type { TillKey } from './till-keys.ts';
import type { Selling } from './use-selling.ts';

const ways = [
  { step: 'cash', word: 'payCash', icon: Banknote, look: 'primary' },
  { step: 'qr', word: 'payQr', icon: QrCode, look: 'plain' },
  { step: 'later', word: 'payLater', icon: Clock3, look: 'plain' },
] as const;

/** What is about to be bought, and the three ways on. */
export function BasketPanel({
  selling,
  currency,
  keys,
  onStep,
}: {
  selling: Selling;
  currency: string;
  keys: Readonly<Record<TillKey, KeyCommandId>>;
  onStep: (step: 'cash' | 'qr' | 'later') => void;
}) {
  const t = useWords('till');
  const { basket } = selling;
  const empty = selling.entries.length === 0;
  return (
    <>
      <PanelHeader title={t('basket')} note={empty ? undefined : t('pieces', { n: basket.pieces })}>
        {!empty && (
          <Button size="sm" look="quiet" data-testid="basket-clear" onClick={selling.clear}>
            {t('basketClear')}
          </Button>
        )}
      </PanelHeader>
      {empty ? (
        <EmptyState icon={<ShoppingBasket size={28} aria-hidden />} title={t('basketEmpty')}>
          {t('basketEmptyText')}
        </EmptyState>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto" data-testid="basket">
          {basket.lines.map((line) => (
            <BasketRow key={line.product.productId} line={line} currency={currency} selling={selling} />
          ))}
        </ul>
      )}
      {basket.gone > 0 && (
        <p
          role="alert"
          className="flex items-center gap-2 border-t border-line bg-warn-tint px-3 py-2 text-sm text-warn"
        >
          <span className="flex-1">{t('basketGone', { n: basket.gone })}</span>
          <Button size="sm" onClick={selling.removeGone}>
            {t('removeGone')}
          </Button>
        </p>
      )}
      <footer className="shrink-0 border-t border-line p-3">
        <p className="flex items-baseline justify-between">
          <span className="text-muted">{t('total')}</span>
          <output data-testid="basket-total" data-fen={basket.totalFen} className="text-2xl font-bold">
            {formatFen(basket.totalFen, currency)}
          </output>
        </p>
        <div className="mt-2 grid grid-cols-2 gap-2">
          {ways.map(({ step, word, icon: Icon, look }) => (
            <Button
              key={step}
              look={look}
              data-testid={`pay-${step}`}
              disabled={!basket.canSell}
              icon={<Icon size={18} aria-hidden />}
              className={step === 'cash' ? 'col-span-2 h-14 text-lg' : 'h-13'}
              onClick={() => onStep(step)}
            >
              {t(word)}
              <KeyHint command={keys[step]} />
            </Button>
          ))}
        </div>
      </footer>
    </>
  );
}
