import { useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { formatClock, formatCount, formatDay } from '#renderer/ui/format.ts';
import { TextInput } from '#renderer/ui/TextInput.tsx';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { nextMoment } from './release-view.ts';

const AT_FIRST_MS = 2 * 3_600_000;

/** With the hub away: until when the announcement may still go out by itself. */
export function ReleaseDialog({
  open,
  onOpenChange,
  runKind,
  robots,
  hands,
  onRelease,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  runKind: RunKind;
  robots: number;
  hands: number;
  /** Resolves whether it was taken. */
  onRelease: (until: string) => Promise<boolean>;
}) {
  const t = useWords('community');
  const [time, setTime] = useState(() => formatClock(Date.now() + AT_FIRST_MS));
  const [busy, setBusy] = useState(false);
  const until = nextMoment(time, Date.now());
  async function release() {
    if (until === null) return;
    setBusy(true);
    try {
      if (await onRelease(new Date(until).toISOString())) onOpenChange(false);
    } finally {
      setBusy(false);
    }
  }
  const counts = { robots: formatCount(robots), hands: formatCount(hands) };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      testId="release-dialog"
      title={t('releaseTitle', { n: formatCount(robots + hands) })}
      description={t(runKind === 'live' ? 'releaseTextReal' : 'releaseTextSimulated', counts)}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('releaseNot')}</Button>
          <Button
            look={runKind === 'live' ? 'danger' : 'warn'}
            disabled={busy || until === null}
            data-testid="release-confirm"
            onClick={release}
          >
            {t('releaseDo')}
          </Button>
        </>
      }
    >
      <Field
        label={t('releaseUntil')}
        hint={until === null ? undefined : t('releaseUntilHint', { time: formatDay(until) })}
        error={until === null ? t('releaseUntilBad') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            type="time"
            data-testid="release-until"
            value={time}
            onChange={(event) => setTime(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
