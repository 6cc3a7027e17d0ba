import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

/** A drop-down menu below `trigger`, which must be one button. */
export function Menu({
  trigger,
  children,
  align = 'end',
  label,
  open,
  onOpenChange,
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  label?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <DropdownMenu.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className="enter z-50 max-h-[70vh] min-w-48 overflow-y-auto rounded-lg border border-line-strong bg-panel p-1 text-sm shadow-xl"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  children,
  hint,
  icon,
  danger = false,
  disabled = false,
  onSelect,
  testId,
}: {
  children: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  testId?: string;
}) {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      data-testid={testId}
      className={cx(
        'flex items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-[disabled]:text-faint data-[disabled]:opacity-60 data-[highlighted]:bg-hover',
        danger && 'text-live',
      )}
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {hint !== undefined && <span className="text-xs text-faint">{hint}</span>}
    </DropdownMenu.Item>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 py-1 text-2xs text-faint">{children}</DropdownMenu.Label>;
}
