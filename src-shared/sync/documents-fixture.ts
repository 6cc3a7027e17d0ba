/**
 * Test fixture: documents in memory. What the reader gives is frozen through and through, so that a mutation which
 * changes it in place throws instead of passing.
 */
import { parseDocument } from '../domain/documents.ts';
import { type MutationInput, type MutationName, mutationNamed } from '../domain/mutations.ts';
import { testClock } from './clock.ts';
import type { DocumentReader, DocumentWrite, WriteBatch } from './document-store.ts';
import { countingIds } from './ids.ts';
import { type MutationContext, runMutation, runNewMutation } from './mutation.ts';

export interface MemoryDocuments {
  readonly reader: DocumentReader;
  /** Names and values that only a hub would keep. */
  readonly secrets: Map<string, string>;
  apply(batch: WriteBatch): void;
  /** Every document as JSON by `kind/id`, for comparing stores. */
  dump(): Record<string, unknown>;
}

export function memoryDocuments(): MemoryDocuments {
  const stored = new Map<string, DocumentWrite>();
  const secrets = new Map<string, string>();
  const reader: DocumentReader = {
    async get(kind, id) {
      const document = stored.get(`${kind}/${id}`)?.document;
      return document ? frozen(parseDocument(kind, structuredClone(document))) : null;
    },
    async list(kind, parentId) {
      return [...stored.values()]
        .filter((one) => one.kind === kind && one.parentId === parentId)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((one) => frozen(parseDocument(kind, structuredClone(one.document))));
    },
  };
  return {
    reader,
    secrets,
    apply({ writes, secrets: told }) {
      for (const write of writes) {
        if (write.document === null) stored.delete(`${write.kind}/${write.id}`);
        else stored.set(`${write.kind}/${write.id}`, write);
      }
      for (const { name, value } of told) {
        if (value === null) secrets.delete(name);
        else secrets.set(name, value);
      }
    },
    dump: () =>
      Object.fromEntries(
        [...stored]
          .map(([key, { document }]) => [key, document])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      ),
  };
}

/** One store, one clock that stands still until advanced, and people who act on it. */
export function memoryWorkspace() {
  const documents = memoryDocuments();
  const clock = testClock();
  const opIds = countingIds('op');
  const how =
    (run: typeof runMutation) =>
    async <N extends MutationName>(
      name: N,
      input: MutationInput<N>,
      who: Partial<MutationContext> = {},
    ): Promise<WriteBatch> => {
      const mutation = mutationNamed(name);
      if (!mutation) throw new Error(`no mutation ${name}`);
      const batch = await run(mutation, documents.reader, input, {
        opId: opIds.next(),
        personId: 'amy',
        role: 'owner',
        deviceId: 'desk-1',
        at: new Date(clock.nowMs()).toISOString(),
        ...who,
      });
      documents.apply(batch);
      return batch;
    };
  return {
    ...documents,
    clock,
    nowIso: () => new Date(clock.nowMs()).toISOString(),
    /** Runs a mutation with authority, as a hub would, and answers what it wrote. Throws `AppError`. */
    run: how(runMutation),
    /** As a person does on a desk: also asks whether they may do it now. */
    act: how(runNewMutation),
  };
}
export type MemoryWorkspace = ReturnType<typeof memoryWorkspace>;

/** `show-1` with `run-1` and slots `slot-1`…`slot-n`, each for a product of its own (`product-1`…). */
export async function showWithSlots(count: number): Promise<MemoryWorkspace> {
  const workspace = memoryWorkspace();
  await workspace.run('show.create', newShow('show-1'));
  await workspace.run('run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  await workspace.run('product.import', {
    showId: 'show-1',
    runId: 'run-1',
    products: numbers.map((number) => newProduct(`product-${number}`)),
    slots: numbers.map((number) => newSlot(`slot-${number}`, `product-${number}`)),
  });
  return workspace;
}

export function newShow(id: string): MutationInput<'show.create'> {
  return {
    id,
    title: '618',
    currency: 'CNY',
    startsAt: null,
    plannedEndAt: null,
    targetFen: null,
    hostName: '阿宁',
  };
}

export function newProduct(id: string): MutationInput<'product.import'>['products'][number] {
  return {
    id,
    shopId: 'main',
    sku: `sku-${id}`,
    name: `柔巾 ${id}`,
    spec: '',
    listFen: 9900,
    priceFen: 4900,
    floorFen: 4000,
    stockDeclared: 100,
    commissionBp: null,
    mechanics: '',
    points: [],
  };
}

export function newSlot(id: string, productId: string): MutationInput<'product.import'>['slots'][number] {
  return { id, productId, type: '', plannedSec: 300, remark: '' };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const entry of Object.values(value)) frozen(entry);
    Object.freeze(value);
  }
  return value;
}
