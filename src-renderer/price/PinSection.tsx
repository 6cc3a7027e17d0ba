import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PinPerson } from '#shared/contract/pin.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Section } from '../settings/Section.tsx';
import { useHubLabel, useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Pill } from '../ui/Pill.tsx';
import { PinAddDialog } from './PinAddDialog.tsx';
import { PinSetDialog } from './PinSetDialog.tsx';

/** One's own PIN, and who else can confirm a price here. */
export function PinSection() {
  const t = useWords('price');
  const s = useWords('safety');
  const queries = useQueryClient();
  const hubThere = useHubThere();
  const hubLabel = useHubLabel();
  const state = useQuery(orpc.pin.state.queryOptions());
  const people = useQuery(orpc.pin.people.queryOptions({ enabled: hubThere }));
  const mayNotAdd = useMayNot('team') !== null;
  const [open, setOpen] = useState<'set' | 'add' | null>(null);
  const self = people.data?.find((each) => each.self);
  const isSet = self?.hasPin ?? state.data?.set ?? false;
  const close = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: orpc.pin.key() });
  };
  return (
    <Section title={t('pinSection')}>
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2 text-sm">
            {t('pinOwn')}{' '}
            <Pill tone={isSet ? 'ok' : 'warn'} testId="pin-state">
              {t(isSet ? 'pinIsSet' : 'pinIsNot')}
            </Pill>
          </p>
          <p className="text-xs text-muted">{t('pinOwnText')}</p>
          <p className="text-xs text-muted">{s('pinForgotten')}</p>
        </div>
        <Button disabled={!hubThere} onClick={() => setOpen('set')} data-testid="pin-set">
          {hubLabel(t(isSet ? 'pinChange' : 'pinSet'))}
        </Button>
      </div>
      <div>
        <h3 className="mb-1 text-sm text-muted">{t('pinPeople')}</h3>
        {!hubThere ? (
          <p className="text-xs text-faint">{t('pinPeopleAway')}</p>
        ) : (
          <ul className="m-0 flex list-none flex-col gap-1 p-0 text-sm" data-testid="pin-people">
            {people.data?.map((person) => (
              <Person key={person.personId} person={person} mayRemove={!mayNotAdd} onDone={close} />
            ))}
          </ul>
        )}
      </div>
      {!mayNotAdd && (
        <div>
          <Button disabled={!hubThere} onClick={() => setOpen('add')} data-testid="pin-add">
            {hubLabel(t('pinAdd'))}
          </Button>
        </div>
      )}
      {open === 'set' && <PinSetDialog isSet={isSet} onClose={close} />}
      {open === 'add' && <PinAddDialog onClose={close} />}
    </Section>
  );
}

function Person({
  person: { personId, personName, self, hasPin, deskOnly, confirms },
  mayRemove,
  onDone,
}: {
  person: PinPerson;
  mayRemove: boolean;
  onDone: () => void;
}) {
  const t = useWords('price');
  const s = useWords('safety');
  const act = useAct();
  const [asking, setAsking] = useState(false);
  return (
    <li className="flex min-h-7 items-center gap-2">
      <span className="min-w-0 truncate">{personName}</span>
      {self && <Pill>{t('pinSelf')}</Pill>}
      {deskOnly && <Pill>{t('pinDeskOnly')}</Pill>}
      {!confirms && <Pill>{s('pinOnlyUnlocks')}</Pill>}
      <span className="flex-1" />
      <Pill tone={hasPin ? 'ok' : 'plain'}>{t(hasPin ? 'pinIsSet' : 'pinNone')}</Pill>
      {mayRemove && hasPin && (
        <Button size="sm" look="quiet" onClick={() => setAsking(true)}>
          {deskOnly ? t('pinRemove') : s('pinClear')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsking(false)}
          title={
            deskOnly ? t('pinRemoveTitle', { name: personName }) : s('pinClearTitle', { name: personName })
          }
          description={deskOnly ? t('pinRemoveText') : s('pinClearText')}
          confirmLabel={deskOnly ? t('pinRemove') : s('pinClear')}
          look="danger"
          onConfirm={() => act(() => client.pin.remove({ personId })).then(onDone)}
        />
      )}
    </li>
  );
}
