/**
 * The oracle: once everything is quiet, holds a hub and its consoles to what people and shops were told. What it finds
 * are sentences; none is the only good answer. The letters are those of the reliability plan.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Lease } from '#shared/domain/lease/lease.schema.ts';
import type { Ledger } from '../ledger.ts';
import type { DeskRows } from './desk-rows.ts';
import type { HubRows } from './hub-rows.ts';
import type { Replay } from './replay.ts';

export interface Scene {
  readonly hub: HubRows;
  /** By the console's name, as the ledger names it. */
  readonly desks: ReadonlyMap<string, DeskRows>;
  readonly ledger: Ledger;
  readonly replay: Replay;
}

export interface Findings {
  readonly violations: readonly string[];
  /** Ops that were promised and are nowhere. */
  readonly lost: number;
  /** Effects that are there more than once, or though they were refused. */
  readonly twice: number;
  /** Orders to act that took effect after their moment. */
  readonly late: number;
}

export async function judge(scene: Scene): Promise<Findings> {
  const lost = [...lostOps(scene), ...lostFacts(scene), ...lostSales(scene)];
  const twice = [
    ...opsDoneAlthoughRefused(scene),
    ...soldAlthoughRefused(scene),
    ...tooManyFacts(scene),
    ...tooManyClaims(scene),
  ];
  const late = lateOrders(scene);
  const violations = [
    ...scene.ledger.violations,
    ...lost,
    ...twice,
    ...late,
    ...oversold(scene),
    ...scene.hub.miscounted.map((figure) => `(b) the recount differs: ${figure}`),
    ...(await unlikeReplay(scene)),
    ...[...scene.desks].flatMap(([name, desk]) => unlikeHub(name, desk, scene.hub)),
  ];
  return { violations, lost: lost.length, twice: twice.length, late: late.length };
}

/** (a) Everything that was kept is on the hub, or refused where a person can see it. */
function lostOps({ hub, desks, ledger }: Scene): string[] {
  return ledger.ops.flatMap(({ told, opId, path, console }) => {
    if (told !== 'kept') return [];
    const result = hub.ops.get(opId)?.result;
    if (result?.outcome === 'applied') return [];
    // A hub that was put back does not know its refusal any more; the person still does.
    if (ledger.decided.has(opId) || desks.get(console)?.outbox.get(opId)?.state === 'refused') return [];
    if (!result)
      return [`(a) ${console} was told that ${path} ${opId} is kept, and the hub has never had it`];
    return [`(a) the hub refused ${path} ${opId} (${result.code}), and it is not in the tray of ${console}`];
  });
}

function opsDoneAlthoughRefused({ hub, ledger }: Scene): string[] {
  return ledger.ops.flatMap(({ told, opId, path, code, console }) =>
    told === 'refused' && hub.ops.get(opId)?.result.outcome === 'applied'
      ? [`(a) ${console} was told ${code} for ${path} ${opId}, and the hub has done it`]
      : [],
  );
}

function lostFacts({ hub, ledger }: Scene): string[] {
  return [...ledger.facts].flatMap(([eventId, fen]) => {
    const stored = hub.facts.get(eventId);
    return stored === fen ? [] : [`(a) order ${eventId} was accepted with ${fen} fen, the hub has ${stored}`];
  });
}

function lostSales({ hub, ledger }: Scene): string[] {
  return ledger.sales.flatMap(({ opId, eventId, amountFen }) => {
    if (hub.ops.get(opId)?.result.outcome !== 'applied') return [];
    const stored = hub.facts.get(eventId);
    return stored === amountFen ? [] : [`(a) sale ${eventId} took ${amountFen} fen, the hub has ${stored}`];
  });
}

function soldAlthoughRefused({ hub, ledger }: Scene): string[] {
  return ledger.unsold.flatMap((eventId) =>
    hub.facts.has(eventId) ? [`(a) a till was told that ${eventId} is not sold, and the hub has it`] : [],
  );
}

/** A till never draws more from its lease than it was granted. */
function oversold({ hub }: Scene): string[] {
  return [...hub.documents].flatMap(([key, { document }]) => {
    if (!key.startsWith('lease/') || document === null) return [];
    const { granted, restocked, returned, sold, held } = document as Lease;
    const left = granted + restocked - returned - sold - held;
    return left < 0 ? [`${key} gave ${-left} more than it had`] : [];
  });
}

/** An order that nobody sent cannot be; and what the counters say is the sum of what is there. */
function tooManyFacts({ hub }: Scene): string[] {
  const net = [...hub.facts.values()].reduce((sum, fen) => sum + fen, 0);
  return net === hub.netFen ? [] : [`(b) the facts come to ${net} fen, the counters to ${hub.netFen}`];
}

function tooManyClaims({ hub, ledger }: Scene): string[] {
  const changed = ledger.claims.flatMap(({ claimId, outcome }) => {
    const stored = hub.claims.get(claimId);
    return stored === outcome ? [] : [`claim ${claimId} was answered ${outcome}, the hub has ${stored}`];
  });
  const over = [...hub.drops].flatMap(([dropId, { granted, quota }]) =>
    granted > quota ? [`drop ${dropId} granted ${granted} of ${quota}`] : [],
  );
  return [...changed, ...over];
}

function lateOrders({ hub, ledger }: Scene): string[] {
  return ledger.orders.flatMap(({ dropId, notAfterMs, answer, console }) => {
    const openedMs = hub.drops.get(dropId)?.openedMs ?? null;
    if (openedMs !== null && answer === 'not-done')
      return [`drop ${dropId} of ${console} opened although its person was told that it did not`];
    if (openedMs !== null && openedMs > notAfterMs)
      return [`drop ${dropId} of ${console} opened ${openedMs - notAfterMs} ms after its moment`];
    return [];
  });
}

/** (a), (d): what the hub holds is what its ops come to when each is run once, in its order. */
async function unlikeReplay({ hub, replay }: Scene): Promise<string[]> {
  const { documents: expected, violations } = await replay.follow(hub);
  if (violations.length > 0) return [...violations];
  const found: string[] = [];
  for (const key of new Set([...Object.keys(expected), ...hub.documents.keys()])) {
    const [wanted, stored] = [expected[key] ?? null, hub.documents.get(key)?.document ?? null];
    if (!isDeepStrictEqual(wanted, stored)) found.push(unlike(`the hub's ${key}`, wanted, stored));
  }
  return found;
}

/** (c), (d): each console holds what the hub holds, in base and view, at the hub's own head. */
function unlikeHub(name: string, desk: DeskRows, hub: HubRows): string[] {
  const found: string[] = [];
  if (desk.epoch !== hub.epoch) found.push(`(d) ${name} is in epoch ${desk.epoch}, the hub in ${hub.epoch}`);
  if (desk.cursor !== hub.headSeq)
    found.push(`(d) ${name} stands at ${desk.cursor}, the hub at ${hub.headSeq}`);
  for (const key of new Set([...hub.documents.keys(), ...desk.documents.keys()])) {
    const truth = hub.documents.get(key)?.document ?? null;
    const { base = null, view = null } = desk.documents.get(key) ?? {};
    if (!isDeepStrictEqual(base, truth)) found.push(unlike(`(c) ${name}: base of ${key}`, truth, base));
    if (!isDeepStrictEqual(view, truth)) found.push(unlike(`(c) ${name}: view of ${key}`, truth, view));
  }
  return found;
}

function unlike(what: string, wanted: unknown, found: unknown): string {
  return `${what} should be ${JSON.stringify(wanted)} and is ${JSON.stringify(found)}`;
}
