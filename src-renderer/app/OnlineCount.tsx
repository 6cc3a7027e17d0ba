import { useLive } from '../client/live.ts';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { Figure } from './Figure.tsx';
import { useWords } from './i18n.ts';

export function OnlineCount() {
  const t = useWords('app');
  const audience = useLive((live) => live.audience);
  const stale = useLive((live) => live.stale);
  return (
    <Figure label={t('online')} className="min-w-16">
      <span className={cx(stale && audience && 'hatched-faint')}>
        {audience ? formatCount(audience.online) : t('onlineUnknown')}
      </span>
    </Figure>
  );
}
