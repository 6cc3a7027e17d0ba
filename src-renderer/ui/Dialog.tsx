import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import { useUiWords } from './use-ui-words.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the safe one first. */
  footer?: ReactNode;
  width?: 'sm' | 'md' | 'lg';
  testId?: string;
}

const widths = { sm: 'w-[30rem]', md: 'w-[42rem]', lg: 'w-[60rem]' } as const;

/** A modal dialog: named, closed by Escape, gives the focus back. Without `description` none is announced. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  width = 'sm',
  testId,
}: DialogProps) {
  const t = useUiWords();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 fade bg-shade" />
        <Radix.Content
          data-testid={testId}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cx(
            'enter fixed inset-0 z-50 m-auto flex h-fit max-h-[calc(100%-2rem)] max-w-[calc(100%-2rem)] flex-col rounded-lg border border-line-strong bg-panel shadow-2xl',
            widths[width],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4">
            <Radix.Title className="min-w-0 flex-1 text-lg font-semibold">{title}</Radix.Title>
            <Radix.Close
              aria-label={t('close')}
              className="-mr-2 grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-text"
            >
              <X size={16} aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-4">
            {description !== undefined && (
              <Radix.Description className="mb-3 text-sm text-muted">{description}</Radix.Description>
            )}
            {children}
          </div>
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
