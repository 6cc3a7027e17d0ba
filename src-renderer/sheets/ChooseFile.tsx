import { FileSpreadsheet } from 'lucide-react';
import { useRef } from 'react';
import { Button, type ButtonProps } from '#renderer/ui/Button.tsx';
import { sheetExtensions } from './sheet-file.ts';

/** A button that opens the system's file picker. Choosing the same file twice counts twice. */
export function ChooseFile({
  label,
  onFile,
  ...button
}: { label: string; onFile: (file: File) => void } & Omit<ButtonProps, 'children' | 'onClick'>) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        data-testid="sheet-file"
        accept={sheetExtensions.join(',')}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <Button
        icon={<FileSpreadsheet size={16} aria-hidden />}
        {...button}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
