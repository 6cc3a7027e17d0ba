import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useWords } from '#renderer/app/i18n.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { overLimit, type RenderedPost, ROBOT_TEXT_BYTES, unfilledNames } from './post-text.ts';
import { useVariableName } from './use-variable-name.ts';

/** In one look: ready for all, or blocked, by what, and how many groups each variable leaves out. */
export function PreviewVerdict({
  rendered,
  robots,
  everyGroup,
}: {
  rendered: readonly RenderedPost[];
  robots: ReadonlySet<string>;
  /** No tags were chosen: it is meant for every group there is. */
  everyGroup: boolean;
}) {
  const t = useWords('community');
  const variableName = useVariableName();
  const blocked = rendered.filter(({ unfilled }) => unfilled.length > 0).length;
  const long = rendered.filter((one) => overLimit(one, robots)).length;
  if (rendered.length === 0)
    return (
      <p role="status" className="border-b border-line bg-warn-tint px-3 py-2.5 text-sm text-warn">
        {t(everyGroup ? 'noGroupsTitle' : 'noAudience')}
      </p>
    );
  return (
    <div
      role="status"
      data-testid="post-verdict"
      data-blocked={blocked}
      className={`shrink-0 border-b border-line px-3 py-2.5 ${blocked > 0 ? 'bg-live-tint' : 'bg-ok-tint'}`}
    >
      <p className={`flex items-center gap-2 text-lg font-semibold ${blocked > 0 ? 'text-live' : 'text-ok'}`}>
        {blocked > 0 ? <CircleAlert size={18} aria-hidden /> : <CircleCheck size={18} aria-hidden />}
        {blocked > 0
          ? t('blocked', { n: formatCount(blocked) })
          : t(rendered.length === 1 ? 'readyForOne' : 'readyFor', { n: formatCount(rendered.length) })}
      </p>
      {blocked > 0 && (
        <ul className="m-0 mt-0.5 flex list-none flex-wrap gap-x-3 p-0 text-sm">
          {unfilledNames(rendered).map(({ name, groups }) => (
            <li key={name}>{t('blockedWhy', { name: variableName(name), n: formatCount(groups) })}</li>
          ))}
        </ul>
      )}
      {blocked > 0 && <p className="text-xs text-muted">{t('blockedText')}</p>}
      {long > 0 && (
        <p className="mt-1 flex items-start gap-1.5 text-xs text-warn">
          <TriangleAlert size={13} className="mt-0.5 shrink-0" aria-hidden />
          {t('overLimitCount', { n: formatCount(long), limit: formatCount(ROBOT_TEXT_BYTES) })}
        </p>
      )}
    </div>
  );
}
