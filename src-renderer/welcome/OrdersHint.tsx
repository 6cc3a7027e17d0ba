import { useWords } from '#renderer/app/i18n.ts';
import { CopyLine } from '#renderer/settings/CopyLine.tsx';
import { KEY_COMMAND } from '#renderer/settings/key-command.ts';

/** For whoever connects the shop: how real orders come in. */
export function OrdersHint() {
  const t = useWords('welcome');
  return (
    <section className="grid w-full grid-cols-[1fr_auto] items-center gap-x-4 rounded-lg border border-line px-4 py-3">
      <div className="min-w-0">
        <h2 className="text-sm font-semibold">{t('ordersTitle')}</h2>
        <p className="text-xs text-muted">{t('ordersText')}</p>
      </div>
      <CopyLine text={KEY_COMMAND} />
    </section>
  );
}
