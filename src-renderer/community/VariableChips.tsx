import { useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import { Tooltip } from '#renderer/ui/Tooltip.tsx';
import { variables, variableWords } from './variable-words.ts';

/** Every variable by its name in words; its explanation and spelling on hover and focus. */
export function VariableChips({
  hasProduct,
  onInsert,
}: {
  hasProduct: boolean;
  onInsert: (name: string) => void;
}) {
  const t = useWords('community');
  return (
    <fieldset className="m-0 min-w-0 shrink-0 border-0 p-0">
      <legend className="mb-1 text-xs text-muted">{t('variables')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {variables.map((name) => {
          const word = variableWords[name];
          const empty = name.startsWith('product.') && !hasProduct;
          return (
            <Tooltip
              key={name}
              side="top"
              text={
                <>
                  <span className="block font-semibold">{`{{${name}}}`}</span>
                  {t(`${word}Hint`)}
                  {empty && <span className="block text-warn">{t('needsProduct')}</span>}
                </>
              }
            >
              <button
                type="button"
                aria-label={t('insert', { name: t(word) })}
                data-variable={name}
                onClick={() => onInsert(name)}
                className={cx(
                  'rounded-full border border-line bg-raised px-2 py-0.5 text-xs hover:border-line-strong hover:bg-hover',
                  empty && 'text-faint',
                )}
              >
                {t(word)}
              </button>
            </Tooltip>
          );
        })}
      </div>
    </fieldset>
  );
}
