/** An op in a person's words. Pure; every mutation has its words: a new one does not compile without. */
import type { NotedOp } from '#shared/contract/outbox.ts';
import type { GistFacts } from '#shared/domain/gist.ts';
import { formatFen } from '#shared/domain/money.ts';
import { isMutationName, type MutationName } from '#shared/domain/mutations.ts';
import type { Say } from '../app/i18n.ts';
import { formatCount, formatDay, formatDuration } from '../ui/format.ts';

type T = Say<'sync'>;
type Describe = (facts: GistFacts, t: T) => string;

const describers: { readonly [N in MutationName]: Describe } = {
  'show.create': (facts, t) => t('op.show.create', titled(facts, t)),
  'show.edit': (facts, t) => t('op.show.edit', { ...titled(facts, t), fields: showFields(facts, t) }),
  'run.create': (facts, t) => t(`op.run.create.${kind(facts)}`, titled(facts, t)),
  'run.start': (facts, t) => t(`op.run.start.${kind(facts)}`, titled(facts, t)),
  'run.end': (facts, t) => t(`op.run.end.${kind(facts)}`, titled(facts, t)),
  'run.rehearse': (facts, t) => t('op.run.rehearse', titled(facts, t)),
  'rehearsal.reset': (facts, t) => t('op.rehearsal.reset', titled(facts, t)),
  'take.hold': (facts, t) => t('op.take.hold', titled(facts, t)),
  'take.release': (facts, t) => t('op.take.release', titled(facts, t)),
  'take.offer': (facts, t) => t('op.take.offer', { ...titled(facts, t), to: text(facts['to'], t) }),
  'take.accept': (facts, t) => t('op.take.accept', titled(facts, t)),
  'take.decline': (facts, t) => t('op.take.decline', titled(facts, t)),
  'take.ask': (facts, t) => t('op.take.ask', titled(facts, t)),
  'take.settle-ask': (facts, t) => t('op.take.settle-ask', titled(facts, t)),
  'take.take-over': (facts, t) => t('op.take.take-over', titled(facts, t)),
  'rundown.take': (facts, t) => t('op.rundown.take', named(facts, t)),
  'rundown.back': (facts, t) => t('op.rundown.back', named(facts, t)),
  'rundown.arm': (facts, t) =>
    facts['armed'] === false ? t('op.rundown.disarm') : t('op.rundown.arm', named(facts, t)),
  'rundown.skip': (facts, t) =>
    t(facts['skipped'] === false ? 'op.rundown.unskip' : 'op.rundown.skip', named(facts, t)),
  'rundown.move': (facts, t) => t('op.rundown.move', { ...named(facts, t), place: text(facts['place'], t) }),
  'rundown.plan': (facts, t) =>
    typeof facts['plannedSec'] === 'number'
      ? t('op.rundown.plan', { ...named(facts, t), time: formatDuration(facts['plannedSec']) })
      : t('op.rundown.plan.other', named(facts, t)),
  'rundown.add': (facts, t) => t('op.rundown.add', named(facts, t)),
  'push.set': (facts, t) => t('op.push.set', titled(facts, t)),
  'rundown.remove': (facts, t) => t('op.rundown.remove', named(facts, t)),
  'product.import': (facts, t) =>
    t('op.product.import', { ...titled(facts, t), products: count(facts['products'], t) }),
  'product.reprice': (facts, t) =>
    t('op.product.reprice', { ...named(facts, t), changes: priceChanges(facts, t) }),
  'product.confirm-price': (facts, t) =>
    t('op.product.confirm-price', { ...named(facts, t), price: money(facts, 'priceFen', t) }),
  'drop.plan': (facts, t) => t('op.drop.plan', titled(facts, t)),
  'drop.edit': (facts, t) => t('op.drop.edit', titled(facts, t)),
  'product.shelf': (facts, t) => t(`op.product.shelf.${shelf(facts)}`, named(facts, t)),
  'product.stock': (facts, t) => {
    const delta = typeof facts['delta'] === 'number' ? facts['delta'] : 0;
    const key = delta < 0 ? 'op.product.stock.less' : 'op.product.stock.more';
    return t(key, { ...named(facts, t), qty: formatCount(Math.abs(delta)) });
  },
  'approval.confirm': (facts, t) =>
    t('op.approval.confirm', { ...named(facts, t), price: money(facts, 'priceFen', t) }),
  'approval.refuse': (facts, t) =>
    t('op.approval.refuse', { ...named(facts, t), price: money(facts, 'priceFen', t) }),
  'policy.set': (_facts, t) => t('op.policy.set'),
  'drop.remove': (facts, t) => t('op.drop.remove', titled(facts, t)),
  'sequence.plan': (facts, t) => t('op.sequence.plan', titled(facts, t)),
  'sequence.edit': (facts, t) => t('op.sequence.edit', titled(facts, t)),
  'sequence.remove': (facts, t) => t('op.sequence.remove', titled(facts, t)),
  'group.import': (facts, t) => t('op.group.import', { groups: count(facts['groups'], t) }),
  'group.remove': (facts, t) => t('op.group.remove', named(facts, t)),
  'post.save': (facts, t) => t('op.post.save', titled(facts, t)),
  'post.remove': (facts, t) => t('op.post.remove', titled(facts, t)),
  'post.release': (facts, t) =>
    t('op.post.release', {
      ...titled(facts, t),
      groups: count(facts['groups'], t),
      until: moment(facts['until'], t),
    }),
  'post.cancel-release': (facts, t) => t('op.post.cancel-release', titled(facts, t)),
  'run.freeze': (facts, t) =>
    t(facts['frozen'] === false ? 'op.run.thaw' : 'op.run.freeze', titled(facts, t)),
  'promise.note': (facts, t) => t('op.promise.note', titled(facts, t)),
  'promise.edit': (facts, t) =>
    typeof facts['owner'] === 'string'
      ? t('op.promise.assign', { ...titled(facts, t), name: facts['owner'] })
      : t('op.promise.edit', titled(facts, t)),
  'promise.settle': (facts, t) =>
    t(
      facts['state'] === 'done'
        ? 'op.promise.done'
        : facts['state'] === 'open'
          ? 'op.promise.reopen'
          : 'op.promise.drop',
      titled(facts, t),
    ),
  'handover.offer': (facts, t) =>
    typeof facts['name'] === 'string' ? t('op.handover.offer', named(facts, t)) : t('op.handover.offer.any'),
  'handover.acknowledge': (facts, t) => t('op.handover.acknowledge', named(facts, t)),
  'handover.withdraw': (_facts, t) => t('op.handover.withdraw'),
  'question.queue': (facts, t) => t('op.question.queue', titled(facts, t)),
  'question.settle': (facts, t) => t('op.question.settle', titled(facts, t)),
  'blocked-word.add': (facts, t) =>
    t('op.blocked-word.add', { ...titled(facts, t), words: count(facts['words'], t) }),
  'blocked-word.remove': (facts, t) => t('op.blocked-word.remove', titled(facts, t)),
  'canned-reply.save': (facts, t) => t('op.canned-reply.save', titled(facts, t)),
  'canned-reply.remove': (facts, t) => t('op.canned-reply.remove', titled(facts, t)),
  'reply-rule.save': (facts, t) => t('op.reply-rule.save', titled(facts, t)),
  'reply-rule.remove': (facts, t) => t('op.reply-rule.remove', titled(facts, t)),
  'reply-policy.set': (facts, t) => t('op.reply-policy.set', { cap: count(facts['cap'], t) }),
  'mark.make': (facts, t) => t('op.mark.make', titled(facts, t)),
  'mark.note': (facts, t) => t('op.mark.note', { note: text(facts['note'], t) }),
  'mark.remove': (facts, t) => t('op.mark.remove', { note: text(facts['note'], t) }),
  'till.set-up': (facts, t) => t('op.till.set-up', titled(facts, t)),
  'lease.take': (facts, t) => t('op.lease.take', leased(facts, t)),
  'lease.return': (facts, t) => t('op.lease.return', leased(facts, t)),
  'lease.reclaim': (facts, t) => t('op.lease.reclaim', leased(facts, t)),
  'ticket.sell': (facts, t) => t('op.ticket.sell', ticket(facts, t)),
  'ticket.open': (facts, t) => t('op.ticket.open', ticket(facts, t)),
  'ticket.pay': (facts, t) => t('op.ticket.pay', ticket(facts, t)),
  'ticket.cancel': (facts, t) => t('op.ticket.cancel', ticket(facts, t)),
  'ticket.refund': (facts, t) => t('op.ticket.refund', ticket(facts, t)),
  'signup.add': (facts, t) => t('op.signup.add', titled(facts, t)),
};

/** Also for an op of another version of the program, whose mutation nobody here knows. */
export function describeOp({ name, facts }: Pick<NotedOp, 'name' | 'facts'>, t: T): string {
  return isMutationName(name) ? describers[name](facts, t) : t('opOther', { name });
}

type Fact = GistFacts[string] | undefined;

function text(fact: Fact, t: T): string {
  return fact === undefined || fact === null || fact === '' ? t('opUnknown') : String(fact);
}

function count(fact: Fact, t: T): string {
  return typeof fact === 'number' ? formatCount(fact) : t('opUnknown');
}

function moment(fact: Fact, t: T): string {
  return typeof fact === 'string' ? formatDay(Date.parse(fact)) : t('opUnknown');
}

function titled(facts: GistFacts, t: T): { title: string } {
  return { title: text(facts['title'], t) };
}

function leased(facts: GistFacts, t: T): { name: string; qty: string; till: string } {
  return { ...named(facts, t), qty: count(facts['qty'], t), till: text(facts['till'], t) };
}

function ticket(facts: GistFacts, t: T): { label: string; amount: string } {
  return { label: text(facts['label'], t), amount: money(facts, 'totalFen', t) };
}

function named(facts: GistFacts, t: T): { name: string } {
  return { name: text(facts['name'], t) };
}

function shelf(facts: GistFacts): 'on' | 'off' | 'sold-out' {
  return facts['shelf'] === 'off' || facts['shelf'] === 'sold-out' ? facts['shelf'] : 'on';
}

function kind(facts: GistFacts): 'live' | 'rehearsal' {
  return facts['kind'] === 'rehearsal' ? 'rehearsal' : 'live';
}

function money(facts: GistFacts, name: string, t: T): string {
  const amount = facts[name];
  const currency = facts['currency'];
  if (typeof amount !== 'number') return t('opUnknown');
  return formatFen(amount, typeof currency === 'string' ? currency : 'CNY');
}

const showFieldNames = ['title', 'startsAt', 'plannedEndAt', 'targetFen', 'hostName'] as const;

function showFields(facts: GistFacts, t: T): string {
  const changed = String(facts['changes'] ?? '').split(' ');
  const known = showFieldNames.filter((name) => changed.includes(name));
  return known.length === 0 ? t('opUnknown') : known.map((name) => t(`opShow_${name}`)).join(t('opJoin'));
}

const priceFields = [
  ['priceFen', 'opPrice', 'opPriceNone'],
  ['listFen', 'opList', 'opListNone'],
  ['floorFen', 'opFloor', 'opFloorNone'],
  ['costFen', 'opCost', 'opCostNone'],
  ['stockDeclared', 'opStock', 'opStockNone'],
] as const;

function priceChanges(facts: GistFacts, t: T): string {
  const coupons = facts['noCoupons'];
  const said: string[] = typeof coupons === 'boolean' ? [t(coupons ? 'opCouponsOff' : 'opCouponsOn')] : [];
  const amounts = priceFields.flatMap(([field, word, none]) => {
    const value = facts[field];
    if (value === undefined) return [];
    if (value === null) return [t(none)];
    const amount = field === 'stockDeclared' ? count(value, t) : money(facts, field, t);
    return [t(word, { amount })];
  });
  said.push(...amounts);
  return said.length === 0 ? t('opUnknown') : said.join(t('opJoin'));
}
