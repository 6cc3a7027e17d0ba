import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { orpc } from '#renderer/client/client.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Menu, MenuItem, MenuLabel } from '#renderer/ui/Menu.tsx';
import { tagChoices } from './group-filter.ts';

/** For whom: every group, or those that carry any of the chosen tags. */
export function AudiencePicker({
  tags,
  onTags,
}: {
  tags: readonly string[];
  onTags: (tags: string[]) => void;
}) {
  const t = useWords('community');
  const groups = useQuery(orpc.group.list.queryOptions());
  const choices = useMemo(() => tagChoices(groups.data ?? []), [groups.data]);
  const left = choices.filter(({ value }) => !tags.includes(value));
  const meant = (groups.data ?? []).filter(
    (group) => tags.length === 0 || group.tags.some((tag) => tags.includes(tag)),
  );
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-1 text-xs text-muted">
        {t('audience')} · <span className="text-text">{t('audienceCount', { n: meant.length })}</span>
      </legend>
      <div className="flex flex-wrap items-center gap-1.5">
        {tags.length === 0 && <span className="text-sm">{t('everyGroup')}</span>}
        {tags.map((tag) => (
          <button
            key={tag}
            type="button"
            aria-label={t('removeTag', { tag })}
            onClick={() => onTags(tags.filter((one) => one !== tag))}
            className="inline-flex items-center gap-1 rounded-full border border-line-strong bg-raised py-0.5 pr-1.5 pl-2 text-xs hover:bg-hover"
          >
            {tag}
            <X size={11} aria-hidden />
          </button>
        ))}
        <Menu
          align="start"
          label={t('addTag')}
          trigger={
            <Button size="sm" look="quiet" icon={<Plus size={13} aria-hidden />}>
              {t('addTag')}
            </Button>
          }
        >
          {left.length === 0 && <MenuLabel>{t('noTagsLeft')}</MenuLabel>}
          {left.map(({ value, count }) => (
            <MenuItem key={value} hint={count} onSelect={() => onTags([...tags, value])}>
              {value}
            </MenuItem>
          ))}
        </Menu>
      </div>
    </fieldset>
  );
}
