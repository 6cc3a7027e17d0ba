import { HandHeart } from 'lucide-react';
import { Link } from 'react-router';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { openPromiseNote } from './PromiseNote.tsx';
import { usePromises } from './use-promises.ts';

/** How many promises are open, the latest of them, and the way to note one. */
export function PromiseButton({ run }: { run: Run }) {
  const t = useWords('promises');
  const mayNot = useMayNot('promise');
  const promises = usePromises({ showId: run.showId, runKind: run.kind }).data ?? [];
  const open = promises.filter(({ state }) => state === 'open');
  return (
    <Popover
      label={t('promises')}
      align="end"
      trigger={
        <Button
          size="sm"
          look="quiet"
          icon={<HandHeart size={14} aria-hidden />}
          aria-label={t('promisesOpen', { n: open.length })}
          data-testid="promises-open"
          data-count={open.length}
        >
          {open.length > 0 ? open.length : t('promises')}
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        <ul className="m-0 flex max-h-60 list-none flex-col gap-1.5 overflow-y-auto p-0">
          {open.length === 0 && <li className="text-xs text-muted">{t('empty')}</li>}
          {[...open].reverse().map(({ id, text, kind, buyerName }) => (
            <li key={id} className="text-sm">
              <span className="text-2xs text-muted">{t(`kind_${kind}`)}</span> {text}
              {buyerName !== '' && <span className="text-muted"> · {t('to', { name: buyerName })}</span>}
            </li>
          ))}
        </ul>
        <div className="flex items-center gap-2 border-t border-line pt-2">
          <Button size="sm" disabled={mayNot !== null} title={mayNot ?? undefined} onClick={openPromiseNote}>
            {t('add')} <KeyHint command="promise" />
          </Button>
          <Link to="/handover" className="ml-auto text-xs text-muted underline hover:text-text">
            {t('all')}
          </Link>
        </div>
      </div>
    </Popover>
  );
}
