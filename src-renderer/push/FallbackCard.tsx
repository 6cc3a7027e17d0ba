import { Check, Copy, Eye } from 'lucide-react';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { useLanguage, useWords, type WordKey } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubLabel, useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { fenToInput } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import type { PushView } from './push-view.ts';
import type { OnAirPush } from './use-push.ts';

/** What to click on the platform's own desk, and what to paste there. It goes once a person says that it is done. */
export function FallbackCard({
  view,
  product,
  currency,
  push,
}: {
  view: PushView;
  product: Product;
  currency: string;
  push: OnAirPush;
}) {
  const t = useWords('push');
  const language = useLanguage();
  const act = useAct();
  const label = useHubLabel();
  const hubThere = useHubThere();
  const mayNot = useMayNot('show');
  const actId = view.act?.actId ?? null;
  const pastes: { what: WordKey<'push'>; shown: string; text: string }[] = [
    { what: 'name', shown: product.name, text: product.name },
    { what: 'price', shown: formatFen(product.priceFen, currency), text: fenToInput(product.priceFen) },
    ...(product.sku ? [{ what: 'sku', shown: product.sku, text: product.sku } as const] : []),
  ];
  const mayLook = actId !== null && (view.status === 'unknown' || view.status === 'not-shown');
  const settle = (done: boolean) =>
    actId === null ? push.settleHere() : void act(() => client.push.settle({ actId, done }));
  return (
    <div
      role="alert"
      data-testid="push-fallback"
      className="mt-1 max-h-[22vh] overflow-y-auto rounded-md border border-warn bg-warn-tint px-2.5 py-1.5 text-xs"
    >
      <p className="font-semibold text-warn">
        {t('cardTitle')}
        <span className="ml-2 font-normal">{whyOf(view, t, language)}</span>
      </p>
      <ol className="mt-0.5 flex flex-wrap gap-x-3">
        {(['cardStep1', 'cardStep2', 'cardStep3'] as const).map((step, at) => (
          <li key={step}>
            {at + 1}. {t(step)}
          </li>
        ))}
      </ol>
      <div className="mt-1 flex flex-wrap items-center gap-1.5">
        <ul className="contents">
          {pastes.map(({ what, shown, text }) => (
            <li key={what} className="min-w-0">
              <button
                type="button"
                aria-label={`${t('copy', { what: t(what) })} ${shown}`}
                data-testid={`push-copy-${what}`}
                onClick={() =>
                  copyText(text) ? toast.ok(t('copied', { what: t(what) })) : toast.error(t('copyFailed'))
                }
                className="flex h-6.5 max-w-full items-center gap-1.5 rounded-md border border-line-strong bg-panel px-2 hover:bg-hover"
              >
                <span className="shrink-0 text-muted">{t(what)}</span>
                <span className="truncate font-semibold">{shown}</span>
                <Copy size={12} aria-hidden className="shrink-0 text-muted" />
              </button>
            </li>
          ))}
        </ul>
        <span className="ml-auto flex flex-wrap items-center gap-1.5">
          {view.status === 'unknown' && (
            <Button
              size="sm"
              look="quiet"
              disabled={mayNot !== null || !hubThere}
              onClick={() => settle(false)}
            >
              {t('notThere')}
            </Button>
          )}
          {mayLook && (
            <Button
              size="sm"
              icon={<Eye size={12} aria-hidden />}
              data-testid="push-look"
              disabled={mayNot !== null || !hubThere}
              onClick={() => act(() => client.push.ask({ actId }))}
            >
              {t('look')}
            </Button>
          )}
          <Button
            size="sm"
            look="warn"
            icon={<Check size={12} aria-hidden />}
            data-testid="push-settle"
            disabled={mayNot !== null || (actId !== null && !hubThere)}
            onClick={() => settle(true)}
          >
            {actId === null ? t('settle') : label(t('settle'))}
          </Button>
        </span>
      </div>
    </div>
  );
}

function whyOf(
  { status, code, act }: PushView,
  t: ReturnType<typeof useWords<'push'>>,
  language: 'zh' | 'en',
): string {
  if (status === 'unsent' && code === 'hub/away') return t('unsentOffline');
  if (code === null) return status === 'unsent' ? t('unsentNone') : '';
  return isErrorCode(code) ? errorText(code, { detail: act?.detail ?? '', seconds: 3 }, language) : code;
}
