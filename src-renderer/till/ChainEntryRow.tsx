import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { TillProduct } from '#shared/contract/till.ts';
import { asksPerson, type ChainProblem } from '#shared/domain/till/chain/chain-reading.ts';
import type { SettledEntry } from '#shared/domain/till/chain/settle-chain.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Pill } from '../ui/Pill.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { ChainItemField } from './ChainItemField.tsx';
import type { Answer } from './ChainTable.tsx';
import type { ChainOutcome } from './chain-store.ts';

const byName = new Set<ChainProblem>(['no-name', 'name-unsure', 'name-or-count']);
const tones = { ready: 'ok', open: 'warn', 'left-out': 'plain', cancelled: 'plain' } as const;

/** One person's entry: as written, and as it will become a ticket. What is sure is plain text until it is edited. */
export function ChainEntryRow({
  settled,
  open,
  outcome,
  products,
  answer,
}: {
  settled: SettledEntry;
  open: boolean;
  outcome: ChainOutcome | null;
  products: readonly TillProduct[];
  answer: Answer;
}) {
  const t = useWords('till');
  const [edited, setEdited] = useState(false);
  const { entry, name, items, state } = settled;
  const { line } = entry;
  const made = outcome?.opened === true;
  // Only what is asked is a field from the start.
  const naming = !made && (edited || (open && entry.problems.some((problem) => byName.has(problem))));
  const editing = !made && edited && state !== 'cancelled';
  const dim = made || state === 'left-out' || state === 'cancelled';
  return (
    <tr
      data-testid="chain-entry"
      data-line={line}
      data-state={made ? 'opened' : state}
      data-open={open}
      className={cx('border-b border-line align-top', open && 'bg-warn-tint', dim && 'text-muted')}
    >
      <td className="px-2 py-2 text-muted">{line}</td>
      <td className="whitespace-pre-wrap break-words px-2 py-2">{`${entry.number}. ${entry.text.trim()}`}</td>
      <td className="px-2 py-1.5">
        {naming ? (
          <TextInput
            aria-label={t('chainName', { line })}
            aria-invalid={name === '' || undefined}
            placeholder={t('chainNamePlaceholder')}
            maxLength={60}
            defaultValue={name}
            onBlur={(event) => {
              const typed = event.target.value;
              if (typed !== name) answer(({ names }) => ({ names: { ...names, [line]: typed } }));
            }}
          />
        ) : (
          <span className="block break-words py-0.5 font-semibold">{name}</span>
        )}
      </td>
      <td className="px-2 py-1.5">
        {items.map((item) => (
          <ChainItemField
            key={item.item.key}
            settled={item}
            editing={editing || (open && item.open.length > 0)}
            products={products}
            answer={answer}
          />
        ))}
        {entry.note !== '' && (
          <p className="text-xs text-muted">
            {t('chainNoteLabel')}：{entry.note}
          </p>
        )}
        {entry.phone !== null && (
          <p className="text-xs text-muted">{t('chainPhone', { phone: entry.phone })}</p>
        )}
      </td>
      <td className="px-2 py-2">
        <Outcome settled={settled} outcome={outcome} />
        {!made && (
          <span className="mt-1 flex flex-wrap gap-1">
            <Choices settled={settled} answer={answer} />
            {(state === 'ready' || state === 'open') && (
              <IconButton
                label={t('chainEdit', { line })}
                className="size-6.5"
                onClick={() => setEdited(!edited)}
              >
                <Pencil size={14} aria-hidden />
              </IconButton>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}

function Outcome({ settled, outcome }: { settled: SettledEntry; outcome: ChainOutcome | null }) {
  const t = useWords('till');
  const language = useLanguage();
  const { entry, open, state, ticketLabel } = settled;
  if (outcome?.opened) return <Pill tone="ok">{t('chainState_opened', { label: outcome.label })}</Pill>;
  const said = entry.problems.filter((problem) => !asksPerson(problem) && problem !== 'cancelled');
  const why = (problem: ChainProblem) => t(`why_${problem}`, { label: ticketLabel ?? '' });
  return (
    <span className="flex flex-wrap gap-1">
      <Pill tone={tones[state]}>{t(`chainState_${state}`)}</Pill>
      {outcome && !outcome.opened && (
        <span className="w-full text-xs text-warn">
          {t('chainState_failed')}：
          {isErrorCode(outcome.code) ? errorText(outcome.code, outcome.params, language) : outcome.code}
        </span>
      )}
      {open.map((problem) => (
        <Pill key={problem} tone="warn">
          {why(problem)}
        </Pill>
      ))}
      {said.map((problem) => (
        <Pill key={problem}>{why(problem)}</Pill>
      ))}
    </span>
  );
}

/** What may be said of an entry as a whole. */
function Choices({ settled: { entry, open, state }, answer }: { settled: SettledEntry; answer: Answer }) {
  const t = useWords('till');
  const { line } = entry;
  const take = (taken: boolean) => answer((now) => ({ taken: { ...now.taken, [line]: taken } }));
  const undo = () =>
    answer((now) => {
      const { [line]: _gone, ...taken } = now.taken;
      return { taken };
    });
  if (state === 'left-out')
    return (
      <Button size="sm" look="quiet" onClick={undo}>
        {t('chainUndo')}
      </Button>
    );
  if (state === 'cancelled')
    return (
      <Button size="sm" look="quiet" onClick={() => take(true)}>
        {t('chainTakeCancelled')}
      </Button>
    );
  const byEntry = open.some((problem) => problem !== 'no-name' && problem !== 'no-items');
  return (
    <>
      {byEntry && (
        <Button size="sm" data-testid="chain-take" onClick={() => take(true)}>
          {t('chainTake')}
        </Button>
      )}
      <Button size="sm" look="quiet" data-testid="chain-leave" onClick={() => take(false)}>
        {t('chainLeave')}
      </Button>
    </>
  );
}
