import { useWords } from '#renderer/app/i18n.ts';
import { useSyncState } from '#renderer/client/app-state.ts';
import { CopyLine } from './CopyLine.tsx';
import { KEY_COMMAND } from './key-command.ts';
import { Section } from './Section.tsx';

/** Where integrators post, and how they get a key. */
export function OrdersSection() {
  const t = useWords('settings');
  const sync = useSyncState();
  return (
    <Section title={t('orders')}>
      <p className="text-sm text-muted">{t('ordersText')}</p>
      <div>
        <p className="mb-1 text-xs text-muted">{t('ordersAddress')}</p>
        {sync?.hubUrl ? (
          <CopyLine text={`${sync.hubUrl.replace(/\/$/, '')}/v1`} />
        ) : (
          <p className="text-sm text-faint">{t('ordersNoUrl')}</p>
        )}
      </div>
      <div>
        <p className="mb-1 text-xs text-muted">{t('ordersKey')}</p>
        {sync?.ownHub === false ? (
          <p className="text-sm">{t('ordersTeam')}</p>
        ) : (
          <CopyLine text={KEY_COMMAND} />
        )}
      </div>
    </Section>
  );
}
