import { useState } from 'react';
import type { PromiseEntry } from '#shared/contract/promise.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { fromLocalInput, toLocalInput } from '../ui/local-input.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { OTHER_PERSON, PersonFields } from './PersonFields.tsx';
import { usePeople } from './use-people.ts';

/** Who sees to it: somebody of the team who is here, or a name. */
export function AssignDialog({ promise, onClose }: { promise: PromiseEntry; onClose: () => void }) {
  const t = useWords('promises');
  const act = useAct();
  const people = usePeople();
  const known = people.some(({ personId }) => personId === promise.owner?.personId);
  const [personId, setPersonId] = useState(known ? (promise.owner?.personId ?? OTHER_PERSON) : OTHER_PERSON);
  const [name, setName] = useState(known ? '' : (promise.owner?.name ?? ''));
  const [due, setDue] = useState(toLocalInput(promise.dueAt));
  async function save() {
    const person = people.find((one) => one.personId === personId);
    const said = name.trim();
    const owner = person
      ? { personId: person.personId, name: person.name || person.personId }
      : said === ''
        ? null
        : { personId: null, name: said };
    const dueAt = fromLocalInput(due);
    if (await act(() => client.promise.edit({ promiseId: promise.id, owner, dueAt }))) onClose();
  }
  return (
    <FormDialog
      title={t('assignTitle')}
      description={promise.text}
      submitLabel={t('save')}
      submitTestId="promise-assign-save"
      onSubmit={save}
      onClose={onClose}
      className="flex flex-col gap-3"
    >
      <PersonFields
        label={t('owner')}
        nameLabel={t('ownerName')}
        people={people}
        before={[{ value: OTHER_PERSON, label: t('ownerOther') }]}
        after={[]}
        personId={personId}
        onPerson={setPersonId}
        name={name}
        onName={setName}
        testId="promise-owner"
      />
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
    </FormDialog>
  );
}
