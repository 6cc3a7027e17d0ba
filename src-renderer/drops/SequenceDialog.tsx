import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { type Sequence, sequenceRiskFen } from '#shared/domain/drop/sequence.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import { inOrder } from '#shared/domain/rundown/rundown.order.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useUiWords } from '../ui/use-ui-words.ts';
import {
  emptyStep,
  MOST_STEPS,
  type SequenceForm,
  type StepForm,
  sequenceFormOf,
  sequencePlanOf,
  stepFault,
} from './sequence-form.ts';

const kinds = ['take', 'price', 'drop'] as const;

/** Plans a 3-2-1 script, or edits one that has not run. */
export function SequenceDialog({
  rundown,
  drops,
  sequence,
  onClose,
}: {
  rundown: Rundown;
  drops: readonly Drop[];
  sequence: Sequence | null;
  onClose: () => void;
}) {
  const t = useWords('drops');
  const l = useWords('live');
  const ui = useUiWords();
  const act = useAct();
  const [form, setForm] = useState<SequenceForm>(() => sequenceFormOf(sequence));
  const [tried, setTried] = useState(false);
  const { show, run, products, slots } = rundown;
  const money = (amount: number) => formatFen(amount, show.currency).replace(/\.00$/, '');
  const productName = (id: string) => products.find((product) => product.id === id)?.name ?? '—';
  const things: Record<StepForm['does'], { value: string; label: string }[]> = {
    take: inOrder(slots).map((slot, at) => ({
      value: slot.id,
      label: `${at + 1} ${productName(slot.productId)}`,
    })),
    price: products.map(({ id, name, priceFen }) => ({ value: id, label: `${name} · ${money(priceFen)}` })),
    drop: drops.map(({ id, title }) => ({ value: id, label: title })),
  };
  const setSteps = (steps: StepForm[]) => setForm({ ...form, steps });
  const change = (at: number, part: Partial<StepForm>) =>
    setSteps(form.steps.map((step, index) => (index === at ? { ...step, ...part } : step)));
  const swap = (at: number) => {
    const steps = [...form.steps];
    const [moved] = steps.splice(at, 1);
    if (moved) steps.splice(at - 1, 0, moved);
    setSteps(steps);
  };
  const plan = sequencePlanOf(form, t('seqAutoTitle'));
  const riskFen = plan ? sequenceRiskFen(plan.steps, new Map(drops.map((drop) => [drop.id, drop]))) : 0;
  const save = async () => {
    setTried(true);
    if (!plan) return;
    const done = await act(() =>
      sequence
        ? client.sequence.edit({ sequenceId: sequence.id, ...plan })
        : client.sequence.plan({ showId: show.id, runId: run.id, ...plan }),
    );
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(sequence ? 'seqEdit' : 'seqNew')}
      description={t('seqText')}
      testId="sequence-dialog"
      width="md"
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button look="primary" onClick={save}>
            {l(sequence ? 'save' : 'create')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2.5">
        <Field label={t('title')} hint={t('titleHint', { title: t('seqAutoTitle') })}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={100}
              autoComplete="off"
              value={form.title}
              onChange={(event) => setForm({ ...form, title: event.target.value })}
            />
          )}
        </Field>
        <ol className="flex flex-col gap-2">
          {form.steps.map((step, at) => {
            const n = at + 1;
            const fault = tried ? stepFault(form.steps, at) : null;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
              <li key={at} data-testid="sequence-step-form" className="rounded-md border border-line p-2">
                <div className="grid grid-cols-[1.25rem_7rem_minmax(0,1fr)_6rem_6.5rem_auto] items-center gap-1.5">
                  <span className="text-center text-xs text-muted">{n}</span>
                  <Select
                    aria-label={t('seqDoes', { n })}
                    value={step.does}
                    onChange={(does) => change(at, { does, thingId: '' })}
                    options={kinds.map((does) => ({ value: does, label: t(`seqDoes_${does}`) }))}
                  />
                  <Select
                    aria-label={t('seqThing', { n })}
                    aria-invalid={fault === 'thing' || fault === 'twice' || undefined}
                    // Without a price it has that field's room as well: names are long.
                    className={step.does === 'price' ? '' : 'col-span-2'}
                    value={step.thingId}
                    onChange={(thingId) => change(at, { thingId })}
                    options={[{ value: '', label: t('seqPick') }, ...things[step.does]]}
                  />
                  {step.does === 'price' && (
                    <TextInput
                      aria-label={t('seqPrice', { n })}
                      aria-invalid={fault === 'price' || undefined}
                      inputMode="decimal"
                      before={formatFen(0, show.currency).replace('0.00', '').trim()}
                      value={step.price}
                      onChange={(event) => change(at, { price: event.target.value })}
                    />
                  )}
                  <TextInput
                    aria-label={t('seqAfter', { n })}
                    aria-invalid={fault === 'after' || undefined}
                    inputMode="numeric"
                    before="+"
                    after={t('seconds')}
                    value={step.afterSec}
                    onChange={(event) => change(at, { afterSec: event.target.value })}
                  />
                  <span className="flex">
                    <IconButton label={t('seqUp', { n })} disabled={at === 0} onClick={() => swap(at)}>
                      <ArrowUp size={14} aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t('seqDown', { n })}
                      disabled={n === form.steps.length}
                      onClick={() => swap(n)}
                    >
                      <ArrowDown size={14} aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t('seqRemoveStep', { n })}
                      disabled={form.steps.length === 1}
                      onClick={() => setSteps(form.steps.filter((_, index) => index !== at))}
                    >
                      <X size={14} aria-hidden />
                    </IconButton>
                  </span>
                </div>
                {fault && <p className="mt-1 pl-6 text-2xs text-live">{t(`seqErr_${fault}`)}</p>}
              </li>
            );
          })}
        </ol>
        {form.steps.length < MOST_STEPS && (
          <Button
            look="quiet"
            icon={<Plus size={14} aria-hidden />}
            className="self-start"
            onClick={() => setSteps([...form.steps, emptyStep])}
          >
            {t('seqAddStep')}
          </Button>
        )}
        <p
          role="status"
          className={`rounded-md px-3 py-2 text-sm ${riskFen ? 'bg-warn-tint font-semibold text-warn' : 'bg-raised text-muted'}`}
        >
          {riskFen ? t('atRiskTotal', { amount: money(riskFen) }) : t('seqNoRisk')}
        </p>
      </div>
    </Dialog>
  );
}
