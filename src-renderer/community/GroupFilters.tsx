import { Search, X } from 'lucide-react';
import { useMemo } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { platformWords } from '#renderer/sheets/platform-words.ts';
import { IconButton } from '#renderer/ui/IconButton.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import { TextInput } from '#renderer/ui/TextInput.tsx';
import { type Group, groupPlatformSchema } from '#shared/domain/group/group.schema.ts';
import { brandChoices, type Choice, type GroupFilter, platformChoices, tagChoices } from './group-filter.ts';

export function GroupFilters({
  groups,
  filter,
  onFilter,
}: {
  groups: readonly Group[];
  filter: GroupFilter;
  onFilter: (filter: GroupFilter) => void;
}) {
  const t = useWords('community');
  const choices = useMemo(
    () => ({ tags: tagChoices(groups), brands: brandChoices(groups), platforms: platformChoices(groups) }),
    [groups],
  );
  const platformName = (value: string) => {
    const platform = groupPlatformSchema.safeParse(value);
    return platform.success ? t(platformWords[platform.data]) : value;
  };
  const options = (all: string, found: readonly Choice[], name = (value: string) => value) => [
    { value: '', label: all },
    ...found.map(({ value, count }) => ({
      value,
      label: t('choiceCount', { value: name(value), n: count }),
    })),
  ];
  return (
    <div className="flex flex-col gap-1.5 border-b border-line p-2">
      <div className="relative">
        <TextInput
          type="search"
          before={<Search size={14} aria-hidden />}
          aria-label={t('search')}
          placeholder={t('search')}
          value={filter.search}
          onChange={(event) => onFilter({ ...filter, search: event.target.value })}
        />
        {filter.search !== '' && (
          <span className="absolute inset-y-0 right-0.5 grid place-items-center">
            <IconButton label={t('clearSearch')} onClick={() => onFilter({ ...filter, search: '' })}>
              <X size={14} aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      <div className="grid grid-cols-3 gap-1.5">
        <Select
          aria-label={t('filterTag')}
          value={filter.tag ?? ''}
          onChange={(tag) => onFilter({ ...filter, tag: tag || null })}
          options={options(t('anyTag'), choices.tags)}
        />
        <Select
          aria-label={t('filterBrand')}
          value={filter.brand ?? ''}
          onChange={(brand) => onFilter({ ...filter, brand: brand || null })}
          options={options(t('anyBrand'), choices.brands)}
        />
        <Select
          aria-label={t('filterPlatform')}
          value={filter.platform ?? ''}
          onChange={(value) =>
            onFilter({ ...filter, platform: groupPlatformSchema.safeParse(value).data ?? null })
          }
          options={options(t('anyPlatform'), choices.platforms, platformName)}
        />
      </div>
    </div>
  );
}
