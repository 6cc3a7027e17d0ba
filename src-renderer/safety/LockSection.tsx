import { useQuery } from '@tanstack/react-query';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { setPreferences, usePreferences } from '../app/use-appearance.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Section } from '../settings/Section.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';

const choices = [0, 30, 60, 180, 300, 900, 1800] as const;

/** When this console locks itself, and what can be seen then. */
export function LockSection() {
  const t = useWords('safety');
  const act = useAct();
  const preferences = usePreferences();
  const hasPin = useQuery(orpc.pin.state.queryOptions({ staleTime: 0 })).data?.set ?? false;
  const current = preferences?.lockAfterSec ?? 0;
  const set = (changes: Parameters<typeof setPreferences>[0]) => void act(() => setPreferences(changes));
  const name = (sec: number) =>
    sec === 0 ? t('lockNever') : sec < 60 ? t('lockSec', { n: sec }) : t('lockMin', { n: sec / 60 });
  const options = [...new Set([...choices, current])].sort((a, b) => a - b);
  return (
    <Section title={t('lockSection')}>
      <Field label={t('lockAfter')}>
        {(control) => (
          <Select
            {...control}
            data-testid="lock-after"
            disabled={!hasPin}
            value={String(current)}
            onChange={(value) => set({ lockAfterSec: Number(value) })}
            options={options.map((sec) => ({ value: String(sec), label: name(sec) }))}
          />
        )}
      </Field>
      <Checkbox
        label={t('lockFigures')}
        checked={preferences?.figuresWhenLocked ?? true}
        onChange={(event) => set({ figuresWhenLocked: event.target.checked })}
      />
      <div className="flex items-center gap-2">
        <Button disabled={!hasPin} data-testid="lock-now" onClick={() => void act(() => client.lock.now())}>
          {t('lockNow')} <KeyHint command="lock" />
        </Button>
      </div>
      <p className="text-xs text-muted">{hasPin ? t('lockNote') : t('lockNeedsPin')}</p>
    </Section>
  );
}
