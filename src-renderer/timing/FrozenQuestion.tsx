import { useWords } from '../app/i18n.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useFrozenQuestion } from './frozen.ts';

export function FrozenQuestion() {
  const t = useWords('timing');
  const answer = useFrozenQuestion();
  if (!answer) return null;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && answer(false)}
      title={t('frozenTitle')}
      description={t('frozenText')}
      confirmLabel={t('frozenGo')}
      look="warn"
      onConfirm={() => answer(true)}
      testId="frozen-question"
    />
  );
}
