/**
 * The checklist before a show: every check by itself, so that one that fails hides no other. Pure. What could not be
 * looked at is a warning that says so: a show may go on from a basement, knowingly.
 */
import type { Drop } from '../drop/drop.schema.ts';
import type { PlatformOffer } from '../platform/platform.schema.ts';
import type { Product } from '../product/product.schema.ts';
import type { Slot } from '../rundown/slot.schema.ts';
import type { Run, Show } from '../show/show.schema.ts';
import { type CheckId, checkIds } from './check-id.ts';
import {
  detailFindings,
  dropFindings,
  floorFindings,
  rundownFindings,
  timingFindings,
} from './check-plan.ts';
import { platformFindings, priceFindings, stockFindings } from './check-platform.ts';
import {
  approvalFindings,
  backupFindings,
  clockFindings,
  diskFindings,
  hostFindings,
  hubFindings,
} from './check-surroundings.ts';
import type { CheckLevel, CheckResult, Finding } from './checklist.schema.ts';

export interface ChecklistFacts {
  readonly show: Show;
  readonly run: Run;
  readonly slots: readonly Slot[];
  readonly products: readonly Product[];
  /** Of the run's kind. */
  readonly drops: readonly Drop[];
  /** What a buyer can end up paying below the floor, found by the offer rules. */
  readonly netBelowFloor: readonly NetBelowFloor[];
  /** What the platform said; null where it could not be asked. */
  readonly platform: PlatformFacts | null;
  /** It is still being asked. */
  readonly platformWaiting: boolean;
  readonly hub: {
    readonly online: boolean;
    /** An error code of why it takes nothing, though it is there. */
    readonly trouble: string | null;
    /** The console's own, on this machine. */
    readonly own: boolean;
    readonly skewMs: number | null;
    /** Null while it is not known. */
    readonly condition: { readonly freeBytes: number | null; readonly backupAt: string | null } | null;
  };
  /** Ids of documents with changes that the hub has not confirmed. */
  readonly pendingIds: readonly string[];
  /** Operations that the hub has refused and nobody has looked at. */
  readonly refusedCount: number;
  readonly deskFreeBytes: number | null;
  readonly host: { readonly open: boolean; readonly viewers: number };
  readonly nowMs: number;
}

export interface PlatformFacts {
  readonly name: string;
  readonly good: boolean;
  readonly reason: string | null;
  /** By product; null where the platform cannot tell, absent where it was not asked yet. */
  readonly offers: ReadonlyMap<string, PlatformOffer | null>;
}

export interface NetBelowFloor {
  readonly productId: string;
  readonly netFen: number;
  readonly floorFen: number;
  /** The parts that stack, in words of their own. */
  readonly parts: string;
}

type Check = (facts: ChecklistFacts) => Finding[];

const checks: { readonly [C in CheckId]: Check } = {
  rundown: rundownFindings,
  floor: floorFindings,
  'net-price': ({ netBelowFloor, products }) =>
    netBelowFloor.map(({ productId, netFen, floorFen, parts }) => ({
      ...aboutProduct(products.find(({ id }) => id === productId) ?? null),
      ...{ code: 'net-below-floor', level: 'error', facts: { netFen, floorFen, parts } },
    })),
  platform: platformFindings,
  'platform-price': priceFindings,
  'platform-stock': stockFindings,
  details: detailFindings,
  timing: timingFindings,
  drops: dropFindings,
  approvals: approvalFindings,
  hub: hubFindings,
  backup: backupFindings,
  clock: clockFindings,
  disk: diskFindings,
  'host-view': hostFindings,
};

const asked: readonly CheckId[] = ['platform', 'platform-price', 'platform-stock'];

/** Every check, in the order in which a person reads them. `fails` hears of one that threw. */
export function checklist(
  facts: ChecklistFacts,
  fails: (check: CheckId, error: unknown) => void,
): CheckResult[] {
  return checkIds.map((check) => {
    const findings = foundBy(checks[check], check, facts, fails);
    return {
      ...{ check, findings, level: worstOf(findings) },
      waiting: facts.platformWaiting && asked.includes(check),
    };
  });
}

function foundBy(
  check: Check,
  name: CheckId,
  facts: ChecklistFacts,
  fails: (check: CheckId, error: unknown) => void,
): Finding[] {
  try {
    return check(facts);
  } catch (error) {
    fails(name, error);
    return [{ ...aboutNothing, code: 'unchecked', level: 'warning', facts: {} }];
  }
}

export function worstOf(findings: readonly Pick<Finding, 'level'>[]): CheckLevel {
  if (findings.some(({ level }) => level === 'error')) return 'error';
  return findings.length > 0 ? 'warning' : 'ok';
}

export const aboutNothing = { name: null, slotId: null, productId: null, dropId: null } as const;

export function aboutProduct(product: Pick<Product, 'id' | 'name'> | null) {
  return { ...aboutNothing, name: product?.name ?? null, productId: product?.id ?? null };
}

/** Products that this run means to show, each once, in the order of its slots. */
export function shownProducts({ slots, products }: Pick<ChecklistFacts, 'slots' | 'products'>): Product[] {
  const wanted = new Set<string>(
    slots.filter(({ state }) => state !== 'skipped').map(({ productId }) => productId),
  );
  return products.filter(({ id }) => wanted.has(id));
}
