import { type FormEvent, useState } from 'react';
import type { HandoverCounts } from '#shared/domain/handover/handover.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { OTHER_PERSON, PersonFields } from '../promises/PersonFields.tsx';
import { usePeople } from '../promises/use-people.ts';
import { MayNotNote } from '../team/MayNotNote.tsx';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { TextArea } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';

const ANYBODY = '';

/** Gives the shift to the next person, with a word and with what was open at that moment. */
export function OfferForm({
  of,
  counts,
}: {
  of: { showId: string; runKind: 'live' | 'rehearsal' };
  counts: HandoverCounts;
}) {
  const t = useWords('handover');
  const act = useAct();
  const mayNot = useMayNot('handover');
  const people = usePeople().filter(({ self }) => !self);
  const [to, setTo] = useState(ANYBODY);
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  async function offer(event: FormEvent) {
    event.preventDefault();
    const person = people.find(({ personId }) => personId === to);
    const done = await act(() =>
      client.handover.offer({
        ...{ showId: of.showId as never, runKind: of.runKind, note, counts },
        ...{ toId: person?.personId ?? null, toName: person?.name ?? (to === OTHER_PERSON ? name : '') },
      }),
    );
    if (!done) return;
    setNote('');
    toast.ok(t('offered'));
  }
  return (
    <Panel aria-label={t('offerTitle')} className="print:hidden">
      <PanelHeader title={t('offerTitle')} />
      <form onSubmit={(event) => void offer(event)} className="flex flex-col gap-3 p-3">
        <PersonFields
          label={t('to')}
          nameLabel={t('toName')}
          people={people}
          before={[{ value: ANYBODY, label: t('toAny') }]}
          after={[{ value: OTHER_PERSON, label: t('toOther') }]}
          personId={to}
          onPerson={setTo}
          name={name}
          onName={setName}
          testId="handover-to"
        />
        <Field label={t('note')} hint={t('noteHint')}>
          {(control) => (
            <TextArea
              {...control}
              data-testid="handover-note"
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <MayNotNote mayNot={mayNot} />
        <Button type="submit" look="primary" disabled={mayNot !== null} data-testid="handover-offer">
          {t('offer')}
        </Button>
      </form>
    </Panel>
  );
}
