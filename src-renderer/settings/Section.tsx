import type { ReactNode } from 'react';
import { Panel, PanelHeader } from '#renderer/ui/Panel.tsx';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel aria-label={title}>
      <PanelHeader title={title} />
      <div className="flex flex-col gap-3 p-3">{children}</div>
    </Panel>
  );
}

/** Pairs of a name and what it is. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="m-0 grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="m-0 min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
