import { PIN_DIGITS } from '#shared/contract/pin.ts';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';

/** Digits that nobody reads over a shoulder, and no browser offers to keep. */
export function PinField({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <TextInput
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          data-1p-ignore
          maxLength={PIN_DIGITS.most}
          value={value}
          onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, ''))}
          {...control}
        />
      )}
    </Field>
  );
}
