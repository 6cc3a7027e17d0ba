import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import type { TeamPerson } from './use-people.ts';

/** Stands in the choice for somebody who is not of the team: no person has it as an id. */
export const OTHER_PERSON = ' ';

/** Somebody of the team, or somebody else, whose name is then asked for. */
export function PersonFields({
  label,
  nameLabel,
  people,
  before,
  after,
  personId,
  onPerson,
  name,
  onName,
  testId,
}: {
  label: string;
  nameLabel: string;
  people: readonly TeamPerson[];
  /** Choices that stand before and after the people; one of them is `OTHER_PERSON`. */
  before: readonly { readonly value: string; readonly label: string }[];
  after: readonly { readonly value: string; readonly label: string }[];
  personId: string;
  onPerson: (personId: string) => void;
  name: string;
  onName: (name: string) => void;
  /** Of the choice; the name's has `-name` behind it. */
  testId: string;
}) {
  const known = people.map((one) => ({ value: one.personId, label: one.name || one.personId }));
  return (
    <>
      <Field label={label}>
        {(control) => (
          <Select
            {...control}
            data-testid={testId}
            value={personId}
            onChange={onPerson}
            options={[...before, ...known, ...after]}
          />
        )}
      </Field>
      {personId === OTHER_PERSON && (
        <Field label={nameLabel}>
          {(control) => (
            <TextInput
              {...control}
              data-testid={`${testId}-name`}
              maxLength={60}
              value={name}
              onChange={(event) => onName(event.target.value)}
            />
          )}
        </Field>
      )}
    </>
  );
}
