import { type FormEvent, useState } from 'react';
import type { PromiseEntry } from '#shared/contract/promise.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { usePeople } from './use-people.ts';

const OTHER = '';

/** `2026-06-18T19:30` of this machine's own time zone, as the browser's field has it. */
function toField(iso: string | null): string {
  if (iso === null) return '';
  const date = new Date(iso);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Who sees to it: somebody of the team who is here, or a name. */
export function AssignDialog({ promise, onClose }: { promise: PromiseEntry; onClose: () => void }) {
  const t = useWords('promises');
  const act = useAct();
  const people = usePeople();
  const known = people.some(({ personId }) => personId === promise.owner?.personId);
  const [personId, setPersonId] = useState(known ? (promise.owner?.personId ?? OTHER) : OTHER);
  const [name, setName] = useState(known ? '' : (promise.owner?.name ?? ''));
  const [due, setDue] = useState(toField(promise.dueAt));
  async function save(event: FormEvent) {
    event.preventDefault();
    const person = people.find((one) => one.personId === personId);
    const said = name.trim();
    const owner = person
      ? { personId: person.personId, name: person.name || person.personId }
      : said === ''
        ? null
        : { personId: null, name: said };
    const dueAt = due === '' ? null : new Date(due).toISOString();
    if (await act(() => client.promise.edit({ promiseId: promise.id, owner, dueAt }))) onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t('assignTitle')}
      description={promise.text}
    >
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
        <Field label={t('owner')}>
          {(control) => (
            <Select
              {...control}
              data-testid="promise-owner"
              value={personId}
              onChange={setPersonId}
              options={[
                { value: OTHER, label: t('ownerOther') },
                ...people.map((one) => ({ value: one.personId, label: one.name || one.personId })),
              ]}
            />
          )}
        </Field>
        {personId === OTHER && (
          <Field label={t('ownerName')}>
            {(control) => (
              <TextInput
                {...control}
                data-testid="promise-owner-name"
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label={t('due')}>
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={due}
              onChange={(event) => setDue(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" data-testid="promise-assign-save">
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
