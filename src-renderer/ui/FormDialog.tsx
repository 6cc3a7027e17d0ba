import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { useUiWords } from './use-ui-words.ts';

/** A dialog that is one form: Enter and the last button submit it, the first button and Escape leave it. */
export function FormDialog({
  title,
  description,
  submitLabel,
  submitLook = 'primary',
  submitTestId,
  disabled = false,
  onSubmit,
  onClose,
  className,
  testId,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  submitLabel: string;
  /** `warn` for what gives something up. */
  submitLook?: 'primary' | 'warn';
  submitTestId?: string;
  /** It is being submitted, or cannot be as it stands. */
  disabled?: boolean;
  /** The browser's own submission is prevented already. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => unknown;
  onClose: () => void;
  /** How the form's fields are laid out. */
  className: string;
  testId?: string;
  children: ReactNode;
}) {
  const ui = useUiWords();
  const formId = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      testId={testId}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button
            look={submitLook}
            type="submit"
            form={formId}
            disabled={disabled}
            data-testid={submitTestId}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={className}
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit(event);
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
