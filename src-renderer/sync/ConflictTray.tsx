import { ChevronDown, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { ConflictList } from './ConflictList.tsx';
import { useConflicts } from './use-sync.ts';

/** Operations that the hub refused, on every screen until the person has decided about each. Folded, it still counts. */
export function ConflictTray() {
  const t = useWords('sync');
  const conflicts = useConflicts();
  const [folded, setFolded] = useState(false);
  const before = useRef(conflicts.length);
  useEffect(() => {
    // What is new must be seen, whatever was folded away before.
    if (conflicts.length > before.current) setFolded(false);
    before.current = conflicts.length;
  }, [conflicts.length]);
  if (conflicts.length === 0) return null;
  return (
    <section
      data-testid="conflict-tray"
      aria-label={t('trayTitle', { n: conflicts.length })}
      className="shrink-0 rounded-lg border border-warn bg-warn-tint px-3 py-1.5"
    >
      <div className="flex items-center gap-2">
        <h2 role="status" className="flex items-center gap-2 font-semibold text-warn">
          <TriangleAlert size={15} aria-hidden />
          {t('trayTitle', { n: conflicts.length })}
        </h2>
        <span className="min-w-0 flex-1 truncate text-xs text-muted">{t('trayNote')}</span>
        <Button
          size="sm"
          look="quiet"
          aria-expanded={!folded}
          icon={<ChevronDown size={14} aria-hidden className={folded ? '' : 'rotate-180'} />}
          onClick={() => setFolded(!folded)}
        >
          {t(folded ? 'trayUnfold' : 'trayFold')}
        </Button>
      </div>
      {!folded && <ConflictList conflicts={conflicts} className="max-h-[15vh] overflow-y-auto text-sm" />}
    </section>
  );
}
