import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useWords } from './i18n.ts';

export function ScreenCrash() {
  const t = useWords('app');
  return (
    <main className="grid h-full flex-1 place-items-center">
      <EmptyState
        title={t('crashTitle')}
        actions={
          <Button look="primary" onClick={() => location.reload()}>
            {t('reload')}
          </Button>
        }
      >
        {t('crashText')}
      </EmptyState>
    </main>
  );
}
