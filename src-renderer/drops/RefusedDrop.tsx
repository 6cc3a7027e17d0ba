import { X } from 'lucide-react';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { useMayNot } from '../team/use-may.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { adviceFor, forgetRefusal, useRefusal } from './refused-drop.ts';

/** Why this drop or script was not armed or fired when it was last tried, and what to do about it. */
export function RefusedDrop({ id, state, onEdit }: { id: string; state: string; onEdit: () => void }) {
  const t = useWords('drops');
  const language = useLanguage();
  const refusal = useRefusal(id, state);
  const mayNot = useMayNot('drop');
  if (!refusal || !isErrorCode(refusal.code)) return null;
  const advice = adviceFor(refusal.code);
  return (
    <div
      data-testid="drop-refused"
      data-code={refusal.code}
      className="flex gap-1 rounded-md bg-warn-tint py-1 pr-1 pl-2 text-xs text-warn"
    >
      <div className="min-w-0 flex-1">
        <p className="font-medium">{errorText(refusal.code, refusal.params, language)}</p>
        <p>
          {t(advice)}{' '}
          {advice === 'adviceFloor' && state !== 'armed' && mayNot === null && (
            <button type="button" className="font-semibold underline" onClick={onEdit}>
              {t('adviceEdit')}
            </button>
          )}
        </p>
      </div>
      <IconButton label={t('refusalRead')} className="size-5.5" onClick={() => forgetRefusal(id)}>
        <X size={13} aria-hidden />
      </IconButton>
    </div>
  );
}
