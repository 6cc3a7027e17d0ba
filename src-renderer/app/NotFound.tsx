import { useNavigate } from 'react-router';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useWords } from './i18n.ts';

export function NotFound() {
  const t = useWords('app');
  const navigate = useNavigate();
  return (
    <main className="grid flex-1 place-items-center">
      <EmptyState
        title={t('notFound')}
        actions={<Button onClick={() => navigate('/')}>{t('toLivePage')}</Button>}
      />
    </main>
  );
}
