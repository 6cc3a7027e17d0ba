import { useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../app/i18n.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Loaded } from './Loaded.tsx';
import { TicketDialog } from './TicketDialog.tsx';
import { TicketTable } from './TicketTable.tsx';
import type { TillPlace } from './till-place.ts';
import { useTickets } from './use-till.ts';

const LATEST = 5;

/** The last tickets of this till, at hand below the products. */
export function LatestTickets(place: TillPlace) {
  const { run, currency } = place;
  const t = useWords('till');
  const tickets = useTickets(run.id, { limit: LATEST });
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Panel aria-label={t('latest')} className="h-[13.5rem] shrink-0">
      <PanelHeader title={t('latest')}>
        <Link to="/till/tickets" className="px-1 text-xs text-muted underline">
          {t('allTickets')}
        </Link>
      </PanelHeader>
      <Loaded query={tickets}>
        {(list) =>
          list.tickets.length === 0 ? (
            <p className="m-auto text-sm text-muted">{t('latestNone')}</p>
          ) : (
            <TicketTable list={list} currency={currency} dense onOpen={setOpenId} />
          )
        }
      </Loaded>
      {openId !== null && <TicketDialog ticketId={openId} {...place} onClose={() => setOpenId(null)} />}
    </Panel>
  );
}
