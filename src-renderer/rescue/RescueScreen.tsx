import { useQuery } from '@tanstack/react-query';
import { DatabaseZap, Download } from 'lucide-react';
import { useState } from 'react';
import { setLanguage, useLanguage, useWords } from '#renderer/app/i18n.ts';
import { client, orpc } from '#renderer/client/client.ts';
import { describeError } from '#renderer/client/errors.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Spinner } from '#renderer/ui/Spinner.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import type { AppInfo } from '#shared/contract/desk.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';

type Reason = NonNullable<AppInfo['rescue']>;

/** All there is of a console whose data could not be opened: why, what comes next, and a way to take along what was not sent. */
export function RescueScreen({ reason }: { reason: Reason }) {
  const t = useWords('rescue');
  const language = useLanguage();
  const code = isErrorCode(reason.code) ? reason.code : 'app/unexpected';
  const next = code in whatNext ? whatNext[code as keyof typeof whatNext] : 'failedWhat';
  return (
    <main className="grid h-full place-items-center overflow-auto p-6" data-testid="rescue" data-code={code}>
      <div className="flex w-full max-w-xl flex-col gap-4 rounded-xl border border-line bg-panel p-6">
        <header className="flex items-start gap-3">
          <DatabaseZap size={26} className="mt-0.5 shrink-0 text-warn" aria-hidden />
          <h1 className="flex-1 text-lg font-semibold">{t('heading')}</h1>
          <Button
            size="sm"
            look="quiet"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            data-testid="rescue-language"
            onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {t('language')}
          </Button>
        </header>
        <p>{errorText(code, reason.params, language)}</p>
        <p className="text-sm text-muted">{t(next)}</p>
        <Unsent />
      </div>
    </main>
  );
}

const whatNext = {
  'local/newer-database': 'newerWhat',
  'local/disk-full': 'fullWhat',
  'hub/damaged': 'hubWhat',
} as const;

function Unsent() {
  const t = useWords('rescue');
  const language = useLanguage();
  const act = useAct();
  const [exported, setExported] = useState<{ n: number; bad: number } | null>(null);
  const { data, error, refetch } = useQuery(orpc.rescue.list.queryOptions());
  if (error) {
    return (
      <div className="flex items-center gap-2 text-sm" role="alert">
        <span className="flex-1 text-warn">{describeError(error, language)}</span>
        <Button size="sm" onClick={() => refetch()}>
          {t('tryAgain')}
        </Button>
      </div>
    );
  }
  if (!data) return <Spinner label={t('unsentLoading')} />;
  const held = data.filter(({ unsent }) => unsent !== 0);
  const nameOf = ({ sessionId, hubUrl }: (typeof data)[number]) =>
    sessionId === 'own' ? t('ownHub') : (hubUrl ?? t('unknownHub', { id: sessionId }));

  const exportAll = () =>
    act(async () => {
      const { fileName, json, ops, unreadable } = await client.rescue.export({ sessionId: null });
      saveFile(fileName, json, 'application/json');
      setExported({ n: ops, bad: unreadable });
    });
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      <h2 className="text-sm font-semibold">{t('unsentHeading')}</h2>
      {held.length === 0 ? (
        <p className="text-sm text-muted" data-testid="rescue-nothing">
          {t('unsentNone')}
        </p>
      ) : (
        <>
          <ul className="text-sm tabular-nums" data-testid="rescue-unsent">
            {held.map((one) => (
              <li key={one.sessionId}>
                {one.unsent === null
                  ? t('unsentUnknown', { hub: nameOf(one) })
                  : t('unsentOf', { hub: nameOf(one), n: one.unsent })}
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-3">
            <Button
              look="primary"
              icon={<Download size={15} aria-hidden />}
              data-testid="rescue-export"
              onClick={exportAll}
            >
              {t('exportDo')}
            </Button>
            <span role="status" className="text-sm text-ok" data-testid="rescue-exported">
              {exported && t(exported.bad > 0 ? 'exportedNotAll' : 'exported', exported)}
            </span>
          </div>
          <p className="text-xs text-muted">{t('exportWhy')}</p>
        </>
      )}
    </section>
  );
}
