import { useRef } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { useRundown } from '#renderer/app/use-rundown.ts';
import { MayNotNote } from '#renderer/team/MayNotNote.tsx';
import { useMayNot } from '#renderer/team/use-may.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import { TextArea, TextInput } from '#renderer/ui/TextInput.tsx';
import { formatFen } from '#shared/domain/money.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { AudiencePicker } from './AudiencePicker.tsx';
import { insertVariable } from './post-text.ts';
import type { OpenDraft } from './use-draft.ts';
import { VariableChips } from './VariableChips.tsx';

/** What is written: for whom, about which product, and the text with its variables. */
export function PostEditor({ opened, runId }: { opened: OpenDraft; runId: Run['id'] | null }) {
  const t = useWords('community');
  const { draft, edit } = opened;
  const mayNot = useMayNot('post');
  const area = useRef<HTMLTextAreaElement>(null);
  const rundown = useRundown(runId);
  const products = rundown?.products ?? [];
  const currency = rundown?.show.currency ?? 'CNY';

  function insert(name: string) {
    const box = area.current;
    const end = draft.text.length;
    const selection = { start: box?.selectionStart ?? end, end: box?.selectionEnd ?? end };
    const { text, cursor } = insertVariable(draft.text, name, selection);
    edit({ text });
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(cursor, cursor);
    });
  }

  return (
    <fieldset
      disabled={mayNot !== null}
      className="flex min-h-0 min-w-0 flex-col gap-3 overflow-y-auto border-r border-line p-3"
    >
      <MayNotNote mayNot={mayNot} />
      <Field label={t('title')}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={100}
            placeholder={t('titleHint')}
            value={draft.title}
            onChange={(event) => edit({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('product')}>
        {(control) => (
          <Select
            {...control}
            value={draft.productId ?? ''}
            onChange={(id) => edit({ productId: products.find((one) => one.id === id)?.id ?? null })}
            options={[
              { value: '', label: t('noProduct') },
              ...products.map(({ id, name, priceFen }): { value: string; label: string } => ({
                value: id,
                label: `${name}　${formatFen(priceFen, currency)}`,
              })),
            ]}
          />
        )}
      </Field>
      <AudiencePicker tags={draft.tags} onTags={(tags) => edit({ tags })} />
      <Field label={t('text')} className="min-h-48 flex-1">
        {(control) => (
          <TextArea
            {...control}
            ref={area}
            maxLength={8000}
            placeholder={t('textHint')}
            className="min-h-40! flex-1 resize-none bg-panel! leading-relaxed"
            value={draft.text}
            onChange={(event) => edit({ text: event.target.value })}
          />
        )}
      </Field>
      <VariableChips hasProduct={draft.productId !== null} onInsert={insert} />
    </fieldset>
  );
}
