import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useCurrentShow } from '#renderer/app/current-show.ts';
import { useWords } from '#renderer/app/i18n.ts';
import { parseFen } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/IconButton.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import { formatFen } from '#shared/domain/money.ts';
import { formFaults, type NewShowForm, type TargetForm } from './import-target.ts';
import { NewShowDialog } from './NewShowDialog.tsx';

/** Where the products go, and what the new show will be, in one line. */
export function TargetPicker({
  form,
  newShow,
  onChange,
  onNewShow,
  onReset,
}: {
  form: TargetForm;
  newShow: NewShowForm;
  onChange: (form: TargetForm) => void;
  onNewShow: (form: NewShowForm) => void;
  onReset: () => void;
}) {
  const t = useWords('sheets');
  const [editing, setEditing] = useState(false);
  const { shows } = useCurrentShow();
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2">
      <label htmlFor="sheet-target" className="shrink-0 text-xs text-muted">
        {t('target')}
      </label>
      <Select
        id="sheet-target"
        data-testid="sheet-target"
        className="w-48! shrink-0"
        value={form.to === 'new-show' ? '' : form.showId}
        onChange={(value) => {
          const found = shows.find(({ show }) => show.id === value);
          onChange(found ? { to: 'show', showId: found.show.id } : { to: 'new-show', show: newShow });
        }}
        options={[
          { value: '', label: t('targetNewShow') },
          ...shows.map(({ show }): { value: string; label: string } => ({
            value: show.id,
            label: show.title,
          })),
        ]}
      />
      {form.to === 'show' ? (
        <span className="truncate text-sm text-muted">{t('targetAppend')}</span>
      ) : (
        <>
          <NewShowLine form={form.show} />
          <IconButton label={t('targetEdit')} onClick={() => setEditing(true)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <NewShowDialog
            open={editing}
            onOpenChange={setEditing}
            form={form.show}
            onChange={onNewShow}
            onReset={onReset}
          />
        </>
      )}
    </div>
  );
}

function NewShowLine({ form }: { form: NewShowForm }) {
  const t = useWords('sheets');
  const [fault] = Object.values(formFaults(form));
  const target = parseFen(form.target);
  const time =
    form.start === ''
      ? t('targetNoTime')
      : `${form.start.replace('T', ' ')}${form.end === '' ? '' : `–${form.end.slice(11)}`}`;
  const parts = [
    time,
    target === null ? null : t('targetGoal', { amount: formatFen(target, form.currency) }),
    form.host || null,
  ].filter(Boolean);
  return (
    <div className="min-w-0 text-xs leading-tight">
      <p className="line-clamp-1 text-sm font-semibold">{form.title}</p>
      <p className={fault ? 'text-live' : 'line-clamp-1 text-muted'}>
        {fault ? t(fault) : parts.join(' · ')}
      </p>
    </div>
  );
}
