import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';
import { controlLook } from './TextInput.tsx';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  disabled?: boolean;
}

/** The browser's own select: works by keyboard, by touch and with screen readers everywhere. */
export function Select<V extends string>({
  value,
  onChange,
  options,
  className,
  ...rest
}: {
  value: V;
  onChange: (value: V) => void;
  options: readonly SelectOption<V>[];
} & Omit<ComponentProps<'select'>, 'value' | 'onChange'>) {
  return (
    <select
      className={cx(controlLook, 'pr-1.5', className)}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
      {...rest}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
