import { AlertDialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from './Button.tsx';
import { useUiWords } from './use-ui-words.ts';

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, in plain words. */
  description: ReactNode;
  confirmLabel: string;
  look?: 'primary' | 'danger' | 'warn';
  onConfirm: () => Promise<unknown> | unknown;
  testId?: string;
}

/** Asks before something that is hard to take back. The focus stands on "cancel": Space and Enter change nothing. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  look = 'primary',
  onConfirm,
  testId,
}: ConfirmDialogProps) {
  const t = useUiWords();
  const [busy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    try {
      await onConfirm();
      onOpenChange(false);
    } finally {
      setBusy(false);
    }
  }
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 fade bg-shade" />
        <AlertDialog.Content
          data-testid={testId}
          className="enter fixed inset-0 z-50 m-auto h-fit w-[30rem] max-w-[calc(100%-2rem)] rounded-lg border border-line-strong bg-panel shadow-2xl"
        >
          <div className="px-5 pt-4 pb-4">
            <AlertDialog.Title className="mb-1.5 text-lg font-semibold">{title}</AlertDialog.Title>
            <AlertDialog.Description asChild>
              <div className="text-sm text-muted">{description}</div>
            </AlertDialog.Description>
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
            <AlertDialog.Cancel asChild>
              <Button>{t('cancel')}</Button>
            </AlertDialog.Cancel>
            <Button look={look} disabled={busy} onClick={confirm} data-testid="confirm">
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
