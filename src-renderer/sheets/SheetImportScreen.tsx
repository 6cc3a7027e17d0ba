import { useEffect, useRef, useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { useMayNot } from '#renderer/team/use-may.ts';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import type { SheetKind } from '#shared/contract/sheet.ts';
import { CheckStage } from './CheckStage.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { FileStage } from './FileStage.tsx';
import { takeHandedFile } from './file-handoff.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { openCount } from './open-problems.ts';
import { StageBar } from './StageBar.tsx';
import { hasSaid } from './sheet-answers.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useSheetSession } from './use-sheet-session.ts';

/** From a file to products or groups, with everything in it explained before anything is imported. */
export function SheetImportScreen({ kind }: { kind: SheetKind }) {
  return <SheetImport key={kind} kind={kind} />;
}

function SheetImport({ kind }: { kind: SheetKind }) {
  const t = useWords('sheets');
  const mayNot = useMayNot(kind === 'products' ? 'show' : 'post');
  const session = useSheetSession(kind);
  const { state, open } = session;
  const over = useFileDrop((file) => mayNot === null && state.at === 'file' && open(file));
  const free = useRef(false);
  const handed = useRef(open);
  useEffect(() => {
    const file = takeHandedFile();
    if (file) handed.current(file);
  }, []);
  const [other, setOther] = useState<File | null>(null);
  const dirty = state.at === 'check' && hasSaid(state.answers);
  const at = state.at !== 'check' ? 0 : openCount(state.preview) > 0 ? 1 : 2;
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
      <StageBar title={t(kind === 'products' ? 'titleProducts' : 'titleGroups')} at={at}>
        {state.at === 'check' && (
          <ChooseFile
            size="sm"
            label={t('otherFile')}
            onFile={(file) => (dirty ? setOther(file) : open(file))}
          />
        )}
      </StageBar>
      {mayNot !== null ? (
        <EmptyState title={mayNot} />
      ) : state.at === 'check' ? (
        <CheckStage
          key={state.serial}
          checked={state}
          session={session}
          onDone={() => {
            free.current = true;
          }}
        />
      ) : (
        <FileStage kind={kind} session={session} over={over} />
      )}
      <LeaveGuard dirty={dirty} free={free} />
      <ConfirmDialog
        open={other !== null}
        onOpenChange={(asking) => !asking && setOther(null)}
        title={t('otherTitle')}
        description={t('leaveText')}
        confirmLabel={t('otherFile')}
        look="danger"
        onConfirm={() => other && open(other)}
      />
    </main>
  );
}
