import { useQuery } from '@tanstack/react-query';
import type { UseFormReturn } from 'react-hook-form';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import type { DropField, DropForm } from '../live/drop-form.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';

const choices = ['everyone', 'members', 'fans'] as const;

/** For whom a drop is: everyone, members of some levels, or fans in some groups. */
export function AudienceFields({
  form,
  values,
  wrong,
}: {
  form: UseFormReturn<DropForm>;
  values: DropForm;
  wrong: (name: DropField) => boolean;
}) {
  const t = useWords('drops');
  const groups = useQuery({
    ...orpc.group.list.queryOptions({}),
    enabled: values.audienceTo === 'fans',
  });
  const chosen = new Set(values.groupIds);
  return (
    <>
      <Field label={t('audience')}>
        {(control) => (
          <Select
            {...control}
            value={values.audienceTo}
            onChange={(to) => form.setValue('audienceTo', to, { shouldDirty: true })}
            options={choices.map((to) => ({ value: to, label: t(`to_${to}`) }))}
          />
        )}
      </Field>
      {values.audienceTo === 'members' && (
        <Field
          label={t('levels')}
          hint={t('levelsHint')}
          error={wrong('levels') ? t('errLevels') : undefined}
        >
          {(control) => <TextInput autoComplete="off" {...control} {...form.register('levels')} />}
        </Field>
      )}
      {values.audienceTo === 'fans' && (
        <fieldset className="col-span-2 flex flex-col gap-1">
          <legend className="text-xs text-muted">{t('groups')}</legend>
          <div className="grid max-h-28 grid-cols-2 gap-1 overflow-y-auto rounded-md border border-line p-2">
            {groups.data?.length === 0 && <p className="text-xs text-muted">{t('groupsNone')}</p>}
            {groups.data?.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={chosen.has(id)}
                onChange={(event) =>
                  form.setValue(
                    'groupIds',
                    event.target.checked
                      ? [...values.groupIds, id]
                      : values.groupIds.filter((each) => each !== id),
                    { shouldDirty: true },
                  )
                }
              />
            ))}
          </div>
          {wrong('groupIds') && <p className="text-2xs text-live">{t('errGroups')}</p>}
        </fieldset>
      )}
    </>
  );
}
