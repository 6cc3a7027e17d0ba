import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type AuditFilter, auditKindSchema, auditOutcomeSchema } from '#shared/domain/audit/audit.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { useRundown } from '../app/use-rundown.ts';
import { orpc } from '../client/client.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { toLocalInput } from '../ui/local-input.ts';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { whoText } from './audit-text.ts';
import { useAuditPeople } from './use-audit.ts';

const ANY = '';
/** Nobody's typing asks the hub at every letter. */
const TYPING_MS = 300;

export function AuditFilters({
  filter,
  onChange,
  onClear,
}: {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
  onClear: () => void;
}) {
  const t = useWords('audit');
  const people = useAuditPeople(true);
  const shows = useQuery(orpc.show.list.queryOptions()).data ?? [];
  const { run } = useCurrentShow();
  const products = useRundown(run?.id ?? null)?.products ?? [];
  const set = (changes: Partial<AuditFilter>) => onChange({ ...filter, ...changes });
  const any = { value: ANY, label: t('any') };
  const persons = new Map(
    people.map((one) => [one.personId, whoText({ ...one, role: 'integrator' }, t)] as const),
  );
  const devices = new Map(people.map((one) => [one.deviceId, one.deviceName || one.deviceId] as const));
  const options = (entries: Iterable<readonly [string, string]>) => [
    any,
    ...[...entries].map(([value, label]) => ({ value, label })),
  ];
  return (
    <search className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line px-3 py-2">
      <SearchText value={filter.text ?? ''} onChange={(text) => set({ text: text || null })} />
      <Pick
        label={t('person')}
        testId="audit-person"
        value={filter.personId}
        onPick={(personId) => set({ personId })}
        options={options(persons)}
      />
      <Pick
        label={t('device')}
        testId="audit-device"
        value={filter.deviceId}
        onPick={(deviceId) => set({ deviceId })}
        options={options(devices)}
      />
      <Pick
        label={t('kind')}
        testId="audit-kind"
        value={filter.kind}
        onPick={(kind) => set({ kind: auditKindSchema.nullable().parse(kind) })}
        options={options(auditKindSchema.options.map((kind) => [kind, t(`kind_${kind}`)]))}
      />
      <Pick
        label={t('mode')}
        testId="audit-mode"
        value={filter.mode}
        onPick={(mode) => set({ mode: mode as AuditFilter['mode'] })}
        options={options((['live', 'rehearsal'] as const).map((mode) => [mode, t(`mode_${mode}`)]))}
      />
      <Pick
        label={t('outcome')}
        testId="audit-outcome"
        value={filter.outcome}
        onPick={(outcome) => set({ outcome: auditOutcomeSchema.nullable().parse(outcome) })}
        options={options(auditOutcomeSchema.options.map((one) => [one, t(`outcome_${one}`)]))}
      />
      <Pick
        label={t('show')}
        testId="audit-show"
        value={filter.showId}
        onPick={(showId) => set({ showId })}
        options={options(shows.map(({ show }) => [show.id, show.title]))}
      />
      <Pick
        label={t('about')}
        testId="audit-about"
        value={filter.aboutId}
        onPick={(aboutId) => set({ aboutId })}
        options={options(products.map(({ id, name }) => [id, name]))}
      />
      <Moment label={t('from')} value={filter.from} onChange={(from) => set({ from })} />
      <Moment label={t('until')} value={filter.until} onChange={(until) => set({ until })} />
      <Button size="sm" look="quiet" className="mb-0.5" onClick={onClear}>
        {t('clear')}
      </Button>
    </search>
  );
}

function Pick({
  label,
  testId,
  value,
  onPick,
  options,
}: {
  label: string;
  testId: string;
  value: string | null;
  onPick: (value: string | null) => void;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <Field label={label} className="w-27">
      {(control) => (
        <Select
          {...control}
          data-testid={testId}
          value={value ?? ANY}
          onChange={(next) => onPick(next === ANY ? null : next)}
          options={options}
        />
      )}
    </Field>
  );
}

function SearchText({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useWords('audit');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <Field label={t('text')} className="w-36">
      {(control) => (
        <TextInput
          {...control}
          type="search"
          data-testid="audit-text"
          placeholder={t('textHint')}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A time of this machine's own zone, as an ISO time. */
function Moment({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const local = toLocalInput(value);
  return (
    <Field label={label} className="w-46">
      {(control) => (
        <TextInput
          {...control}
          type="datetime-local"
          value={local}
          onChange={(event) => {
            const time = Date.parse(event.target.value);
            onChange(Number.isNaN(time) ? null : new Date(time).toISOString());
          }}
        />
      )}
    </Field>
  );
}
