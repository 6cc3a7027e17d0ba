import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import type { PushState } from '#shared/contract/push.ts';
import type { RunId } from '#shared/sync/ids.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { type RepushForm, readRepush, repushErrors } from './repush-form.ts';

/** Whether takes are pushed by themselves, and whether a product is pushed again while it stays on air. */
export function PushPolicyButton({
  runId,
  state,
  mayNot,
}: {
  runId: RunId;
  state: PushState | undefined;
  mayNot: string | null;
}) {
  const t = useWords('push');
  const act = useAct();
  const [open, setOpen] = useState(false);
  if (!state) return null;
  const { onTake, repush } = state.policy;
  return (
    <Popover
      align="end"
      label={t('settings')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t('settings')} data-testid="push-settings">
          <Settings2 size={14} aria-hidden />
        </IconButton>
      }
    >
      <div className="flex flex-col gap-3">
        <Checkbox
          label={t('onTake')}
          checked={onTake}
          disabled={mayNot !== null}
          onChange={() => void act(() => client.push.set({ runId, onTake: !onTake }))}
        />
        <RepushFields
          key={repush ? `${repush.minSec}-${repush.maxSec}` : 'off'}
          first={{
            on: repush !== null,
            min: String(repush?.minSec ?? 30),
            max: String(repush?.maxSec ?? 45),
          }}
          disabled={mayNot !== null}
          onSave={async (form) => {
            const saved = await act(() => client.push.set({ runId, repush: readRepush(form) }));
            if (saved) setOpen(false);
          }}
        />
        {mayNot !== null && <p className="text-xs text-warn">{mayNot}</p>}
      </div>
    </Popover>
  );
}

function RepushFields({
  first,
  disabled,
  onSave,
}: {
  first: RepushForm;
  disabled: boolean;
  onSave: (form: RepushForm) => Promise<void>;
}) {
  const t = useWords('push');
  const [form, setForm] = useState(first);
  const [tried, setTried] = useState(false);
  const errors = repushErrors(form);
  return (
    <form
      noValidate
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(errors).length === 0) void onSave(form);
      }}
    >
      <Checkbox
        label={t('repush')}
        checked={form.on}
        disabled={disabled}
        onChange={() => setForm({ ...form, on: !form.on })}
      />
      <div className="grid grid-cols-2 gap-2">
        {(['min', 'max'] as const).map((field) => {
          const error = tried ? errors[field] : undefined;
          return (
            <Field key={field} label={t(`${field}Sec`)} error={error && t(error)}>
              {(control) => (
                <TextInput
                  {...control}
                  inputMode="numeric"
                  autoComplete="off"
                  disabled={disabled || !form.on}
                  value={form[field]}
                  onChange={({ target }) => setForm({ ...form, [field]: target.value })}
                />
              )}
            </Field>
          );
        })}
      </div>
      <p className="text-2xs text-muted">{t('repushHint')}</p>
      <Button type="submit" size="sm" className="self-end" disabled={disabled} data-testid="push-save">
        {t('save')}
      </Button>
    </form>
  );
}
