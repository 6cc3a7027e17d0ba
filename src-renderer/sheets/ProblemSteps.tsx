import { ChevronLeft, ChevronRight, CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { cx } from '#renderer/ui/class-names.ts';
import { Kbd } from '#renderer/ui/Kbd.tsx';
import type { ProblemWalk } from './use-problem-walk.ts';

/** How much is open, and the way through it: Alt+↑ back, Alt+↓ on, also from within a field. */
export function ProblemSteps({ walk, pending }: { walk: ProblemWalk; pending: boolean }) {
  const t = useWords('sheets');
  const { step, open, at } = walk;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const down = event.key === 'ArrowDown';
      if (!event.altKey || event.isComposing || !(down || event.key === 'ArrowUp')) return;
      // A select opens its list by these keys.
      if (event.target instanceof HTMLSelectElement) return;
      event.preventDefault();
      step(down ? 1 : -1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [step]);
  const none = open.length === 0;
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
      <p
        role="status"
        className={cx('flex flex-1 items-center gap-1.5 font-semibold', none ? 'text-ok' : 'text-warn')}
      >
        {none && <CircleCheck size={15} aria-hidden />}
        {none ? t('openNone') : t('openSome', { n: open.length })}
        {pending && <span className="text-xs font-normal text-muted">{t('checking')}</span>}
      </p>
      {!none && (
        <>
          <span className="text-xs text-muted">
            {at >= 0 && t('position', { at: at + 1, n: open.length })}
          </span>
          <Button size="sm" icon={<ChevronLeft size={14} aria-hidden />} onClick={() => step(-1)}>
            {t('previous')} <Kbd>Alt ↑</Kbd>
          </Button>
          <Button size="sm" onClick={() => step(1)}>
            {t('next')} <Kbd>Alt ↓</Kbd>
            <ChevronRight size={14} aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
