import { CircleCheck } from 'lucide-react';
import type { Till } from '#shared/domain/till/till.schema.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { localDay } from './local-day.ts';
import type { SignedUp } from './SignupPanel.tsx';

/** The group's code, for the person who has just signed up. A code that has ended is not shown as if it worked. */
export function GroupCode({
  till,
  signedUp: { name, phone, known },
  onNext,
}: {
  till: Till | null;
  signedUp: SignedUp;
  onNext: () => void;
}) {
  const t = useWords('till');
  const code = till?.groupCode ?? null;
  const until = till?.groupCodeUntil ?? null;
  const ended = until !== null && until < localDay(Date.now());
  return (
    <div
      className="m-auto flex flex-col items-center gap-3 overflow-y-auto p-5 text-center"
      data-testid="signup-done"
    >
      <p role="status" className="flex items-center gap-2 text-lg font-semibold">
        <CircleCheck size={22} aria-hidden className="shrink-0 text-ok" />
        {known ? t('signupKnown', { phone }) : t('signupDone', { name, phone })}
      </p>
      {code === null || ended ? (
        <p className="max-w-sm rounded-md border border-dashed border-line-strong p-5 text-sm text-warn">
          {ended ? t('signupCodeOld', { date: until }) : t('signupCodeNone')}
        </p>
      ) : (
        <>
          {code.as === 'picture' ? (
            <img
              src={code.picture}
              alt={t('signupCodeAlt')}
              className="h-[42vh] max-w-full rounded-md bg-white object-contain p-3"
            />
          ) : (
            <QrCode text={code.text} label={t('signupCodeAlt')} className="size-[42vh] rounded-md" />
          )}
          <p className="text-lg">{t('signupScan')}</p>
          {until !== null && <p className="text-sm text-muted">{t('signupCodeUntil', { date: until })}</p>}
        </>
      )}
      {/* The next person waits */}
      <Button autoFocus className="h-12 px-8" onClick={onNext} data-testid="signup-next">
        {t('signupNext')}
      </Button>
    </div>
  );
}
