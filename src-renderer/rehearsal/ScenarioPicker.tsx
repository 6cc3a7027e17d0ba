import { RadioGroup } from 'radix-ui';
import { type Scenario, scenarioSchema } from '#shared/contract/rehearsal.ts';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';

/** What the imitated evening is like: one of five, each said in a line. */
export function ScenarioPicker({
  value,
  disabled = false,
  onChange,
}: {
  value: Scenario;
  disabled?: boolean;
  onChange: (scenario: Scenario) => void;
}) {
  const t = useWords('rehearsal');
  return (
    <div className="mt-2.5">
      <RadioGroup.Root
        value={value}
        disabled={disabled}
        aria-label={t('scenario')}
        onValueChange={(next) => onChange(scenarioSchema.parse(next))}
        className="flex flex-wrap gap-1.5"
      >
        {scenarioSchema.options.map((scenario) => (
          <RadioGroup.Item
            key={scenario}
            value={scenario}
            data-testid="scenario"
            data-scenario={scenario}
            className={cx(
              'rounded-md border px-2 py-1 text-xs disabled:text-faint',
              value === scenario
                ? 'border-text font-semibold text-text'
                : 'border-line text-muted hover:border-line-strong hover:text-text',
            )}
          >
            {t(`scenario_${scenario}`)}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <p className="mt-1.5 text-xs text-muted">{t(`explain_${value}`)}</p>
    </div>
  );
}
