import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** Words on hover and on focus. `children` must be one focusable element. */
export function Tooltip({
  text,
  children,
  side = 'bottom',
}: {
  text: ReactNode;
  children: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={5}
          collisionPadding={8}
          className="enter z-60 max-w-80 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-xs text-text shadow-lg"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
