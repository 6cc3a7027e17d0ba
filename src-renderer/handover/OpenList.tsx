import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../app/i18n.ts';
import { describeOp } from '../sync/describe-op.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Pill } from '../ui/Pill.tsx';
import type { OpenPoints } from './use-open-points.ts';

/** Everything that the next person must see to its end, by kind; what there is none of says so. */
export function OpenList({ points }: { points: OpenPoints }) {
  const t = useWords('handover');
  const s = useWords('sync');
  const { counts } = points;
  return (
    <div className="grid grid-cols-2 items-start gap-2">
      <Kind title={t('drops')} count={counts.drops} to="/" testId="handover-drops">
        {points.open.map(({ drop, state, granted }) => (
          <li key={drop.id} className="flex items-baseline gap-2">
            <span className="min-w-0">{drop.title}</span>{' '}
            <Pill tone="warn">
              {t(`dropState_${state as 'armed' | 'countdown' | 'sending' | 'open'}`, { n: granted })}
            </Pill>
          </li>
        ))}
      </Kind>
      <Kind title={t('unknown')} count={counts.unknown} to="/" testId="handover-unknown">
        {points.unknownDrops.map(({ drop }) => (
          <li key={drop.id}>{t('unknownDrop', { name: drop.title })}</li>
        ))}
        {points.unknownGroups.map(({ id, title, unknown }) => (
          <li key={id}>{t('unknownGroup', { name: title, n: unknown })}</li>
        ))}
        {points.unknownActs.map(({ id, name }) => (
          <li key={id}>{t('unknownAct', { name })}</li>
        ))}
        {!points.batchesKnown && <li className="text-muted">{t('batchesAway')}</li>}
      </Kind>
      <Kind title={t('stock')} count={counts.stock} to="/" testId="handover-stock">
        {points.alarms.map(({ id, name, left, alarm }) => (
          <li key={id} className="flex items-baseline gap-1.5">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <Pill tone={alarm === 'warn' ? 'warn' : 'live'}>
              {alarm === 'out' ? t('stockOut') : t('stockLeft', { n: left ?? 0 })}
            </Pill>
          </li>
        ))}
      </Kind>
      <Kind title={t('questions')} count={counts.questions} to="/" testId="handover-questions">
        {points.waiting.map(({ id, text }) => (
          <li key={id} className="truncate">
            {text}
          </li>
        ))}
      </Kind>
      <Kind title={t('conflicts')} count={counts.conflicts} to="/" testId="handover-conflicts">
        {points.conflicts.map((conflict) => (
          <li key={conflict.opId}>{describeOp(conflict, s)}</li>
        ))}
      </Kind>
      <Kind title={t('promises')} count={counts.promises} to={null} testId="handover-promises">
        {points.promises.map(({ id, text }) => (
          <li key={id} className="truncate">
            {text}
          </li>
        ))}
      </Kind>
    </div>
  );
}

function Kind({
  title,
  count,
  to,
  testId,
  children,
}: {
  title: string;
  count: number;
  /** Where it is dealt with; null = on this page. */
  to: string | null;
  testId: string;
  children: ReactNode;
}) {
  const t = useWords('handover');
  return (
    <Panel aria-label={title} data-testid={testId} data-count={count}>
      <PanelHeader
        title={
          <>
            {title}
            <Pill tone={count > 0 ? 'warn' : 'ok'}>{count}</Pill>
          </>
        }
      >
        {count > 0 && to !== null && (
          <Link to={to} className="shrink-0 text-xs text-muted underline hover:text-text print:hidden">
            {t('goFix')}
          </Link>
        )}
      </PanelHeader>
      <ul className="m-0 flex max-h-44 list-none flex-col gap-1 overflow-y-auto p-3 text-sm print:max-h-none">
        {children}
        {count === 0 && <li className="text-xs text-muted">{t('allClear')}</li>}
      </ul>
    </Panel>
  );
}
