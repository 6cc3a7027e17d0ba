import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { formatClock } from '../ui/format.ts';
import { Loaded } from './Loaded.tsx';
import { useUnsentKey } from './use-till.ts';

/** Whom this console has signed up today, with as much of the number as its owner needs to know it. */
export function SignupsToday({ showId }: { showId: string }) {
  const t = useWords('till');
  const marks = useMarks();
  const unsent = useUnsentKey();
  const query = useQuery({
    ...orpc.signup.today.queryOptions({ input: { showId } }),
    queryKey: [...orpc.signup.today.key({ input: { showId } }), unsent],
    // The same counts come again, and what was answered then is old.
    staleTime: 0,
    placeholderData: (before) => before,
  });
  return (
    <>
      <p className="flex shrink-0 items-start gap-2 border-b border-line px-3 py-2 text-xs text-muted">
        <Lock size={14} aria-hidden className="mt-0.5 shrink-0" />
        {t('signupSealed')}
      </p>
      <Loaded query={query}>
        {(signups) =>
          signups.length === 0 ? (
            <p className="m-auto p-4 text-sm text-muted">{t('signupTodayNone')}</p>
          ) : (
            <ul className="min-h-0 flex-1 overflow-y-auto">
              {signups.map(({ id, name, phone, at, pending }) => (
                <li
                  key={id}
                  data-testid="signup-row"
                  className="flex items-center gap-2 border-b border-line px-3 py-1.5 text-sm"
                >
                  <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
                  <span className="text-muted">{phone}</span>
                  <time dateTime={at} className="text-muted">
                    {formatClock(Date.parse(at))}
                  </time>
                  <SyncMark mark={marks([id], pending)} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
