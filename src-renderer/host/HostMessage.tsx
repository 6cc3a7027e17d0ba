import type { HostFrame } from '#shared/contract/host.ts';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { SayButton } from './SayButton.tsx';

/** One line from the desk. It stays until the desk takes it back; "got it" only calms it. */
export function HostMessage({ message }: { message: NonNullable<HostFrame['message']> }) {
  const t = useWords('host');
  return (
    <section
      aria-live="assertive"
      data-testid="host-message"
      className={cx(
        'flex flex-wrap items-center gap-3 rounded-lg border p-3',
        message.acknowledged ? 'border-line bg-panel' : 'border-warn bg-warn-tint',
      )}
    >
      <p className="min-w-0 flex-1 text-[clamp(1.3rem,3vw,2.2rem)] leading-tight font-bold break-words">
        <span className="sr-only">{t('message')}: </span>
        {message.text}
      </p>
      {message.acknowledged ? (
        <span className="text-sm text-muted">{t('acknowledged')}</span>
      ) : (
        <SayButton say={(client) => client.host.acknowledge({ messageId: message.id })}>
          {t('gotIt')}
        </SayButton>
      )}
    </section>
  );
}
