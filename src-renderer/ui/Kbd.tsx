import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block rounded border border-current/60 px-1.5 font-sans text-2xs font-medium leading-[1.45]">
      {children}
    </kbd>
  );
}
