import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PolicyTerms } from '#shared/domain/policy/policy.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Section } from '../settings/Section.tsx';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';
import { type PolicyField, type PolicyForm, policyForm, readPolicy } from './policy-form.ts';

/** What one person may do alone, and when stock is worth a warning. */
export function PolicySection() {
  const t = useWords('price');
  const query = useQuery(orpc.policy.get.queryOptions());
  return (
    <Section title={t('policySection')}>
      <p className="text-xs text-muted">{t('policyText')}</p>
      {query.data && <Terms key={JSON.stringify(query.data)} terms={query.data} />}
    </Section>
  );
}

function Terms({ terms }: { terms: PolicyTerms }) {
  const t = useWords('price');
  const act = useAct();
  const mayNot = useMayNot('team');
  const [form, setForm] = useState<PolicyForm>(() => policyForm(terms));
  const [bad, setBad] = useState<readonly PolicyField[]>([]);
  const changed = JSON.stringify(form) !== JSON.stringify(policyForm(terms));

  async function save() {
    const read = readPolicy(form);
    if ('bad' in read) return setBad(read.bad);
    setBad([]);
    if (await act(() => client.policy.set(read))) toast.ok(t('policySaved'));
  }
  const field = (name: PolicyField, label: string, after?: string, hint?: string) => (
    <Field label={label} hint={hint} error={bad.includes(name) ? t('policyBad') : undefined}>
      {(control) => (
        <TextInput
          inputMode="decimal"
          autoComplete="off"
          after={after}
          disabled={mayNot !== null}
          value={form[name]}
          onChange={(event) => setForm({ ...form, [name]: event.target.value })}
          data-testid={`policy-${name}`}
          {...control}
        />
      )}
    </Field>
  );
  return (
    <form
      noValidate
      data-testid="policy"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className="grid grid-cols-2 gap-x-4 gap-y-2.5"
    >
      {field('move', t('policyMove'), '%', t('policyMoveHint'))}
      {field('margin', t('policyMargin'), '%', t('policyMarginHint'))}
      {field('warnPieces', `${t('policyWarn')} · ${t('policyPieces')}`)}
      {field('warnShare', `${t('policyWarn')} · ${t('policyShare')}`, '%')}
      {field('dangerPieces', `${t('policyDanger')} · ${t('policyPieces')}`)}
      {field('dangerShare', `${t('policyDanger')} · ${t('policyShare')}`, '%')}
      <div className="col-span-2 flex items-center gap-3">
        <Button look="primary" type="submit" disabled={!changed || mayNot !== null}>
          {t('save')}
        </Button>
        {mayNot !== null && <p className="text-xs text-warn">{mayNot}</p>}
      </div>
    </form>
  );
}
