import { useWords } from '../app/i18n.ts';
import { ScreenCrash } from '../app/ScreenCrash.tsx';
import { useStore } from '../client/store.ts';
import { Fallback } from '../ui/Fallback.tsx';
import { HostScreen } from './HostScreen.tsx';
import { type HostConnection, hostConnection, received } from './host-wire.ts';
import { looks } from './looks.ts';

const endings = {
  'no-code': 'noCode',
  'code-ended': 'codeEnded',
  unknown: 'unknown',
  removed: 'removed',
  closed: 'closed',
} as const satisfies Partial<Record<HostConnection, string>>;

/** The page before the camera: its words when there is nothing to show, else the stage. */
export function HostApp() {
  const t = useWords('host');
  const connection = useStore(hostConnection);
  const last = useStore(received);
  const look = useStore(looks);
  const ending = connection in endings ? endings[connection as keyof typeof endings] : null;
  if (ending !== null || last === null || look === null)
    return (
      <main className="grid h-full place-items-center p-8 text-center">
        <div>
          <h1 className="mb-3 text-xl font-semibold">{t('title')}</h1>
          <p role="status" className="max-w-[24rem] text-lg text-muted">
            {t(ending ?? 'connecting')}
          </p>
        </div>
      </main>
    );
  return (
    <Fallback fallback={<ScreenCrash />}>
      <HostScreen last={last} look={look} lost={connection === 'lost'} />
    </Fallback>
  );
}
