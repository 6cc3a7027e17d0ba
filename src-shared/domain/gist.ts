/**
 * What an op is about, for a person's eyes: the few facts that its words are filled with ("moved 浴巾 to place 3").
 * Taken when the op is made, since the things it names may be gone by the time somebody reads of it. Names of things,
 * amounts and counts only: never a robot's address, a buyer's name or a phone number.
 */
import { z } from 'zod';
import type { DocumentReader } from '../sync/document-store.ts';
import { isMutationName, type MutationInput, type MutationName } from './mutations.ts';
import { inOrder } from './rundown/rundown.order.ts';

export const gistFactsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type GistFacts = z.infer<typeof gistFactsSchema>;

export const gistSchema = z.object({
  /** Ids of the documents that the op is about, for marks beside them; the first is where a screen goes. */
  about: z.array(z.string()).max(3),
  /** The show in which they stand; null where there is none. */
  showId: z.string().nullable(),
  /** A fact that was not known is absent. */
  facts: gistFactsSchema,
});
export type Gist = z.infer<typeof gistSchema>;

export const emptyGist: Gist = { about: [], showId: null, facts: {} };

type GistOf<N extends MutationName> = (input: MutationInput<N>, read: DocumentReader) => Promise<Gist>;

/** Every mutation has one: a new mutation does not compile without. */
const gists: { readonly [N in MutationName]: GistOf<N> } = {
  'show.create': async ({ id, title }) => gist([id], id, { title }),
  'show.edit': async ({ showId, ...changes }, read) => {
    const show = await read.get('show', showId);
    return gist([showId], showId, { title: show?.title, changes: Object.keys(changes).join(' ') });
  },
  'run.create': async ({ id, showId, kind }, read) =>
    gist([id], showId, { title: (await read.get('show', showId))?.title, kind }),
  'run.start': async ({ runId }, read) => ofRun(read, runId),
  'run.end': async ({ runId }, read) => ofRun(read, runId),
  'run.freeze': async ({ runId, frozen }, read) => {
    return withFacts(await ofRun(read, runId), { frozen });
  },
  'run.rehearse': async ({ ofRunId }, read) => ofRun(read, ofRunId),
  'rehearsal.reset': async ({ showId }, read) =>
    gist([showId], showId, { title: (await read.get('show', showId))?.title }),
  'take.hold': async ({ runId }, read) => ofRun(read, runId),
  'take.release': async ({ runId }, read) => ofRun(read, runId),
  'take.offer': async ({ runId, to }, read) => withFacts(await ofRun(read, runId), { to: to.personName }),
  'take.accept': async ({ runId }, read) => ofRun(read, runId),
  'take.decline': async ({ runId }, read) => ofRun(read, runId),
  'take.ask': async ({ runId }, read) => ofRun(read, runId),
  'take.settle-ask': async ({ runId }, read) => ofRun(read, runId),
  'take.take-over': async ({ runId }, read) => ofRun(read, runId),
  'rundown.take': async ({ runId, to }, read) => ofSlot(read, to, {}, [runId]),
  'rundown.back': async ({ runId }, read) => {
    const run = await read.get('run', runId);
    const before = run?.previousSlotIds.at(-1);
    const about = before === undefined ? emptyGist : await ofSlot(read, before);
    return { ...about, about: [...about.about, runId], showId: run?.showId ?? null };
  },
  'rundown.arm': async ({ runId, slotId }, read) => {
    if (slotId !== null) return ofSlot(read, slotId, { armed: true }, [runId]);
    const run = await read.get('run', runId);
    return gist([runId], run?.showId, { armed: false });
  },
  'rundown.skip': async ({ slotId, skipped }, read) => ofSlot(read, slotId, { skipped }),
  'rundown.move': async ({ slotId, afterSlotId }, read) => {
    const slot = await read.get('slot', slotId);
    const others = slot
      ? inOrder(await read.list('slot', slot.runId)).filter(({ id }) => id !== slot.id)
      : [];
    const at = afterSlotId === null ? 0 : others.findIndex(({ id }) => id === afterSlotId) + 1;
    const known = slot !== null && (afterSlotId === null || at > 0);
    return ofSlot(read, slotId, { place: known ? at + 1 : undefined });
  },
  'rundown.plan': async ({ slotId, plannedSec }, read) => ofSlot(read, slotId, { plannedSec }),
  'rundown.add': async ({ id, productId }, read) => ofProduct(read, productId, {}, [id]),
  'rundown.remove': async ({ slotId }, read) => ofSlot(read, slotId),
  'push.set': async ({ runId }, read) => ofRun(read, runId),
  'product.import': async ({ showId, products, slots }, read) => {
    const show = await read.get('show', showId);
    return gist([showId], showId, { title: show?.title, products: products.length, slots: slots.length });
  },
  'product.reprice': async ({ productId, byName: _by, ...changes }, read) =>
    ofProduct(read, productId, changes),
  'product.confirm-price': async ({ productId, priceFen }, read) => ofProduct(read, productId, { priceFen }),
  'product.shelf': async ({ productId, shelf }, read) => ofProduct(read, productId, { shelf }),
  'product.stock': async ({ productId, delta }, read) => ofProduct(read, productId, { delta }),
  'approval.confirm': async ({ approvalId, priceFen }, read) => ofApproval(read, approvalId, { priceFen }),
  'approval.refuse': async ({ approvalId }, read) => ofApproval(read, approvalId),
  'policy.set': async () => gist(['policy'], null, {}),
  'drop.plan': async ({ id, showId, title }) => gist([id], showId, { title }),
  'drop.edit': async ({ dropId, title }, read) => ofDrop(read, dropId, title),
  'drop.remove': async ({ dropId }, read) => ofDrop(read, dropId),
  'sequence.plan': async ({ id, showId, title }) => gist([id], showId, { title }),
  'sequence.edit': async ({ sequenceId, title }, read) => ofSequence(read, sequenceId, title),
  'sequence.remove': async ({ sequenceId }, read) => ofSequence(read, sequenceId),
  'group.import': async ({ groups }) => gist([], null, { groups: groups.length }),
  'group.remove': async ({ groupId }, read) =>
    gist([groupId], null, { name: (await read.get('group', groupId))?.name }),
  'post.save': async ({ id, showId, title, text }) => gist([id], showId, { title: headline(title, text) }),
  'post.remove': async ({ postId }, read) => {
    const post = await read.get('post', postId);
    return gist([postId], post?.showId, { title: post ? headline(post.title, post.text) : undefined });
  },
  'post.release': async ({ id, postId, robots, hands, until }, read) => {
    const post = await read.get('post', postId);
    const title = post ? headline(post.title, post.text) : undefined;
    return gist([postId, id], post?.showId, { title, groups: robots + hands, until });
  },
  'post.cancel-release': async ({ releaseId }, read) => {
    const release = await read.get('release', releaseId);
    const post = release && (await read.get('post', release.postId));
    const title = post ? headline(post.title, post.text) : release?.title;
    return gist(release ? [release.postId, releaseId] : [releaseId], release?.showId, { title });
  },
  'promise.note': async ({ id, showId, text }) => gist([id], showId, { title: headline('', text) }),
  'promise.edit': async ({ promiseId, owner }, read) => ofPromise(read, promiseId, { owner: owner?.name }),
  'promise.settle': async ({ promiseId, state }, read) => ofPromise(read, promiseId, { state }),
  'handover.offer': async ({ id, showId, toName }) => gist([id], showId, { name: toName || undefined }),
  'handover.acknowledge': async ({ handoverId }, read) => ofHandover(read, handoverId),
  'handover.withdraw': async ({ handoverId }, read) => ofHandover(read, handoverId),
  'question.queue': async ({ id, showId, text }) => gist([id], showId, { title: headline('', text) }),
  'question.settle': async ({ questionId }, read) => {
    const question = await read.get('question', questionId);
    return gist([questionId], question?.showId, {
      title: question ? headline('', question.text) : undefined,
    });
  },
  'blocked-word.add': async ({ words }) => gist([], null, { words: words.length, title: words[0]?.text }),
  'blocked-word.remove': async ({ blockedWordId }, read) =>
    gist([blockedWordId], null, { title: (await read.get('blocked-word', blockedWordId))?.text }),
  'canned-reply.save': async ({ id, title }) => gist([id], null, { title }),
  'canned-reply.remove': async ({ cannedReplyId }, read) =>
    gist([cannedReplyId], null, { title: (await read.get('canned-reply', cannedReplyId))?.title }),
  'reply-rule.save': async ({ id, name }) => gist([id], null, { title: name }),
  'reply-rule.remove': async ({ replyRuleId }, read) =>
    gist([replyRuleId], null, { title: (await read.get('reply-rule', replyRuleId))?.name }),
  'reply-policy.set': async ({ capPerMinute }) => gist([], null, { cap: capPerMinute }),
  'mark.make': async ({ id, runId, note }, read) => {
    const { showId, facts } = await ofRun(read, runId);
    return gist([id, runId], showId, { ...facts, note });
  },
  'mark.note': async ({ markId, note }, read) => {
    const mark = await read.get('mark', markId);
    return gist([markId], mark?.showId, { note });
  },
  'mark.remove': async ({ markId }, read) => {
    const mark = await read.get('mark', markId);
    return gist([markId], mark?.showId, { note: mark?.note });
  },
  'till.set-up': async ({ showId }, read) =>
    gist([showId], showId, { title: (await read.get('show', showId))?.title }),
  'lease.take': async ({ productId, qty, deviceName }, read) =>
    ofProduct(read, productId, { qty, till: deviceName }),
  'lease.return': async ({ productId, qty }, read) => ofProduct(read, productId, { qty }),
  'lease.reclaim': async ({ leaseId }, read) => {
    const lease = await read.get('lease', leaseId);
    if (!lease) return emptyGist;
    return ofProduct(read, lease.productId, { till: lease.deviceName }, [leaseId]);
  },
  'ticket.sell': async (ticket, read) => ofNewTicket(read, ticket),
  'ticket.open': async (ticket, read) => ofNewTicket(read, ticket),
  'ticket.pay': async ({ ticketId }, read) => ofTicket(read, ticketId),
  'ticket.cancel': async ({ ticketId }, read) => ofTicket(read, ticketId),
  'ticket.refund': async ({ ticketId, restock }, read) => ofTicket(read, ticketId, { restock }),
  // Not a word of who signed up.
  'signup.add': async ({ id, showId }, read) =>
    gist([id], showId, { title: (await read.get('show', showId))?.title }),
};

/** Never throws: an op without a gist is still an op, and is told in words without names. */
export async function gistOf(name: string, input: unknown, read: DocumentReader): Promise<Gist> {
  if (!isMutationName(name)) return emptyGist;
  const of = gists[name] as (input: unknown, read: DocumentReader) => Promise<Gist>;
  return of(input, read).catch(() => emptyGist);
}

type Facts = Record<string, GistFacts[string] | undefined>;

function gist(about: readonly string[], showId: string | null | undefined, facts: Facts): Gist {
  const known = Object.entries(facts).filter(
    (entry): entry is [string, GistFacts[string]] => entry[1] !== undefined,
  );
  return { about: [...about], showId: showId ?? null, facts: Object.fromEntries(known) };
}

function withFacts(of: Gist, facts: GistFacts): Gist {
  return { ...of, facts: { ...of.facts, ...facts } };
}

async function ofRun(read: DocumentReader, runId: string): Promise<Gist> {
  const run = await read.get('run', runId);
  const show = run && (await read.get('show', run.showId));
  return gist([runId], run?.showId, { title: show?.title, kind: run?.kind });
}

async function ofSlot(
  read: DocumentReader,
  slotId: string,
  facts: Facts = {},
  alsoAbout: readonly string[] = [],
): Promise<Gist> {
  const slot = await read.get('slot', slotId);
  const product = slot && (await read.get('product', slot.productId));
  return gist([slotId, ...alsoAbout], product?.showId, { name: product?.name, ...facts });
}

async function ofProduct(
  read: DocumentReader,
  productId: string,
  facts: Facts = {},
  about: readonly string[] = [],
): Promise<Gist> {
  const product = await read.get('product', productId);
  const show = product && (await read.get('show', product.showId));
  return gist([...about, productId], product?.showId, {
    name: product?.name,
    currency: show?.currency,
    ...facts,
  });
}

async function ofApproval(read: DocumentReader, approvalId: string, facts: Facts = {}): Promise<Gist> {
  const approval = await read.get('approval', approvalId);
  if (!approval) return emptyGist;
  return ofProduct(read, approval.productId, { priceFen: approval.priceFen, ...facts });
}

async function ofPromise(read: DocumentReader, promiseId: string, facts: Facts): Promise<Gist> {
  const promise = await read.get('promise', promiseId);
  const title = promise ? headline('', promise.text) : undefined;
  return gist([promiseId], promise?.showId, { title, ...facts });
}

async function ofHandover(read: DocumentReader, handoverId: string): Promise<Gist> {
  const handover = await read.get('handover', handoverId);
  return gist([handoverId], handover?.showId, { name: handover?.byName });
}

async function ofDrop(read: DocumentReader, dropId: string, title?: string): Promise<Gist> {
  const drop = await read.get('drop', dropId);
  return gist([dropId], drop?.showId, { title: title ?? drop?.title });
}

async function ofSequence(read: DocumentReader, sequenceId: string, title?: string): Promise<Gist> {
  const sequence = await read.get('sequence', sequenceId);
  return gist([sequenceId], sequence?.showId, { title: title ?? sequence?.title });
}

type NewTicket = MutationInput<'ticket.open'>;

async function ofNewTicket(read: DocumentReader, { id, showId, label, lines }: NewTicket): Promise<Gist> {
  const show = await read.get('show', showId);
  const totalFen = lines.reduce((sum, { qty, priceFen }) => sum + qty * priceFen, 0);
  return gist([id], showId, { label, totalFen, currency: show?.currency });
}

async function ofTicket(read: DocumentReader, ticketId: string, facts: Facts = {}): Promise<Gist> {
  const ticket = await read.get('ticket', ticketId);
  const show = ticket && (await read.get('show', ticket.showId));
  const { label, totalFen } = ticket ?? {};
  return gist([ticketId], ticket?.showId, { label, totalFen, currency: show?.currency, ...facts });
}

const HEADLINE = 40;

/** What an announcement is called where it has no title: how it begins. */
function headline(title: string, text: string): string {
  return title.trim() || text.trim().split('\n', 1)[0]?.slice(0, HEADLINE) || '';
}
