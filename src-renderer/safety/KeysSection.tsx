import { useEffect, useState } from 'react';
import { chordOf, chordText } from '#shared/domain/keys/chord.ts';
import { type KeyCommandId, keyCommands } from '#shared/domain/keys/key-commands.ts';
import { type KeyChange, resetKey, setKey, swapKey } from '#shared/domain/keys/keymap.ts';
import { useWords } from '../app/i18n.ts';
import { isMac, useKeymap } from '../app/key-hints.ts';
import { keyCommandName, keyGroups } from '../app/key-list.ts';
import { setPreferences, usePreferences } from '../app/use-appearance.ts';
import { useAct } from '../client/use-act.ts';
import { Section } from '../settings/Section.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';

type Problem = {
  readonly id: KeyCommandId;
  readonly chord: string;
  readonly change: Exclude<KeyChange, { outcome: 'set' }>;
} | null;

/** Every command with its key, and the way to another. What is taken is only given over by a press on "exchange". */
export function KeysSection() {
  const t = useWords('safety');
  const a = useWords('app');
  const act = useAct();
  const overrides = usePreferences()?.keys ?? {};
  const [asking, setAsking] = useState<KeyCommandId | null>(null);
  const [problem, setProblem] = useState<Problem>(null);
  const [resetting, setResetting] = useState(false);

  function take(id: KeyCommandId, chord: string, change: KeyChange): void {
    setAsking(null);
    if (change.outcome !== 'set') {
      setProblem({ id, chord, change });
      return;
    }
    setProblem(null);
    void act(() => setPreferences({ keys: change.overrides }));
  }
  return (
    <Section title={t('keysSection')}>
      <div className="flex items-center gap-2 text-xs text-muted">
        <p className="flex-1">{t('keysNote')}</p>
        <Button
          size="sm"
          look="quiet"
          disabled={Object.keys(overrides).length === 0}
          onClick={() => setResetting(true)}
        >
          {t('keyResetAll')}
        </Button>
      </div>
      {keyGroups.map(({ word, ids }) => (
        <section key={word} aria-label={a(word)}>
          <h3 className="mb-0.5 text-xs font-semibold text-muted">{a(word)}</h3>
          <ul className="m-0 list-none p-0">
            {ids.map((id) => (
              <KeyLine
                key={id}
                id={id}
                listening={asking === id}
                problem={problem?.id === id ? problem : null}
                changed={Object.hasOwn(overrides, id)}
                onAsk={() => {
                  setProblem(null);
                  setAsking(id);
                }}
                onGiveUp={() => setAsking(null)}
                onChord={(chord) => take(id, chord, setKey(overrides, id, chord))}
                onSwap={(chord) => take(id, chord, swapKey(overrides, id, chord))}
                onReset={() => take(id, keyCommands[id].chord, resetKey(overrides, id))}
                onLeave={() => setProblem(null)}
              />
            ))}
          </ul>
        </section>
      ))}
      <ConfirmDialog
        open={resetting}
        onOpenChange={setResetting}
        title={t('keyResetAll')}
        description={t('keyResetAllText')}
        confirmLabel={t('keyResetAll')}
        onConfirm={() => act(() => setPreferences({ keys: {} }))}
      />
    </Section>
  );
}

function KeyLine({
  id,
  listening,
  problem,
  changed,
  onAsk,
  onGiveUp,
  onChord,
  onSwap,
  onReset,
  onLeave,
}: {
  id: KeyCommandId;
  listening: boolean;
  problem: Problem;
  changed: boolean;
  onAsk: () => void;
  onGiveUp: () => void;
  onChord: (chord: string) => void;
  onSwap: (chord: string) => void;
  onReset: () => void;
  onLeave: () => void;
}) {
  const t = useWords('safety');
  const a = useWords('app');
  const chord = useKeymap()[id];
  const name = keyCommandName(id, a);
  const shown = chord === null ? t('keyNone') : chordText(chord, isMac());
  return (
    <li data-testid="key-line" data-command={id} className="border-b border-line py-1 last:border-0">
      <div className="flex min-h-7 items-center gap-2">
        <span className="min-w-0 flex-1 text-sm">{name}</span>
        {listening ? (
          <Listening onChord={onChord} onGiveUp={onGiveUp} />
        ) : (
          <>
            {chord === null ? <span className="text-xs text-muted">{shown}</span> : <Kbd>{shown}</Kbd>}
            {changed && (
              <Button size="sm" look="quiet" aria-label={t('keyResetAria', { name })} onClick={onReset}>
                {t('keyReset')}
              </Button>
            )}
            <Button size="sm" aria-label={t('keyChangeAria', { name, key: shown })} onClick={onAsk}>
              {t('keyChange')}
            </Button>
          </>
        )}
      </div>
      {problem && (
        <div
          role="alert"
          className="mt-1 flex items-center gap-2 rounded-md bg-warn-tint px-2.5 py-1 text-xs text-warn"
        >
          <p className="flex-1">
            {problem.change.outcome === 'clash'
              ? t('keyClash', {
                  key: chordText(problem.chord, isMac()),
                  other: keyCommandName(problem.change.with, a),
                })
              : t(`reserved_${problem.change.reason}`, { key: chordText(problem.chord, isMac()) })}
          </p>
          {problem.change.outcome === 'clash' && (
            <Button size="sm" look="warn" data-testid="key-swap" onClick={() => onSwap(problem.chord)}>
              {t('keyTakeOver')}
            </Button>
          )}
          <Button size="sm" look="quiet" onClick={onLeave}>
            {t('keyLeave')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Waits for one press. While it does, no key means anything else: it is modal to the machine that listens. */
function Listening({ onChord, onGiveUp }: { onChord: (chord: string) => void; onGiveUp: () => void }) {
  const t = useWords('safety');
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape') {
        onGiveUp();
        return;
      }
      const chord = chordOf({
        ...{ key: event.key, code: event.code, alt: event.altKey, shift: event.shiftKey },
        ctrlOrMeta: event.ctrlKey || event.metaKey,
      });
      if (chord !== null && !event.repeat) onChord(chord);
    }
    // Before everybody else: on the window, which hears of a press first.
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('blur', onGiveUp);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('blur', onGiveUp);
    };
  }, [onChord, onGiveUp]);
  return (
    <span role="status" data-testid="key-listening" className="flex items-center gap-2 text-xs">
      <span className="pulse-soft font-semibold text-warn">{t('keyPress')}</span>
      <span className="text-muted">{t('keyCancel')}</span>
    </span>
  );
}
