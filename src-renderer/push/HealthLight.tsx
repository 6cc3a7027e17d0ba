import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { PlatformStatus } from '#shared/domain/platform/act.schema.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { Dot, type DotTone } from '../ui/Dot.tsx';
import { formatTime } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

const tones: Record<PlatformStatus['health'], DotTone> = { good: 'ok', bad: 'warn', unknown: 'hatched' };
const known: readonly string[] = ['house', 'sandbox'];

/** How the platform is that this run acts on: a light that never stands without its words. */
export function HealthLight({ platform }: { platform: PlatformStatus | null }) {
  const t = useWords('push');
  const language = useLanguage();
  if (!platform)
    return (
      <span data-testid="platform-health" data-health="away" className="flex items-center gap-1.5 text-muted">
        <Dot tone="hatched" />
        {t('panel')} · {t('healthAway')}
      </span>
    );
  const { health, reason, since } = platform;
  const name = known.includes(platform.name)
    ? t(platform.name === 'house' ? 'platform_house' : 'platform_sandbox')
    : platform.name || t('panel');
  const state = t(`health_${health}`);
  const why = reason !== null && isErrorCode(reason) ? ` ${errorText(reason, {}, language)}` : '';
  const tip =
    since === null
      ? `${name} · ${state}`
      : t('healthTip', { name, state, time: formatTime(Date.parse(since)) });
  return (
    <Tooltip text={`${tip}${why}`}>
      <button
        type="button"
        data-testid="platform-health"
        data-health={health}
        className={cx(
          'flex min-w-0 items-center gap-1.5 rounded',
          health === 'bad' ? 'font-semibold text-warn' : 'text-muted',
        )}
      >
        <Dot tone={tones[health]} />
        <span className="truncate">
          {name} · {state}
        </span>
      </button>
    </Tooltip>
  );
}
