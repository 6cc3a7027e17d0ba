import { Lock } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Command, useCommands, useKeyAction } from '../app/commands.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { usePreferences } from '../app/use-appearance.ts';
import { useLockState } from '../client/app-state.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { Field } from '../ui/Field.tsx';
import { formatTime } from '../ui/format.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { RenewForm } from './RenewForm.tsx';
import { usePinCleared } from './use-pin-cleared.ts';

/** How often the desk is told that somebody is there. */
const TOUCH_MS = 5000;
/** How often a locked console looks whether its PIN was cleared. */
const LOOK_MS = 3000;

/** Covers everything while the console is locked. The desk refuses acts by itself: this only keeps fingers away. */
export function LockCover() {
  const a = useWords('app');
  const act = useAct();
  const lock = useLockState();
  const figures = usePreferences()?.figuresWhenLocked ?? true;
  const lockNow = useCallback(() => void act(() => client.lock.now()), [act]);
  useKeyAction('lock', lockNow);
  const commands = useMemo<Command[]>(
    () => [{ id: 'lock', group: 'app', label: a('keyLock'), keyOf: 'lock', run: lockNow }],
    [a, lockNow],
  );
  useCommands('lock', commands);
  useTouches(lock?.locked ?? false);
  if (!lock?.locked) return null;
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Overlay
          data-testid="lock-shade"
          className={cx('fixed inset-0 z-80', figures ? 'bg-transparent' : 'bg-bg')}
        />
        <Dialog.Content
          data-testid="locked"
          aria-describedby="locked-text"
          onEscapeKeyDown={(event) => event.preventDefault()}
          onPointerDownOutside={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          className={cx(
            'enter fixed z-90 w-[26rem] max-w-[calc(100%-2rem)] rounded-lg border border-line-strong bg-panel p-5 shadow-2xl',
            // Figures stand at the top and in the middle: they stay in sight.
            figures ? 'inset-x-0 bottom-6 mx-auto' : 'inset-0 m-auto h-fit',
          )}
        >
          <Dialog.Title className="flex items-center gap-2 text-lg font-semibold">
            <Lock size={17} aria-hidden />
            <LockedTitle />
          </Dialog.Title>
          <WayOut since={lock.since} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LockedTitle() {
  return <>{useWords('safety')('lockedTitle')}</>;
}

/** The PIN; or another one, once somebody has cleared it elsewhere. */
function WayOut({ since }: { since: string | null }) {
  const cleared = usePinCleared(LOOK_MS);
  return cleared ? <RenewForm cleared={cleared} /> : <UnlockForm since={since} />;
}

function UnlockForm({ since }: { since: string | null }) {
  const t = useWords('safety');
  const language = useLanguage();
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  async function unlock(event: FormEvent) {
    event.preventDefault();
    if (!/^\d{4,8}$/.test(pin)) {
      setProblem(t('pinDigits'));
      return;
    }
    setBusy(true);
    try {
      await client.lock.release({ pin });
    } catch (error) {
      setProblem(describeError(error, language));
      setPin('');
      field.current?.focus();
    } finally {
      setBusy(false);
    }
  }
  return (
    <form onSubmit={(event) => void unlock(event)} className="flex flex-col gap-3">
      <p id="locked-text" className="text-sm text-muted">
        {t('lockedText', { time: since === null ? '—' : formatTime(Date.parse(since)) })}
      </p>
      <div className="flex items-start gap-2">
        <Field label={t('pin')} error={problem} className="flex-1">
          {(control) => (
            <TextInput
              {...control}
              ref={field}
              data-testid="lock-pin"
              type="password"
              inputMode="numeric"
              autoComplete="off"
              maxLength={8}
              value={pin}
              onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
        <Button
          type="submit"
          look="primary"
          disabled={busy}
          className="mt-[1.56rem]"
          data-testid="lock-release"
        >
          {busy ? t('unlocking') : t('unlock')}
        </Button>
      </div>
      <details className="text-xs text-muted">
        <summary className="cursor-pointer">{t('pinForgottenAsk')}</summary>
        <p className="mt-1 select-text">{t('pinForgotten')}</p>
      </details>
    </form>
  );
}

/** Tells the desk that somebody is there, now and then and not at every key. */
function useTouches(locked: boolean): void {
  useEffect(() => {
    if (locked) return;
    let last = 0;
    function touched(): void {
      const now = performance.now();
      if (now - last < TOUCH_MS) return;
      last = now;
      // A desk that is away hears of the next one.
      client.lock.touch().catch(() => undefined);
    }
    const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const kind of kinds) document.addEventListener(kind, touched, { capture: true, passive: true });
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, touched, { capture: true });
    };
  }, [locked]);
}
