import { useCallback, useMemo, useState } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { type PromiseKind, promiseKindSchema } from '#shared/domain/promise/promise.schema.ts';
import { type Command, useCommands, useKeyAction } from '../app/commands.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { createStore, useStore } from '../client/store.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';

const opened = createStore(false);

/** Opens the one-line note, from wherever it is asked for. */
export const openPromiseNote = () => opened.set(true);

/** One key, one line: what the host has just promised, with the product on air already filled in. */
export function PromiseNote({ rundown }: { rundown: Rundown }) {
  const a = useWords('app');
  const mayNot = useMayNot('promise');
  const open = useStore(opened);
  const show = useCallback(() => {
    if (mayNot === null) openPromiseNote();
    else toast.say(mayNot);
  }, [mayNot]);
  useKeyAction('promise', show);
  const commands = useMemo<Command[]>(
    () =>
      mayNot === null
        ? [
            {
              ...{ id: 'promise-note', group: 'live', label: a('keyPromise') },
              ...{ keyOf: 'promise', run: openPromiseNote },
            },
          ]
        : [],
    [a, mayNot],
  );
  useCommands('promise', commands);
  return open ? <NoteDialog rundown={rundown} onClose={() => opened.set(false)} /> : null;
}

function NoteDialog({
  rundown: { show, run, slots, products },
  onClose,
}: {
  rundown: Rundown;
  onClose: () => void;
}) {
  const t = useWords('promises');
  const act = useAct();
  const onAir = slots.find(({ id }) => id === run.onAirSlotId)?.productId ?? null;
  const [kind, setKind] = useState<PromiseKind>('gift');
  const [text, setText] = useState('');
  const [buyerName, setBuyerName] = useState('');
  const [buyerId, setBuyerId] = useState('');
  const [productId, setProductId] = useState<string>(onAir ?? '');
  const [tried, setTried] = useState(false);
  const words = text.trim();
  async function save() {
    setTried(true);
    if (words === '' || words.length > 200) return;
    const saved = await act(() =>
      client.promise.note({
        ...{ showId: show.id, runKind: run.kind, kind, text: words, buyerName, buyerId },
        productId: productId === '' ? null : (productId as (typeof products)[number]['id']),
      }),
    );
    if (!saved) return;
    toast.ok(t('saved', { text: words }));
    onClose();
  }
  return (
    <FormDialog
      title={t('noteTitle')}
      description={t('noteText')}
      testId="promise-note"
      submitLabel={t('save')}
      submitTestId="promise-save"
      onSubmit={save}
      onClose={onClose}
      className="flex flex-col gap-3"
    >
      <Field
        label={t('text')}
        hint={t('textHint')}
        error={tried && (words === '' || words.length > 200) ? t('needsText') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            data-testid="promise-text"
            autoFocus
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('kind')}>
          {(control) => (
            <Select
              {...control}
              value={kind}
              onChange={setKind}
              options={promiseKindSchema.options.map((value) => ({ value, label: t(`kind_${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('product')}>
          {(control) => (
            <Select
              {...control}
              value={productId}
              onChange={setProductId}
              options={[
                { value: '', label: t('noProduct') },
                ...products.map(({ id, name }) => ({ value: id as string, label: name })),
              ]}
            />
          )}
        </Field>
        <Field label={t('buyer')}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={60}
              value={buyerName}
              onChange={(event) => setBuyerName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('buyerId')}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={64}
              value={buyerId}
              onChange={(event) => setBuyerId(event.target.value)}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
