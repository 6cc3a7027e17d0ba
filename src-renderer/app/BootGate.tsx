import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useConnection } from '../client/app-state.ts';
import { orpc } from '../client/client.ts';
import { RescueScreen } from '../rescue/RescueScreen.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useWords } from './i18n.ts';

/** Shows nothing of the console before the desk has answered once; later losses are the shell's to say. */
export function BootGate({ children }: { children: ReactNode }) {
  const t = useWords('app');
  const connection = useConnection();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (connection === 'open') setOpened(true);
  }, [connection]);
  const wrong = connection === 'wrong-token';
  const info = useQuery({ ...orpc.app.info.queryOptions(), enabled: opened });
  if (opened && !wrong && !info.isPending) {
    const rescue = info.data?.rescue;
    return rescue ? <RescueScreen reason={rescue} /> : children;
  }
  return (
    <main className="grid h-full place-items-center">
      {wrong || connection === 'no-token' ? (
        <EmptyState
          icon={<KeyRound size={28} />}
          title={t(wrong ? 'bootWrongTokenTitle' : 'bootNoTokenTitle')}
        >
          {t('bootNoToken')}
        </EmptyState>
      ) : (
        <Spinner label={t('bootConnecting')} />
      )}
    </main>
  );
}
