import { useDeferredValue, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { Loaded } from './Loaded.tsx';
import { TicketDialog } from './TicketDialog.tsx';
import { TicketTable } from './TicketTable.tsx';
import type { TillPlace } from './till-place.ts';
import { useTickets } from './use-till.ts';

const LISTED = 300;

/** Every ticket of this till, or of all; those to collect at one press. */
export function TicketsPanel(place: TillPlace) {
  const { run, currency } = place;
  const t = useWords('till');
  const [search, setSearch] = useSearchParams();
  const which = search.get('show') === 'open' ? 'open' : 'all';
  const [text, setText] = useState('');
  const [own, setOwn] = useState(true);
  const [openId, setOpenId] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const asked = useDeferredValue(text);
  const tickets = useTickets(run.id, { text: asked, limit: LISTED, own });
  return (
    <Panel aria-label={t('part_tickets')} className="flex-1">
      <PanelHeader title={t('part_tickets')}>
        <Checkbox
          className="shrink-0 whitespace-nowrap"
          label={t('ticketsOwn')}
          checked={own}
          onChange={(event) => setOwn(event.target.checked)}
        />
        <span className="w-72 shrink-0">
          <TextInput
            ref={field}
            type="search"
            aria-label={t('ticketFind')}
            placeholder={t('ticketFind')}
            data-testid="ticket-find"
            autoComplete="off"
            maxLength={100}
            className="h-7"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <Tabs
          label={t('part_tickets')}
          value={which}
          onChange={(next) => setSearch(next === 'open' ? { show: 'open' } : {}, { replace: true })}
          tabs={[
            { value: 'all', label: t('ticketsAll') },
            { value: 'open', label: t('ticketsOpen') },
          ]}
        />
      </PanelHeader>
      <Loaded query={tickets}>
        {(list) => {
          const shown =
            which === 'open' ? list.tickets.filter(({ state }) => state === 'open') : list.tickets;
          if (shown.length === 0)
            return (
              <EmptyState
                title={t(list.tickets.length === 0 && text === '' ? 'latestNone' : 'ticketsNone')}
                {...(text === '' && which === 'all'
                  ? {}
                  : {
                      actions: (
                        <Button
                          onClick={() => {
                            setText('');
                            setSearch({}, { replace: true });
                          }}
                        >
                          {t('ticketsAll')}
                        </Button>
                      ),
                    })}
              >
                {text === '' && which === 'all' ? null : t('ticketsNoneText')}
              </EmptyState>
            );
          return (
            <>
              <TicketTable list={{ ...list, tickets: shown }} currency={currency} onOpen={setOpenId} />
              {list.more && (
                <p className="shrink-0 border-t border-line p-2 text-center text-xs text-muted">
                  {t('ticketsMore', { n: LISTED })}
                </p>
              )}
            </>
          );
        }}
      </Loaded>
      {openId !== null && <TicketDialog ticketId={openId} {...place} onClose={() => setOpenId(null)} />}
    </Panel>
  );
}
