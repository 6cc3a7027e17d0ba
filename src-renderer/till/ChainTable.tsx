import type { TillProduct } from '#shared/contract/till.ts';
import type { ChainLine, ChainReading } from '#shared/domain/till/chain/chain-reading.ts';
import type { ChainAnswers, SettledChain } from '#shared/domain/till/chain/settle-chain.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Pill } from '../ui/Pill.tsx';
import { ChainEntryRow } from './ChainEntryRow.tsx';
import type { ChainWork } from './chain-store.ts';

export type Answer = (more: (answers: ChainAnswers) => Partial<ChainAnswers>) => void;

/** Line by line as pasted: entries with what was understood, everything else as what it was taken for. */
export function ChainTable({
  reading,
  settled,
  work,
  products,
  openOnly,
  answer,
}: {
  reading: ChainReading;
  settled: SettledChain;
  work: ChainWork;
  products: readonly TillProduct[];
  openOnly: boolean;
  answer: Answer;
}) {
  const t = useWords('till');
  const entries = new Map(settled.entries.map((entry) => [entry.entry.line, entry]));
  const head = ['colLine', 'lineText', 'colWho', 'colWhat', 'colChainState'] as const;
  return (
    <table className="w-full table-fixed text-sm" data-testid="chain-table" aria-label={t('chainTable')}>
      <colgroup>
        <col className="w-12" />
        <col className="w-[26%]" />
        <col className="w-36" />
        <col />
        <col className="w-52" />
      </colgroup>
      <thead className="sticky top-0 z-10 bg-panel text-left text-xs text-muted">
        <tr>
          {head.map((word) => (
            <th key={word} scope="col" className="border-b border-line px-2 py-1.5 font-normal">
              {t(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reading.lines.map((line) => {
          const settledEntry = entries.get(line.line);
          if (settledEntry) {
            const outcome = work.outcomes[line.line] ?? null;
            const open = settledEntry.state === 'open' && outcome?.opened !== true;
            if (openOnly && !open) return null;
            return (
              <ChainEntryRow
                key={line.line}
                settled={settledEntry}
                open={open}
                outcome={outcome}
                products={products}
                answer={answer}
              />
            );
          }
          // The lines of an entry below its first are shown with it; an empty line says nothing.
          if (line.kind === 'blank' || line.kind === 'more') return null;
          const unseen = settled.unseen.includes(line.line);
          if (openOnly && !unseen) return null;
          return <OtherLine key={line.line} line={line} unseen={unseen} answer={answer} />;
        })}
      </tbody>
    </table>
  );
}

function OtherLine({
  line: { line, text, kind },
  unseen,
  answer,
}: {
  line: ChainLine;
  unseen: boolean;
  answer: Answer;
}) {
  const t = useWords('till');
  return (
    <tr
      data-testid="chain-line"
      data-line={line}
      data-kind={kind}
      data-open={unseen}
      className="border-b border-line align-top text-muted"
    >
      <td className="px-2 py-1.5">{line}</td>
      <td colSpan={3} className="break-words px-2 py-1.5">
        {text}
      </td>
      <td className="px-2 py-1.5">
        {kind === 'unread' ? (
          <span className="flex flex-wrap items-center gap-1.5">
            <Pill tone={unseen ? 'warn' : 'plain'}>{t('chainUnread')}</Pill>
            {unseen && (
              <Button size="sm" onClick={() => answer(({ seen }) => ({ seen: { ...seen, [line]: true } }))}>
                {t('chainSeen')}
              </Button>
            )}
          </span>
        ) : (
          <span className="text-xs">{t('chainHeader')}</span>
        )}
      </td>
    </tr>
  );
}
