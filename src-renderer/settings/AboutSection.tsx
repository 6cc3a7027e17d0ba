import { useQuery } from '@tanstack/react-query';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { orpc } from '#renderer/client/client.ts';
import { describeError } from '#renderer/client/errors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Facts, Section } from './Section.tsx';

export function AboutSection() {
  const t = useWords('settings');
  const language = useLanguage();
  const info = useQuery(orpc.app.info.queryOptions());
  return (
    <Section title={t('about')}>
      {info.isError && (
        <div className="flex items-center gap-2 text-sm">
          <span className="flex-1">{describeError(info.error, language)}</span>
          <Button size="sm" onClick={() => info.refetch()}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
      {info.data && (
        <Facts
          facts={[
            [t('version'), `Livedesk ${info.data.version}`],
            [t('host'), t(info.data.host === 'electron' ? 'hostElectron' : 'hostWeb')],
            ...(info.data.demo ? [[t('demo'), t('demoText')] as const] : []),
          ]}
        />
      )}
      <div className="text-xs text-muted">
        <p className="font-semibold">{t('dataSource')}</p>
        <p>{t('attribution')}</p>
      </div>
    </Section>
  );
}
