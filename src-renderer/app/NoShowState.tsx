import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from './i18n.ts';

/** A screen that tells of a show, before there is one: what will stand here, and the way to make or open one. */
export function NoShowState({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  const t = useWords('app');
  const navigate = useNavigate();
  return (
    <Panel className="flex-1">
      <EmptyState
        icon={icon}
        title={t('noShow')}
        actions={
          <Button look="primary" onClick={() => void navigate('/')}>
            {t('toStart')}
          </Button>
        }
      >
        {children}
      </EmptyState>
    </Panel>
  );
}
