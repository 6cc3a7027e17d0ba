import { useEffect, useState } from 'react';
import type { TillProduct } from '#shared/contract/till.ts';
import { asksPerson } from '#shared/domain/till/chain/chain-reading.ts';
import type { SettledItem } from '#shared/domain/till/chain/settle-chain.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { Pill } from '../ui/Pill.tsx';
import { controlLook } from '../ui/TextInput.tsx';
import type { Answer } from './ChainTable.tsx';

const NOTE = 'note';

/** One product of an entry with its pieces. The same words mean the same product in every line. */
export function ChainItemField({
  settled,
  editing,
  products,
  answer,
}: {
  settled: SettledItem;
  editing: boolean;
  products: readonly TillProduct[];
  answer: Answer;
}) {
  const t = useWords('till');
  const { item, productId, isNote, qty, open } = settled;
  const known = products.find((product) => product.productId === productId);
  const said = item.problems.filter((problem) => !asksPerson(problem));
  const why = [...open, ...said].map((problem) => (
    <Pill key={problem} tone={asksPerson(problem) ? 'warn' : 'plain'}>
      {t(`why_${problem}`, { unit: item.unit })}
    </Pill>
  ));
  if (!editing)
    return (
      <p className="flex flex-wrap items-center gap-1.5 py-0.5">
        {isNote ? (
          <span className="text-muted">{item.text}</span>
        ) : (
          <span className="break-words">
            {known ? nameOf(known) : item.text} <strong>×{qty ?? '?'}</strong>
          </span>
        )}
        {why}
      </p>
    );
  return (
    <div className="flex flex-wrap items-center gap-1.5 py-0.5">
      <ProductChoice settled={settled} products={products} answer={answer} />
      {!isNote && <Count settled={settled} answer={answer} />}
      {why}
    </div>
  );
}

function nameOf({ name, spec }: TillProduct): string {
  return spec === '' ? name : `${name} ${spec}`;
}

function ProductChoice({
  settled: { item, productId, isNote },
  products,
  answer,
}: {
  settled: SettledItem;
  products: readonly TillProduct[];
  answer: Answer;
}) {
  const t = useWords('till');
  const likely = item.candidates.flatMap(
    (candidate) => products.find((product) => product.productId === candidate.productId) ?? [],
  );
  const others = products.filter((product) => !likely.includes(product));
  function choose(value: string) {
    const meant = value === NOTE ? null : value;
    if (item.words === '') answer(({ products: now }) => ({ products: { ...now, [item.key]: meant } }));
    else answer(({ words }) => ({ words: { ...words, [item.words]: meant } }));
  }
  const option = (product: TillProduct) => (
    <option key={product.productId} value={product.productId}>
      {nameOf(product)}
    </option>
  );
  return (
    <span className="min-w-40 max-w-80 flex-1">
      <select
        aria-label={t('chainProduct', { line: item.line, words: item.words })}
        data-testid="chain-product"
        title={item.words === '' ? undefined : t('chainSame')}
        className={cx(controlLook, 'h-9')}
        value={isNote ? NOTE : (productId ?? '')}
        onChange={(event) => choose(event.target.value)}
      >
        {productId === null && !isNote && <option value="">{t('chainProductPick')}</option>}
        {likely.length > 0 && <optgroup label={t('chainProductMaybe')}>{likely.map(option)}</optgroup>}
        <option value={NOTE}>{t('chainProductNone')}</option>
        <optgroup label={t('chainProductOthers')}>{others.map(option)}</optgroup>
      </select>
    </span>
  );
}

function Count({ settled: { item, qty, open }, answer }: { settled: SettledItem; answer: Answer }) {
  const t = useWords('till');
  const [typed, setTyped] = useState(qty === null ? '' : String(qty));
  useEffect(() => setTyped(qty === null ? '' : String(qty)), [qty]);
  const asked = open.some((problem) => problem !== 'product-unknown' && problem !== 'product-unsure');
  const good = /^[1-9]\d{0,3}$/.test(typed.trim());
  function take() {
    if (good) answer(({ counts }) => ({ counts: { ...counts, [item.key]: Number(typed) } }));
  }
  return (
    <>
      <span className="w-18 shrink-0">
        <input
          aria-label={t('chainQty', { line: item.line, words: item.words })}
          aria-invalid={!good || undefined}
          data-testid="chain-qty"
          inputMode="numeric"
          autoComplete="off"
          className={cx(controlLook, 'h-9 text-right')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => Number(typed) !== qty && take()}
          onKeyDown={(event) => event.key === 'Enter' && take()}
        />
      </span>
      {asked && (
        <Button size="sm" className="h-9" disabled={!good} data-testid="chain-count-ok" onClick={take}>
          {t('chainCountOk')}
        </Button>
      )}
    </>
  );
}
