import { ImagePlus } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { type PictureProblem, pictureUrl } from './picture.ts';

/** One picture: as it stands, another, or none. */
export function PictureField({
  label,
  hint,
  value,
  disabled,
  testId,
  onChange,
}: {
  label: string;
  hint: string;
  value: string | null;
  disabled: boolean;
  testId: string;
  onChange: (url: string | null) => void;
}) {
  const t = useWords('till');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<PictureProblem | null>(null);
  async function choose(file: File | undefined) {
    if (!file) return;
    const read = await pictureUrl(file);
    setProblem('problem' in read ? read.problem : null);
    if ('url' in read) onChange(read.url);
  }
  return (
    <fieldset aria-labelledby={id} className="flex items-start gap-3">
      <div className="grid size-28 shrink-0 place-items-center overflow-hidden rounded-md border border-line-strong bg-bg text-xs text-muted">
        {value ? (
          <img src={value} alt={label} className="size-full bg-white object-contain p-1" />
        ) : (
          t('pictureNone')
        )}
      </div>
      <div className="min-w-0 flex-1">
        <p id={id} className="text-sm font-semibold">
          {label}
        </p>
        <p className="mb-2 text-xs text-muted">{hint}</p>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label={label}
          tabIndex={-1}
          className="sr-only"
          data-testid={testId}
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            disabled={disabled}
            icon={<ImagePlus size={15} aria-hidden />}
            onClick={() => input.current?.click()}
          >
            {t('pictureChoose')}
          </Button>
          {value && (
            <Button size="sm" look="quiet" disabled={disabled} onClick={() => onChange(null)}>
              {t('pictureRemove')}
            </Button>
          )}
        </div>
        {problem && (
          <p role="alert" className="mt-1 text-xs text-warn">
            {t(problem)}
          </p>
        )}
      </div>
    </fieldset>
  );
}
