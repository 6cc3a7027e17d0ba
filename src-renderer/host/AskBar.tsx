import type { HostFrame, HostRequestKind } from '#shared/contract/host.ts';
import { useWords } from '../app/i18n.ts';
import { SayButton } from './SayButton.tsx';

const asks = [
  { what: 'more-time', word: 'askMoreTime' },
  { what: 'next', word: 'askNext' },
  { what: 'stop', word: 'askStop' },
] as const satisfies readonly { what: HostRequestKind; word: string }[];

/** What the host can say without a microphone. */
export function AskBar({ asked }: Pick<HostFrame, 'asked'>) {
  const t = useWords('host');
  return (
    <section aria-label={t('ask')} className="flex flex-wrap items-center gap-2 sm:gap-3">
      {asks.map(({ what, word }) => (
        <SayButton key={what} disabled={asked.includes(what)} say={(client) => client.host.ask({ what })}>
          {asked.includes(what) ? t('asked', { what: t(word) }) : t(word)}
        </SayButton>
      ))}
    </section>
  );
}
