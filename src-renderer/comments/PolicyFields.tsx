import { useState } from 'react';
import type { ReplyPolicy } from '#shared/domain/comment/reply-rule.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';

const within = (text: string, min: number, max: number) => {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max ? value : null;
};

/** How much is answered by itself at most. */
export function PolicyFields({ policy, disabled }: { policy: ReplyPolicy; disabled: boolean }) {
  const t = useWords('comments');
  const act = useAct();
  const [cap, setCap] = useState(String(policy.capPerMinute));
  const [repeat, setRepeat] = useState(String(policy.noRepeatWithin));
  const capPerMinute = within(cap, 1, 30);
  const noRepeatWithin = within(repeat, 0, 20);
  const same = capPerMinute === policy.capPerMinute && noRepeatWithin === policy.noRepeatWithin;
  return (
    <fieldset disabled={disabled} className="flex flex-wrap items-end gap-3">
      <Field
        label={t('cap')}
        error={capPerMinute === null ? t('range', { min: 1, max: 30 }) : undefined}
        className="w-40"
      >
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={cap}
            onChange={(event) => setCap(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('noRepeat')}
        error={noRepeatWithin === null ? t('range', { min: 0, max: 20 }) : undefined}
        className="w-40"
      >
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={repeat}
            onChange={(event) => setRepeat(event.target.value)}
          />
        )}
      </Field>
      <Button
        disabled={same || capPerMinute === null || noRepeatWithin === null}
        onClick={() => {
          if (capPerMinute === null || noRepeatWithin === null) return;
          void act(() => client.comment.setPolicy({ capPerMinute, noRepeatWithin }));
        }}
      >
        {t('save')}
      </Button>
    </fieldset>
  );
}
