import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab<V extends string> {
  value: V;
  label: ReactNode;
}

/** A row of tabs without panels of its own: the caller shows what `value` names, inside `role="tabpanel"` if large. */
export function Tabs<V extends string>({
  value,
  onChange,
  tabs,
  label,
}: {
  value: V;
  onChange: (value: V) => void;
  tabs: readonly Tab<V>[];
  label: string;
}) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((each) => each.value === next);
        if (tab) onChange(tab.value);
      }}
    >
      <Radix.List aria-label={label} className="flex items-center gap-1">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            // There is no panel of its own to point at.
            aria-controls={undefined}
            className="whitespace-nowrap rounded-md px-2 py-0.5 font-medium text-muted hover:text-text data-[state=active]:bg-hover data-[state=active]:font-semibold data-[state=active]:text-text"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
    </Radix.Root>
  );
}
