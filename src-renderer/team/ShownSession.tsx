import { Fragment, type ReactNode } from 'react';
import { useSwitchCount } from '#renderer/client/app-state.ts';

/** Everything below begins anew when another hub is shown: nothing typed, opened or counted goes over. */
export function ShownSession({ children }: { children: ReactNode }) {
  return <Fragment key={useSwitchCount()}>{children}</Fragment>;
}
