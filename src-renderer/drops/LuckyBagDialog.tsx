import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DropOf } from '#shared/domain/drop/drop.schema.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatCount, formatTime } from '../ui/format.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { saveFile } from '../ui/save-file.ts';
import { bagCsv, isTrueDraw, winnersOf } from './bag-check.ts';

/** More are in the exported list. */
const SHOWN = 500;

/** Who takes part in a lucky bag, who won, and that the draw is true. */
export function LuckyBagDialog({
  drop,
  seen,
  onClose,
}: {
  drop: DropOf<'lucky-bag'>;
  /** How the bag stands, as the hub last said: a new entry and the draw ask again. */
  seen: string;
  onClose: () => void;
}) {
  const t = useWords('drops');
  const options = orpc.bag.entries.queryOptions({ input: { dropId: drop.id } });
  const query = useQuery({ ...options, queryKey: [...options.queryKey, seen] });
  const bag = query.data;
  const save = () =>
    bag &&
    saveFile(
      `${drop.title}.csv`,
      bagCsv(bag, [t('csvUser'), t('csvName'), t('csvAt'), t('csvPlace'), t('csvNumber')]),
      'text/csv',
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('bagTitle', { title: drop.title })}
      testId="bag-dialog"
      width="md"
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button disabled={!bag || bag.entries.length === 0} onClick={save} data-testid="bag-export">
            {t('bagExport')}
          </Button>
        </>
      }
    >
      {query.isError ? (
        <div className="flex items-center gap-3 py-4 text-sm text-warn">
          <p className="flex-1">{t('loadFailed')}</p>
          <Button onClick={() => void query.refetch()}>{t('retry')}</Button>
        </div>
      ) : bag ? (
        <BagBody drop={drop} bag={bag} />
      ) : (
        <Spinner />
      )}
    </Dialog>
  );
}

function BagBody({ drop, bag }: { drop: DropOf<'lucky-bag'>; bag: Parameters<typeof isTrueDraw>[0] }) {
  const t = useWords('drops');
  const winners = winnersOf(bag.entries);
  const isTrue = isTrueDraw(bag, drop.quota);
  return (
    <div className="flex flex-col gap-3 text-sm">
      {isTrue !== null && (
        <p
          role="status"
          data-testid="bag-check"
          data-true={isTrue}
          className={isTrue ? 'font-semibold text-ok' : 'font-semibold text-live'}
        >
          {bag.entries.length === 0
            ? t('bagNobody')
            : t(isTrue ? 'bagGood' : 'bagBad', { n: formatCount(winners.length) })}
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1 pt-2 text-xs">
        <dt className="text-muted">{t('bagHash')}</dt>
        <dd className="break-all font-mono">{bag.seedHash ?? '—'}</dd>
        <dt className="text-muted">{t('bagSeed')}</dt>
        <dd className={bag.seed === null ? '' : 'break-all font-mono'}>{bag.seed ?? t('bagSeedHidden')}</dd>
      </dl>
      <Section title={t('bagWinners')}>
        {winners.length === 0 ? (
          <p className="text-xs text-muted">{t(bag.seed === null ? 'bagEarlier' : 'bagNobody')}</p>
        ) : (
          <ol className="grid grid-cols-2 gap-1" data-testid="bag-winners">
            {winners.map(({ userId, userName, place }) => (
              <li key={userId} className="truncate rounded bg-raised px-2 py-1">
                <span className="text-muted">{place}</span> {userName || userId}
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={t('bagEntries', { n: formatCount(bag.entries.length) })}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is scrolled by keys too */}
        <ul className="max-h-40 overflow-y-auto rounded-md border border-line text-xs" tabIndex={0}>
          {bag.entries.slice(0, SHOWN).map(({ userId, userName, at }) => (
            <li key={userId} className="flex gap-2 border-b border-line px-2 py-1 last:border-0">
              <span className="min-w-0 flex-1 truncate">{userName || userId}</span>
              <time className="text-muted" dateTime={at}>
                {formatTime(Date.parse(at))}
              </time>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>
      {children}
    </section>
  );
}
