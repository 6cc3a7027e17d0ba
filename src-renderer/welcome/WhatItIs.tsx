import { ListVideo, Megaphone, Ticket, TrendingUp } from 'lucide-react';
import { useWords } from '#renderer/app/i18n.ts';

const parts = [
  { icon: ListVideo, title: 'partRundown', text: 'partRundownText' },
  { icon: Ticket, title: 'partDrops', text: 'partDropsText' },
  { icon: Megaphone, title: 'partGroups', text: 'partGroupsText' },
  { icon: TrendingUp, title: 'partMoney', text: 'partMoneyText' },
] as const;

/** The four parts of the desk in one line. */
export function WhatItIs() {
  const t = useWords('welcome');
  return (
    <ul className="m-0 grid list-none grid-cols-4 gap-3 border-y border-line p-0 py-4">
      {parts.map(({ icon: Icon, title, text }) => (
        <li key={title} className="flex items-start gap-2.5">
          <Icon size={20} strokeWidth={1.5} className="mt-0.5 shrink-0 text-muted" aria-hidden />
          <div className="min-w-0">
            <p className="font-semibold">{t(title)}</p>
            <p className="text-xs text-muted">{t(text)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
