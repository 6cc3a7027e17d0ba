import { CircleAlert, FileSpreadsheet } from 'lucide-react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { cx } from '#renderer/ui/class-names.ts';
import { ProgressBar } from '#renderer/ui/ProgressBar.tsx';
import type { SheetKind } from '#shared/contract/sheet.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { sheetErrorText } from './sheet-error-text.ts';
import { fileSize } from './sheet-file.ts';
import type { FileFailure, SheetSession } from './use-sheet-session.ts';

/** Before there is anything to check: choose or drop, the progress of reading, and why a file was refused. */
export function FileStage({
  kind,
  session,
  over,
}: {
  kind: SheetKind;
  session: SheetSession;
  over: boolean;
}) {
  const t = useWords('sheets');
  const { state } = session;
  const products = kind === 'products';
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto p-4">
      <div
        className={cx(
          'flex w-[40rem] max-w-full flex-col items-center gap-3 rounded-lg border border-dashed bg-panel px-8 py-10 text-center',
          over ? 'border-focus bg-raised' : 'border-line-strong',
        )}
      >
        <FileSpreadsheet size={40} strokeWidth={1.25} className="text-faint" aria-hidden />
        <h2 className="text-xl font-semibold">
          {over ? t('dropNow') : t(products ? 'dropTitleProducts' : 'dropTitleGroups')}
        </h2>
        <p className="text-sm text-muted">{t('dropHint')}</p>
        {state.at === 'reading' ? (
          <ReadingFile file={state.file} share={state.share} onCancel={session.reset} />
        ) : (
          <ChooseFile look="primary" size="lg" label={t('chooseFile')} onFile={session.open} />
        )}
        {state.at === 'file' && state.failure && (
          <Refused
            name={state.file?.name ?? ''}
            failure={state.failure}
            onRetry={() => state.file && session.open(state.file)}
          />
        )}
        <div className="mt-3 border-t border-line pt-4 text-xs text-muted">
          <p className="mb-1 font-semibold text-text">{t('readsTitle')}</p>
          <p className="max-w-[34rem]">{t(products ? 'readsProducts' : 'readsGroups')}</p>
          <p className="mt-2">{t('nothingYet')}</p>
        </div>
      </div>
    </div>
  );
}

function ReadingFile({ file, share, onCancel }: { file: File; share: number; onCancel: () => void }) {
  const t = useWords('sheets');
  const label = share < 1 ? t('reading', { name: file.name }) : t('checking');
  return (
    <div role="status" className="flex w-80 max-w-full flex-col items-center gap-2 text-sm">
      <p className="max-w-full truncate">{label}</p>
      <ProgressBar className="w-full" share={share} label={label} />
      <p className="text-xs text-muted">{fileSize(file.size)}</p>
      <Button size="sm" look="quiet" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  );
}

const refusalWords = {
  'wrong-kind': 'wrongKind',
  'too-large': 'tooLarge',
  empty: 'emptyFile',
  unreadable: 'unreadableFile',
} as const;

function Refused({ name, failure, onRetry }: { name: string; failure: FileFailure; onRetry: () => void }) {
  const t = useWords('sheets');
  const language = useLanguage();
  return (
    <div
      role="alert"
      className="flex max-w-full items-start gap-2 rounded-md bg-live-tint px-3 py-2 text-left text-sm text-live"
    >
      <CircleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
      <div className="min-w-0">
        {name !== '' && <p className="break-all font-semibold">{name}</p>}
        <p>
          {'refusal' in failure ? t(refusalWords[failure.refusal]) : sheetErrorText(failure.error, language)}
        </p>
      </div>
      {('error' in failure || failure.refusal === 'unreadable') && (
        <Button size="sm" className="ml-2" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </div>
  );
}
