/** What an order to act is about, for the audit log: read from whatever thing it names. */
import { runKindSchema } from '#shared/domain/show/show.schema.ts';
import type { NewAuditEntry } from '../store/audit-log.ts';
import type { HubStore } from '../store/hub-store.ts';

type Subject = Partial<Pick<NewAuditEntry, 'mode' | 'showId' | 'facts' | 'about'>>;

/** Amounts and switches that an order itself carries. */
const told = [
  'priceFen',
  'running',
  'opened',
  'sent',
  'qty',
  'shelf',
  'stock',
  'delta',
  'scenario',
  'pace',
  'act',
  'on',
  'done',
];

export async function orderSubject(
  order: { readonly name: string },
  { documents, batches }: Pick<HubStore, 'documents' | 'batches'>,
): Promise<Subject> {
  const given = order as Readonly<Record<string, unknown>>;
  const id = (name: string) => {
    const value = given[name];
    return typeof value === 'string' ? value : null;
  };
  const facts = Object.fromEntries(
    told.flatMap((name) => {
      const value = given[name];
      return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
        ? [[name, value]]
        : [];
    }),
  );
  const mode = runKindSchema.safeParse(given['runKind']).data ?? null;
  const about = Object.entries(given).flatMap(([name, value]) =>
    name.endsWith('Id') && typeof value === 'string' ? [value] : [],
  );
  const dropId = id('dropId');
  const drop = dropId === null ? null : await documents.get('drop', dropId);
  if (drop) return { about, facts: { ...facts, title: drop.title }, mode: drop.runKind, showId: drop.showId };
  const sequenceId = id('sequenceId');
  const sequence = sequenceId === null ? null : await documents.get('sequence', sequenceId);
  if (sequence) {
    const { title, showId, runId } = sequence;
    const sequenceRun = await documents.get('run', runId);
    return { about, facts: { ...facts, title }, mode: sequenceRun?.kind ?? null, showId };
  }
  const batchId = id('batchId');
  const batch = batchId === null ? null : await batches.get(batchId);
  const postId = batch?.postId ?? id('postId');
  const post = postId === null ? null : await documents.get('post', postId);
  if (post)
    return {
      ...{
        about: [...new Set([...about, post.id])],
        facts: { ...facts, title: post.title || post.text.slice(0, 40) },
      },
      ...{ mode: batch?.runKind ?? mode, showId: post.showId },
    };
  const slotId = id('slotId');
  const slot = slotId === null ? null : await documents.get('slot', slotId);
  const productId = slot?.productId ?? id('productId');
  const product = productId === null ? null : await documents.get('product', productId);
  const runId = slot?.runId ?? id('runId');
  const run = runId === null ? null : await documents.get('run', runId);
  const showId = product?.showId ?? run?.showId ?? id('showId');
  const show = showId === null ? null : await documents.get('show', showId);
  const name = product?.name;
  return {
    ...{ about, mode: mode ?? run?.kind ?? null, showId },
    facts: { ...facts, ...(name !== undefined ? { name } : show ? { title: show.title } : {}) },
  };
}
